/** Texts of the conversation and the channel list. */
export const chat = {
  loadingOlder: 'Loading earlier messages…',
  historyFull: 'Latchkey shows the last 10,000 messages.',
  firstUnread: 'New',
  jumpToFirstUnread: 'Jump to first unread',
  jumpToLatest: 'Jump to latest',
  newMessages: 'New messages',
  tryAgain: 'Try again',
  moreChannels: 'More channels',
  loadingChannels: 'Loading channels…',
  unread: (count: number) => (count > 99 ? '99+ new' : `${count} new`),
}
