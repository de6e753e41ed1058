import type { Message } from '../../preload/contract.ts'

/** The maximum number of messages kept for a channel. */
export const historyLength = 200

/** Inserts a message in time order. A known ID changes nothing, unless the message is now deleted. */
export function append(known: Message[], message: Message): Message[] {
  if (!known.some(({ id }) => id === message.id)) return sortByTime([...known, message])
  return message.isDeleted ? known.map((one) => (one.id === message.id ? message : one)) : known
}

/**
 * Merges known with newly loaded messages. If they do not overlap, messages between them are missing; then only known
 * messages newer than the load are kept, so that no gap is hidden.
 */
export function merge(known: Message[], read: Message[]): Message[] {
  const ids = new Set(read.map(({ id }) => id))
  const newest = read.at(-1)?.createdAt ?? 0
  const doOverlap = known.some(({ id }) => ids.has(id))
  const kept = known.filter(
    ({ id, createdAt }) => !ids.has(id) && (doOverlap || createdAt > newest),
  )
  return sortByTime([...kept, ...read])
}

function sortByTime(messages: Message[]): Message[] {
  return messages.sort((a, b) => a.createdAt - b.createdAt).slice(-historyLength)
}
