import * as v from 'valibot'

import type { Call } from './call.ts'
import { json } from './http.ts'
import { demand, may } from './permissions.ts'
import { Refusal } from './refusal.ts'
import type { Room } from './rooms.ts'
import { channelType, mostMessages } from './rooms.ts'
import { shaped } from './shape.ts'
import { userIdSchema } from './users.ts'
import { openConnection, watch } from './watch.ts'
import { wireRoom } from './wire.ts'

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
  const { world, caller, body } = call
  const [type, id] = readChannelPath(call)
  const query = shaped(querySchema, body)
  const room = world.rooms.find(type, id) ?? createRoom(call, query.data)
  demand(caller, 'ReadChannel', room.type, room.members.has(caller.userId))
  if (query.watch) watch(call, room)
  const extent = {
    hasState: query.state,
    messageLimit: query.messages.limit,
    watcherCount: world.connections.watcherCount(room.cid),
    slowModeSeconds: world.faults.current().slowModeSeconds,
  }
  return json(201, wireRoom(room, caller, world.users, extent))
}

/** `POST /channels/{type}/{id}/stop-watching`: no more events from it for this connection. */
export function stopWatching(call: Call) {
  const { caller } = call
  const room = findRoom(call)
  demand(caller, 'ReadChannel', room.type, room.members.has(caller.userId))
  openConnection(call).watching.delete(room.cid)
  return json(201, {})
}

/** The channel that a path names, or a refusal with code 16. */
export function findRoom(call: Call): Room {
  const [type, id] = readChannelPath(call)
  const room = call.world.rooms.find(type, id)
  if (!room) throw new Refusal(16, `There is no channel '${type}:${id.slice(0, 64)}'`)
  return room
}

function readChannelPath({ params: [type = '', id = ''] }: Call) {
  return [channelType(type), id] as const
}

function createRoom(
  call: Call,
  { name, members }: { name?: string | undefined; members: string[] },
): Room {
  const { world, caller } = call
  const [type, id] = readChannelPath(call)
  demand(caller, 'CreateChannel', type, may(caller.role, 'CreateChannel', type, false))
  if (!goodId.test(id))
    throw new Refusal(4, 'Bad input: a channel id is 1 to 64 of letters, digits, "_", "-" and "!"')
  const stranger = members.find((member) => !world.users.find(member))
  if (stranger !== undefined)
    throw new Refusal(4, `Bad input: data.members: there is no user '${stranger}'`)
  const all = type === 'livestream' ? members : [caller.userId, ...members]
  return world.rooms.create({ type, id, name: name || id, createdBy: caller.userId, members: all })
}
