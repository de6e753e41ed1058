import * as v from 'valibot'

import type { Call } from './call.ts'
import { json } from './http.ts'
import { requirePermission, isAllowed } from './permissions.ts'
import { Refusal } from './refusal.ts'
import type { Channel, Message } from './channelStore.ts'
import { channelType } from './channelStore.ts'
import { validated } from './validated.ts'
import { userIdSchema } from './users.ts'
import { openConnection, watch } from './watch.ts'
import { wireChannel } from './wire.ts'

/** The most messages that one query may ask for, as the vendor documents it for a channel's pages. */
export const mostMessagesAsked = 300

const messageLimit = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostMessagesAsked))
const messageId = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255)))
const querySchema = v.object({
  data: v.optional(
    v.object({
      name: v.optional(v.pipe(v.string(), v.maxLength(255))),
      members: v.optional(v.pipe(v.array(userIdSchema), v.maxLength(100)), []),
    }),
    {},
  ),
  state: v.optional(v.boolean(), false),
  watch: v.optional(v.boolean(), false),
  messages: v.optional(
    v.strictObject({ limit: v.optional(messageLimit, 25), id_lt: messageId, id_lte: messageId }),
    {},
  ),
})
const goodId = /^[\w!-]{1,64}$/

/** `POST /channels/{type}/{id}/query`: opens a channel, and makes it if there is none and the caller may. */
export function openChannel(call: Call) {
  const { state, caller, body } = call
  const [type, id] = readChannelPath(call)
  const query = validated(querySchema, body)
  const channel = state.channelStore.find(type, id) ?? createChannel(call, query.data)
  requirePermission(caller, 'ReadChannel', channel.type, channel.members.has(caller.userId))
  if (query.watch) watch(call, channel)
  const extent = {
    messages: query.state ? readPage(channel, query.messages) : [],
    watcherCount: state.connections.watcherCount(channel.cid),
    slowModeSeconds: state.faults.current().slowModeSeconds,
  }
  return json(201, wireChannel(channel, caller, state.users, extent))
}

/** The last messages of a channel, or the last before one of them: https://getstream.io/chat/docs/javascript/channel-pagination/ */
function readPage(
  { messages, cid }: Channel,
  { limit, id_lt, id_lte }: v.InferOutput<typeof querySchema>['messages'],
): Message[] {
  const from = id_lt ?? id_lte
  if (from === undefined) return lastOf(messages, limit)
  const place = messages.findIndex(({ id }) => id === from)
  if (place < 0)
    throw new Refusal(4, `Bad input: messages: there is no message '${from}' in '${cid}'`)
  return lastOf(messages.slice(0, id_lt === undefined ? place + 1 : place), limit)
}

/** The last elements of a list; none for a count of 0. */
export function lastOf<Element>(list: readonly Element[], count: number): Element[] {
  return count > 0 ? list.slice(-count) : []
}

/** `POST /channels/{type}/{id}/stop-watching`: no more events from it for this connection. */
export function stopWatching(call: Call) {
  const { caller } = call
  const channel = findChannel(call)
  requirePermission(caller, 'ReadChannel', channel.type, channel.members.has(caller.userId))
  openConnection(call).watching.delete(channel.cid)
  return json(201, {})
}

/** The channel that a path names, or a refusal with code 16. */
export function findChannel(call: Call): Channel {
  const [type, id] = readChannelPath(call)
  const channel = call.state.channelStore.find(type, id)
  if (!channel) throw new Refusal(16, `There is no channel '${type}:${id.slice(0, 64)}'`)
  return channel
}

function readChannelPath({ params: [type = '', id = ''] }: Call) {
  return [channelType(type), id] as const
}

function createChannel(
  call: Call,
  { name, members }: { name?: string | undefined; members: string[] },
): Channel {
  const { state, caller } = call
  const [type, id] = readChannelPath(call)
  requirePermission(
    caller,
    'CreateChannel',
    type,
    isAllowed(caller.role, 'CreateChannel', type, false),
  )
  if (!goodId.test(id))
    throw new Refusal(4, 'Bad input: a channel id is 1 to 64 of letters, digits, "_", "-" and "!"')
  const stranger = members.find((member) => !state.users.find(member))
  if (stranger !== undefined)
    throw new Refusal(4, `Bad input: data.members: there is no user '${stranger}'`)
  const all = type === 'livestream' ? members : [caller.userId, ...members]
  return state.channelStore.create({
    type,
    id,
    name: name || id,
    createdBy: caller.userId,
    members: all,
  })
}
