import type { Texts } from '../en.ts'

export const chat: Texts['chat'] = {
  loadingOlder: 'Frühere Nachrichten werden geladen …',
  historyFull: 'Latchkey zeigt die letzten 10.000 Nachrichten.',
  firstUnread: 'Neu',
  jumpToFirstUnread: 'Zur ersten ungelesenen',
  jumpToLatest: 'Zur neuesten',
  newMessages: 'Neue Nachrichten',
  tryAgain: 'Erneut versuchen',
  moreChannels: 'Weitere Kanäle',
  loadingChannels: 'Kanäle werden geladen …',
  unread: (count) => (count > 99 ? '99+ neu' : `${count} neu`),
}
