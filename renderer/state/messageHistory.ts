import type { Message } from '../../preload/contract.ts'

/** How many messages of a channel are kept and shown. */
export const historyLength = 200

/** Adds a message at its place in time. One with a known id is the same message, and changes nothing unless it is deleted now. */
export function append(known: Message[], message: Message): Message[] {
  if (!known.some(({ id }) => id === message.id)) return inOrder([...known, message])
  return message.isDeleted ? known.map((one) => (one.id === message.id ? message : one)) : known
}

/**
 * Joins what is known with what was just read. When the two do not meet, messages between them are missing; then only
 * those that came after the read are kept of the known, so that no gap looks like a conversation.
 */
export function merge(known: Message[], read: Message[]): Message[] {
  const ids = new Set(read.map(({ id }) => id))
  const newest = read.at(-1)?.createdAt ?? 0
  const doMeet = known.some(({ id }) => ids.has(id))
  const kept = known.filter(({ id, createdAt }) => !ids.has(id) && (doMeet || createdAt > newest))
  return inOrder([...kept, ...read])
}

function inOrder(messages: Message[]): Message[] {
  return messages.sort((a, b) => a.createdAt - b.createdAt).slice(-historyLength)
}
