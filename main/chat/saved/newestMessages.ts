import type { Message, OpenChannel } from '../../../preload/contract.ts'
import { oneLine } from '../preview.ts'
import { mostSavedMessages } from './limits.ts'

/**
 * A channel with a message that came from the server. It replaces the one with its ID, for it may be deleted by now. `userId`:
 * the reader, for whom a new message of another person is unread.
 */
export function withMessage(channel: OpenChannel, message: Message, userId: string): OpenChannel {
  const isKnown = channel.messages.some(({ id }) => id === message.id)
  const isUnread = !isKnown && !message.isSilent && message.userId !== userId
  const { unreadCount } = channel
  const others = channel.messages.filter(({ id }) => id !== message.id)
  const next = newest(channel, [...others, message], channel.olderBefore !== undefined)
  const last = next.messages.findLast(({ isDeleted }) => !isDeleted)
  const preview = last ? oneLine(last.text) : ''
  return {
    ...next,
    preview,
    lastMessageAt: last?.createdAt ?? null,
    ...(unreadCount !== undefined && isUnread ? { unreadCount: unreadCount + 1 } : {}),
  }
}

/**
 * A channel that was read now, with the messages that are known. Those that were read are all that the channel has in their
 * time. Older known ones stay only if the two overlap: otherwise messages between them may be missing.
 */
export function withRead(known: OpenChannel | undefined, read: OpenChannel): OpenChannel {
  const [first] = read.messages
  const last = read.messages.at(-1)
  if (!known || first === undefined || last === undefined) {
    return newest(read, read.messages, read.olderBefore !== undefined)
  }
  const ids = new Set(read.messages.map(({ id }) => id))
  const isJoined = known.messages.some(({ id }) => ids.has(id))
  const before = known.messages.filter(
    ({ id, createdAt }) => isJoined && !ids.has(id) && createdAt < first.createdAt,
  )
  const after = known.messages.filter(
    ({ id, createdAt }) => !ids.has(id) && createdAt > last.createdAt,
  )
  const oldest = before.length > 0 ? known : read
  return newest(read, [...before, ...read.messages, ...after], oldest.olderBefore !== undefined)
}

/** `hasOlder`: the channel has messages before these. */
function newest(channel: OpenChannel, all: readonly Message[], hasOlder: boolean): OpenChannel {
  const messages = all.toSorted((a, b) => a.createdAt - b.createdAt).slice(-mostSavedMessages)
  const { olderBefore: _, ...rest } = channel
  const [oldest] = messages
  const isCut = hasOlder || messages.length < all.length
  return { ...rest, messages, ...(oldest && isCut ? { olderBefore: oldest.id } : {}) }
}
