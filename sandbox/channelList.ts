import * as v from 'valibot'

import type { Call } from './call.ts'
import { json } from './http.ts'
import { may } from './permissions.ts'
import { Refusal } from './refusal.ts'
import type { Room } from './rooms.ts'
import { mostMessages } from './rooms.ts'
import { shaped } from './shape.ts'
import { openConnection, watch } from './watch.ts'
import { wireRoom } from './wire.ts'

const limit = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))
const condition = v.union([
  v.string(),
  v.object({ $eq: v.string() }),
  v.object({ $in: v.array(v.string()) }),
])
const listSchema = v.object({
  filter_conditions: v.optional(
    v.strictObject({
      type: v.optional(condition),
      id: v.optional(condition),
      cid: v.optional(condition),
      members: v.optional(condition),
    }),
    {},
  ),
  sort: v.optional(v.array(v.object({ field: v.string(), direction: v.picklist([1, -1]) })), []),
  state: v.optional(v.boolean(), false),
  watch: v.optional(v.boolean(), false),
  limit: v.optional(v.pipe(limit(30), v.minValue(1)), 30),
  offset: v.optional(limit(1000), 0),
  message_limit: v.optional(limit(mostMessages), 25),
})

/** What a list can be sorted by. */
const sortKeys: Record<string, (room: Room) => number> = {
  created_at: (room) => room.createdAt,
  updated_at: (room) => lastActivity(room),
  last_updated: (room) => lastActivity(room),
  last_message_at: (room) => room.messages.at(-1)?.createdAt ?? 0,
  member_count: (room) => room.members.size,
}

/**
 * `POST /channels`: the channels that fit the filter, the liveliest first unless told otherwise. Refused as a whole, with
 * code 70, when one of them is not the caller's to read, on whatever page it would be.
 */
export function listChannels(call: Call) {
  const { world, caller, body } = call
  const query = shaped(listSchema, body)
  const filters = Object.entries(query.filter_conditions)
  const matching = world.rooms
    .all()
    .filter((room) =>
      filters.every(([field, wanted]) => wanted === undefined || fits(room, field, wanted)),
    )
  const mayRead = (room: Room) =>
    may(caller.role, 'ReadChannel', room.type, room.members.has(caller.userId))
  if (!matching.every(mayRead))
    throw new Refusal(
      70,
      `QueryChannels failed: the filter matches channels that user '${caller.userId}' with role '${caller.role}' may not read; none is returned`,
    )
  const rooms = matching
    .toSorted(order(query.sort.length > 0 ? query.sort : [{ field: 'updated_at', direction: -1 }]))
    .slice(query.offset, query.offset + query.limit)
  if (query.watch) openConnection(call)
  if (query.watch) for (const room of rooms) watch(call, room)
  const channels = rooms.map((room) => {
    const watcherCount = world.connections.watcherCount(room.cid)
    return wireRoom(room, caller, world.users, {
      hasState: query.state,
      messageLimit: query.message_limit,
      watcherCount,
      slowModeSeconds: world.faults.current().slowModeSeconds,
    })
  })
  return json(201, { channels })
}

function fits(room: Room, field: string, wanted: v.InferOutput<typeof condition>): boolean {
  const allowed =
    typeof wanted === 'string' ? [wanted] : '$eq' in wanted ? [wanted.$eq] : wanted.$in
  switch (field) {
    case 'type':
      return allowed.includes(room.type)
    case 'id':
      return allowed.includes(room.id)
    case 'cid':
      return allowed.includes(room.cid)
    default:
      return allowed.some((userId) => room.members.has(userId))
  }
}

function order(sort: { field: string; direction: 1 | -1 }[]): (a: Room, b: Room) => number {
  const keys = sort.map(({ field, direction }) => {
    const key = Object.hasOwn(sortKeys, field) ? sortKeys[field] : undefined
    if (!key)
      throw new Refusal(4, `Bad input: sort: a list cannot be sorted by '${field.slice(0, 64)}'`)
    return (a: Room, b: Room) => direction * (key(a) - key(b))
  })
  return (a, b) => keys.reduce((before, key) => before || key(a, b), 0)
}

function lastActivity(room: Room): number {
  return room.messages.at(-1)?.createdAt ?? room.createdAt
}
