import * as v from 'valibot'

import { findRoom } from './channels.ts'
import { json } from './http.ts'
import { demand } from './permissions.ts'
import type { Room } from './rooms.ts'
import type { Call } from './routes.ts'
import { shaped } from './shape.ts'
import { wireMessage } from './wire.ts'
import type { World } from './world.ts'

const sendSchema = v.object({
  message: v.object({
    id: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255))),
    text: v.pipe(v.string(), v.regex(/\S/u, 'A message needs text'), v.maxLength(5000)),
  }),
})

/** `POST /channels/{type}/{id}/message`: sends a message; one sent again under the same id is answered but not repeated. */
export function sendMessage(call: Call) {
  const { world, caller, body } = call
  const room = findRoom(call)
  demand(caller, 'SendMessage', room.type, room.members.has(caller.userId))
  return json(201, {
    message: publish(world, room, caller.userId, shaped(sendSchema, body).message),
  })
}

/** Puts a message into a room and, if it is new there, tells everybody who watches. */
export function publish(
  world: World,
  room: Room,
  userId: string,
  draft: { id?: string | undefined; text: string },
) {
  const { message, isNew } = world.rooms.post(room, userId, draft)
  const sent = wireMessage(message, world.users)
  if (isNew) {
    world.counters.messagesStored += 1
    world.connections.broadcast(room.cid, {
      type: 'message.new',
      cid: room.cid,
      channel_type: room.type,
      channel_id: room.id,
      message: sent,
      user: sent.user,
      created_at: sent.created_at,
      watcher_count: world.connections.watcherCount(room.cid),
    })
  }
  return sent
}
