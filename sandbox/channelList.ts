import * as v from 'valibot'

import type { Call } from './call.ts'
import { json } from './http.ts'
import { isAllowed } from './permissions.ts'
import { Refusal } from './refusal.ts'
import type { Channel } from './channelStore.ts'
import { lastOf, mostMessagesAsked } from './channels.ts'
import { validated } from './validated.ts'
import { openConnection, watch } from './watch.ts'
import { wireChannel } from './wire.ts'

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
  message_limit: v.optional(limit(mostMessagesAsked), 25),
})

/** The fields that a list can be sorted by. */
const sortKeys: Record<string, (channel: Channel) => number> = {
  created_at: (channel) => channel.createdAt,
  updated_at: (channel) => lastActivity(channel),
  last_updated: (channel) => lastActivity(channel),
  last_message_at: (channel) => channel.messages.at(-1)?.createdAt ?? 0,
  member_count: (channel) => channel.members.size,
}

/**
 * `POST /channels`: the channels that fit the filter, the liveliest first unless told otherwise. Refused as a whole, with
 * code 70, when the caller may not read one of them, on any page.
 */
export function listChannels(call: Call) {
  const { state, caller, body } = call
  const query = validated(listSchema, body)
  const filters = Object.entries(query.filter_conditions)
  const matching = state.channelStore
    .all()
    .filter((channel) =>
      filters.every(([field, wanted]) => wanted === undefined || fits(channel, field, wanted)),
    )
  const mayRead = (channel: Channel) =>
    isAllowed(caller.role, 'ReadChannel', channel.type, channel.members.has(caller.userId))
  if (!matching.every(mayRead))
    throw new Refusal(
      70,
      `QueryChannels failed: the filter matches channels that user '${caller.userId}' with role '${caller.role}' may not read; none is returned`,
    )
  const channelStore = matching
    .toSorted(order(query.sort.length > 0 ? query.sort : [{ field: 'updated_at', direction: -1 }]))
    .slice(query.offset, query.offset + query.limit)
  if (query.watch) openConnection(call)
  if (query.watch) for (const channel of channelStore) watch(call, channel)
  const channels = channelStore.map((channel) => {
    const watcherCount = state.connections.watcherCount(channel.cid)
    return wireChannel(channel, caller, state.users, {
      messages: query.state ? lastOf(channel.messages, query.message_limit) : [],
      watcherCount,
      slowModeSeconds: state.faults.current().slowModeSeconds,
    })
  })
  return json(201, { channels })
}

function fits(channel: Channel, field: string, wanted: v.InferOutput<typeof condition>): boolean {
  const allowed =
    typeof wanted === 'string' ? [wanted] : '$eq' in wanted ? [wanted.$eq] : wanted.$in
  switch (field) {
    case 'type':
      return allowed.includes(channel.type)
    case 'id':
      return allowed.includes(channel.id)
    case 'cid':
      return allowed.includes(channel.cid)
    default:
      return allowed.some((userId) => channel.members.has(userId))
  }
}

function order(sort: { field: string; direction: 1 | -1 }[]): (a: Channel, b: Channel) => number {
  const keys = sort.map(({ field, direction }) => {
    const key = Object.hasOwn(sortKeys, field) ? sortKeys[field] : undefined
    if (!key)
      throw new Refusal(4, `Bad input: sort: a list cannot be sorted by '${field.slice(0, 64)}'`)
    return (a: Channel, b: Channel) => direction * (key(a) - key(b))
  })
  return (a, b) => keys.reduce((before, key) => before || key(a, b), 0)
}

function lastActivity(channel: Channel): number {
  return channel.messages.at(-1)?.createdAt ?? channel.createdAt
}
