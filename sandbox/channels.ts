import * as v from 'valibot'

import type { Call } from './call.ts'
import { json } from './http.ts'
import { requirePermission, isAllowed } from './permissions.ts'
import { Refusal } from './refusal.ts'
import type { Channel } from './channelStore.ts'
import { channelType, mostMessages } from './channelStore.ts'
import { validated } from './validated.ts'
import { userIdSchema } from './users.ts'
import { openConnection, watch } from './watch.ts'
import { wireChannel } from './wire.ts'

const messageLimit = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostMessages))
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
  messages: v.optional(v.object({ limit: v.optional(messageLimit, 25) }), {}),
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
    hasState: query.state,
    messageLimit: query.messages.limit,
    watcherCount: state.connections.watcherCount(channel.cid),
    slowModeSeconds: state.faults.current().slowModeSeconds,
  }
  return json(201, wireChannel(channel, caller, state.users, extent))
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
