import type { Message } from '../../../preload/contract.ts'
import { mostSavedMessages } from './limits.ts'

/** Adds a message that came from the server, or replaces the one with its ID. */
export function withMessage(known: readonly Message[], message: Message): Message[] {
  const others = known.filter(({ id }) => id !== message.id)
  return newest([...others, message])
}

/**
 * Known messages with those that were read now, which are all that the channel has in their time. Older known ones stay
 * only if the two overlap: otherwise messages between them may be missing.
 */
export function withRead(known: readonly Message[], read: readonly Message[]): Message[] {
  const [first] = read
  const last = read.at(-1)
  if (first === undefined || last === undefined) return []
  const ids = new Set(read.map(({ id }) => id))
  const isJoined = known.some(({ id }) => ids.has(id))
  const kept = known.filter(
    ({ id, createdAt }) =>
      !ids.has(id) && (createdAt > last.createdAt || (isJoined && createdAt < first.createdAt)),
  )
  return newest([...kept, ...read])
}

function newest(messages: Message[]): Message[] {
  return messages.sort((a, b) => a.createdAt - b.createdAt).slice(-mostSavedMessages)
}
