import { Refusal } from './refusal.ts'
import type { Room } from './rooms.ts'
import type { Call } from './routes.ts'

/** Sends the events of a channel to the connection that a call names; refuses with code 4 when it names none that is open. */
export function watch({ world, caller, query }: Call, room: Room): void {
  const connection = world.connections.find(query.get('connection_id'), caller)
  if (!connection)
    throw new Refusal(
      4,
      'Watching needs an open WebSocket: connection_id is missing or of no open connection',
    )
  connection.watching.add(room.cid)
  world.bot.wake()
}
