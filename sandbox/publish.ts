import type { Connections } from './connections.ts'
import type { Counters } from './counters.ts'
import type { Draft, Room, Rooms } from './rooms.ts'
import type { Users } from './users.ts'
import { wireMessage } from './wire.ts'

/** The parts of a sandbox that a published message touches. */
export interface Publishing {
  rooms: Rooms
  users: Users
  counters: Counters
  connections: Connections
}

/** Puts a message into a room and tells everybody who watches; refuses as {@link Rooms.post} does. */
export function publish(world: Publishing, room: Room, userId: string, draft: Draft) {
  const sent = wireMessage(world.rooms.post(room, userId, draft), world.users)
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
  return sent
}
