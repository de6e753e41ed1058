import type { Connections } from './connections.ts'
import type { Counters } from './counters.ts'
import type { Draft, Channel, ChannelStore } from './channelStore.ts'
import type { Users } from './users.ts'
import { wireMessage } from './wire.ts'

/** The parts of a sandbox that a published message touches. */
export interface Publishing {
  channelStore: ChannelStore
  users: Users
  counters: Counters
  connections: Connections
}

/** Puts a message into a room and tells everybody who watches; refuses as {@link ChannelStore.post} does. */
export function publish(state: Publishing, channel: Channel, userId: string, draft: Draft) {
  const sent = wireMessage(state.channelStore.post(channel, userId, draft), state.users)
  state.counters.messagesStored += 1
  state.connections.broadcast(channel.cid, {
    type: 'message.new',
    cid: channel.cid,
    channel_type: channel.type,
    channel_id: channel.id,
    message: sent,
    user: sent.user,
    created_at: sent.created_at,
    watcher_count: state.connections.watcherCount(channel.cid),
  })
  return sent
}
