import type { Call } from './call.ts'
import { listChannels } from './channelList.ts'
import { openChannel, stopWatching } from './channels.ts'
import { createGuest } from './guest.ts'
import type { Answer } from './http.ts'
import { json } from './http.ts'
import { sendMessage } from './messages.ts'

/** A REST call that the server knows. */
export interface Route {
  /** As it may be logged: without anything a person typed. */
  name: string
  serve(call: Call): Answer | Promise<Answer>
}

const routes: Record<string, Route['serve']> = {
  'GET app': ({ state }) =>
    json(200, {
      app: {
        name: 'Latchkey sandbox',
        disable_auth_checks: state.faults.current().disableAuthChecks,
        guest_user_creation: true,
      },
    }),
  'POST guest': createGuest,
  'POST channels': listChannels,
  'POST channels/{type}/{id}/query': openChannel,
  'POST channels/{type}/{id}/message': sendMessage,
  'POST channels/{type}/{id}/stop-watching': stopWatching,
}

/** The route for a method and path, with what stands in for the words in braces; null when there is none. */
export function findRoute(
  method: string,
  parts: string[],
): { route: Route; params: string[] } | null {
  const isChannel = parts[0] === 'channels' && parts.length === 4
  const pattern = isChannel ? ['channels', '{type}', '{id}', parts[3]] : parts
  const name = `${method} ${pattern.join('/')}`
  const serve = routes[name]
  return serve ? { route: { name, serve }, params: isChannel ? parts.slice(1, 3) : [] } : null
}
