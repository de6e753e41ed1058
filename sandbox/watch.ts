import type { Call } from './call.ts'
import type { Connection } from './connections.ts'
import { Refusal } from './refusal.ts'
import type { Channel } from './channelStore.ts'

/** The open connection that a call names; refuses with code 4 when it names none: ids die with their socket. */
export function openConnection({ state, caller, query }: Call): Connection {
  const connection = state.connections.find(query.get('connection_id'), caller)
  if (!connection)
    throw new Refusal(
      4,
      'Watching needs an open WebSocket: connection_id is missing or of no open connection',
    )
  return connection
}

/** Sends the events of a channel to the connection that a call names; refuses with code 4 when it names none. */
export function watch(call: Call, channel: Channel): void {
  openConnection(call).watching.add(channel.cid)
  call.state.bot.wake()
}
