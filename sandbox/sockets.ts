import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

import * as v from 'valibot'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

import type { Caller } from './caller.ts'
import { authenticate } from './caller.ts'
import { count } from './counters.ts'
import { readHeaders, readTarget } from './fields.ts'
import type { Fields } from './fields.ts'
import { longestBody } from './http.ts'
import { foreignRequestReason } from './foreignRequest.ts'
import { Refusal } from './refusal.ts'
import { validated } from './validated.ts'
import type { User } from './users.ts'
import { anonymousId, userIdSchema, wireUser } from './users.ts'
import type { SandboxState } from './state.ts'
import type { Channel } from './channelStore.ts'
import { unreadCount } from './wire.ts'

const profile = {
  name: v.optional(v.pipe(v.string(), v.maxLength(255))),
  image: v.optional(v.pipe(v.string(), v.maxLength(2048))),
}
const payloadSchema = v.object({
  user_id: v.optional(userIdSchema),
  user_details: v.object({ id: v.optional(userIdSchema), ...profile }),
})
const healthCheckSchema = v.looseTuple([v.object({ type: v.literal('health.check') })])

/** The listener for the `upgrade` event of an HTTP server. */
export interface Upgrade {
  answer(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Cuts every socket: accepted, refused, or in between. */
  cut(): void
}

/** Serves `GET /connect`. */
export function createUpgrade(state: SandboxState): Upgrade {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: longestBody,
    perMessageDeflate: false,
  })
  server.on('headers', (headers) => {
    headers.push(`Date: ${new Date(state.time.now()).toUTCString()}`)
    const odd = Object.entries(state.encoding.head().headers)
    for (const [name, value] of odd) headers.push(`${name}: ${value}`)
  })
  const answer: Upgrade['answer'] = (request, socket, head) => {
    socket.on('error', () => {})
    const { network, sockets } = state.faults.current()
    if (network === 'off') return void socket.destroy()
    const headers = readHeaders(request.headers)
    const { parts, query } = readTarget(request.url)
    if (foreignRequestReason(headers) !== null) return refuseUpgrade(socket, '403 Forbidden')
    if (parts?.join('/') !== 'connect') return refuseUpgrade(socket, '404 Not Found')
    if (sockets === 'unavailable') return refuseUpgrade(socket, '503 Service Unavailable')
    server.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', () => {})
      void welcome(state, opened, query, headers)
    })
  }
  return {
    answer,
    cut() {
      for (const client of server.clients) client.terminate()
    },
  }
}

async function welcome(
  state: SandboxState,
  socket: WebSocket,
  query: Fields,
  headers: Fields,
): Promise<void> {
  try {
    const caller = await admit(state, query, headers)
    if (state.faults.current().network === 'off') return socket.terminate()
    if (socket.readyState !== socket.OPEN) return
    caller.token?.recheck()
    const connection = state.connections.accept(socket, caller)
    const healthCheck = () => ({
      type: 'health.check',
      connection_id: connection.id,
      cid: '*',
      created_at: state.time.iso(),
    })
    count(state.counters.connects, 'ok')
    state.log(`connect ok, ${caller.role}`)
    socket.on('message', (data) => {
      if (isHealthCheck((data as Buffer).toString()))
        state.connections.send(connection, healthCheck())
    })
    const me = state.users.find(caller.userId)
    state.connections.send(connection, {
      ...healthCheck(),
      ...(me ? { me: wireMe(me, state.channelStore.all()) } : {}),
    })
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(4, 'The sandbox failed', 500)
    count(state.counters.connects, refusal.code)
    state.log(
      `connect refused with code ${refusal.code}${error === refusal ? '' : `: ${String(error)}`}`,
    )
    state.connections.refuse(socket, refusal)
  }
}

async function admit(state: SandboxState, query: Fields, headers: Fields): Promise<Caller> {
  const { refuseWith } = state.faults.current()
  if (refuseWith !== null)
    throw new Refusal(refuseWith, `The sandbox refuses everything with code ${refuseWith}`)
  const payload = readPayload(query.get('json'))
  const authType = query.get('stream-auth-type') ?? headers.get('stream-auth-type')
  const caller = await authenticate(state, {
    apiKey: query.get('api_key'),
    authType,
    token: query.get('authorization') || headers.get('authorization'),
    claimedIds: [query.get('user_id'), payload.user_id, payload.user_details.id],
  })
  if (caller.token) state.users.welcome(caller.userId, payload.user_details)
  return caller
}

function readPayload(text: string | undefined) {
  let parsed: unknown
  try {
    parsed = JSON.parse(text ?? '')
  } catch {
    throw new Refusal(4, 'Bad input: the query parameter json is missing or not JSON')
  }
  return validated(payloadSchema, parsed)
}

function isHealthCheck(text: string): boolean {
  try {
    return v.is(healthCheckSchema, JSON.parse(text))
  } catch {
    return false
  }
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function wireMe(user: User, channels: readonly Channel[]) {
  const unread = channels
    .filter(({ type, members }) => type !== 'livestream' && members.has(user.id))
    .map((channel) => unreadCount(channel, user.id))
  const total = unread.reduce((sum, count) => sum + count, 0)
  return {
    ...wireUser(user),
    online: true,
    invisible: false,
    language: '',
    ...(user.id === anonymousId ? { anon: true } : {}),
    devices: [],
    mutes: [],
    channel_mutes: [],
    unread_count: total,
    total_unread_count: total,
    unread_channels: unread.filter((count) => count > 0).length,
  }
}
