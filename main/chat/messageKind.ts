import { readTime } from '../network/fields.ts'
/**
 * How a message is shown. `hidden`: not in the channel (a thread reply, or by somebody who is shadow banned). `deleted`: in its
 * place, without its text. `refused`: not a message of the channel at all; its text is the reason for its sender.
 */
export type MessageKind = 'shown' | 'hidden' | 'deleted' | 'refused'

/** The properties of a message on the wire besides its text. */
export interface MessageFlags {
  readonly kind: MessageKind
  /** It disturbs nobody: no notification, not marked as new. */
  readonly isSilent: boolean
}

/** Those of a plain message. */
export const plainFlags: MessageFlags = { kind: 'shown', isSilent: false }

/** Reads what kind of message it is. A field of another type than the protocol's counts as absent. */
export function readFlags(message: Readonly<Record<string, unknown>>): MessageFlags {
  return { kind: readKind(message), isSilent: message['silent'] === true }
}

function readKind(message: Readonly<Record<string, unknown>>): MessageKind {
  const { type, parent_id: parentId } = message
  if (type === 'error') return 'refused'
  if (message['shadowed'] === true) return 'hidden'
  const isReply = type === 'reply' || (typeof parentId === 'string' && parentId !== '')
  if (isReply && message['show_in_channel'] !== true) return 'hidden'
  return type === 'deleted' || isTime(message['deleted_at']) ? 'deleted' : 'shown'
}

/** Go writes a time that is not set as the first of January of the year 1. */
function isTime(value: unknown): boolean {
  return (readTime(value) ?? 0) > 0
}
