import * as v from 'valibot'
import { Failure } from '../auth/errors.ts'

const user = v.object({ id: v.string(), name: v.optional(v.nullable(v.string())) })

const message = v.object({
  id: v.string(),
  text: v.optional(v.string(), ''),
  user: v.optional(v.nullable(user)),
  created_at: v.optional(v.string(), ''),
})

/** One channel with its state, as `POST /channels` and `…/query` answer it. */
export const channelState = v.object({
  channel: v.object({
    cid: v.string(),
    type: v.string(),
    id: v.string(),
    name: v.optional(v.nullable(v.string())),
    own_capabilities: v.optional(v.array(v.string())),
  }),
  messages: v.optional(v.array(message), []),
  watcher_count: v.optional(v.number(), 0),
})

/** The answer of `POST /channels`. */
export const channels = v.object({ channels: v.array(channelState) })

/** The answer of `POST …/message`. */
export const sent = v.object({ message })

/** The answer of `POST /guest`. The returned id is the truth. */
export const guest = v.object({ user, access_token: v.string() })

/** A `message.new` event. */
export const messageNew = v.object({ type: v.literal('message.new'), cid: v.string(), message })

export type ChannelState = v.InferOutput<typeof channelState>
export type SentMessage = v.InferOutput<typeof message>

/**
 * Reads a server's body once, where trust changes.
 * @throws Failure `badAnswer` naming the field, never its content
 */
export function read<Schema extends v.GenericSchema>(
  schema: Schema,
  json: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json)
  if (result.success) return result.output
  const field = v.getDotPath(result.issues[0]) ?? 'the body'
  throw new Failure('badAnswer', `The chat server's answer is not as expected at ${field}.`)
}
