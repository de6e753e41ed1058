import type { Message } from '../../preload/contract.ts'

/** The maximum number of messages kept for the open channel. */
export const historyLength = 10_000
/** A full history drops so many at once, so that what is shown above changes seldom. */
const dropLength = 50
/** The maximum number of messages kept for a channel that is not open. */
export const closedHistoryLength = 200

/** Inserts a message in time order. A known ID changes nothing, unless the message is now deleted. */
export function append(known: Message[], message: Message): Message[] {
  const last = known.at(-1)
  if (known.some(({ id }) => id === message.id)) {
    return message.isDeleted ? known.map((one) => (one.id === message.id ? message : one)) : known
  }
  const isNewest = !last || last.createdAt <= message.createdAt
  const all = [...known, message]
  const sorted = isNewest ? all : sortByTime(all)
  return sorted.length > historyLength ? sorted.slice(dropLength) : sorted
}

/** Adds a page of older messages before the known ones. */
export function prepend(known: Message[], older: readonly Message[]): Message[] {
  const ids = new Set(known.map(({ id }) => id))
  return sortByTime([...older.filter(({ id }) => !ids.has(id)), ...known])
}

/**
 * Merges known with newly loaded messages. If they do not overlap, messages between them are missing; then only known
 * messages newer than the load are kept, so that no gap is hidden.
 */
export function merge(known: Message[], read: Message[]): Message[] {
  const ids = new Set(read.map(({ id }) => id))
  const newest = read.at(-1)?.createdAt ?? 0
  const isWhole = doOverlap(known, read)
  const kept = known.filter(({ id, createdAt }) => !ids.has(id) && (isWhole || createdAt > newest))
  return sortByTime([...kept, ...read]).slice(-historyLength)
}

/** True if two lists of messages have a message in common. */
export function doOverlap(known: readonly Message[], read: readonly Message[]): boolean {
  const ids = new Set(read.map(({ id }) => id))
  return known.some(({ id }) => ids.has(id))
}

function sortByTime(messages: Message[]): Message[] {
  return messages.sort((a, b) => a.createdAt - b.createdAt)
}
