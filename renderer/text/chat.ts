import { historyLength } from '../state/messageHistory.ts'

/** Sentences of the conversation and the channel list. */
export const chatText = {
  loadingOlder: 'Loading earlier messages…',
  historyFull: `Latchkey shows the last ${historyLength.toLocaleString('en-GB')} messages.`,
  firstUnread: 'New',
  jumpToFirstUnread: 'Jump to first unread',
  jumpToLatest: 'Jump to latest',
  newMessages: 'New messages',
  tryAgain: 'Try again',
  moreChannels: 'More channels',
  loadingChannels: 'Loading channels…',
} as const

/** The number of unread messages of a channel, short enough for its row. */
export function unreadLabel(count: number): string {
  return count > 99 ? '99+ new' : `${count} new`
}
