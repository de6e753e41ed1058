import { readId, readName, readObject, readText, readTime, type Fields } from '../network/fields.ts'
import { readJson } from '../network/json.ts'

/** An event of the chat server: its type, and whatever else it carries, not read yet. */
export type ChatEvent = Fields & { readonly type: string }

/** One frame, field by field: a field that is odd counts as absent. */
export interface Frame {
  /** The whole of it. */
  readonly event: ChatEvent
  readonly isRefusal: boolean
  readonly connectionId: string | null
  /** `user` where the server does not say. */
  readonly role: string
  readonly name: string | null
  /** Epoch ms by the server's clock. */
  readonly createdAt: number | null
}

const longestRole = 64

/**
 * Reads a frame; null: it is no JSON object with a type. A refusal has one in its newer form only.
 * @param isFirst the frame may be the welcome, which its connection id tells even without a type
 */
export function readFrame(data: Uint8Array, isFirst: boolean): Frame | null {
  const fields = readObject(readJson(data))
  if (fields === null) return null
  const connectionId = readId(fields['connection_id'])
  const type = readText(fields['type'], longestType) || typeOf(fields, isFirst && connectionId)
  if (!type) return null
  const me = readObject(fields['me'])
  return {
    event: { ...fields, type },
    isRefusal: type === 'connection.error',
    connectionId,
    role: readText(me?.['role'], longestRole) || 'user',
    name: readName(me?.['name']),
    createdAt: readServerTime(fields['created_at']),
  }
}

const longestType = 128

/** The type of a frame that does not say it. */
function typeOf(fields: Fields, isWelcome: string | false | null): string | null {
  if (readObject(fields['error']) !== null) return 'connection.error'
  return isWelcome ? 'health.check' : null
}

/** The zero time of Go is long before the epoch, and means that no time is set. */
function readServerTime(value: unknown): number | null {
  const time = readTime(value)
  return time !== null && time >= 0 ? time : null
}
