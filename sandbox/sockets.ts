import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

import * as v from 'valibot'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

import type { Caller } from './caller.ts'
import { identify } from './caller.ts'
import { count } from './counters.ts'
import { readHeaders, readTarget } from './fields.ts'
import type { Fields } from './fields.ts'
import { longestBody } from './http.ts'
import { foreignness } from './local.ts'
import { Refusal } from './refusal.ts'
import { shaped } from './shape.ts'
import type { User } from './users.ts'
import { anonymousId, userIdSchema, wireUser } from './users.ts'
import type { World } from './world.ts'

const profile = {
  name: v.optional(v.pipe(v.string(), v.maxLength(255))),
  image: v.optional(v.pipe(v.string(), v.maxLength(2048))),
}
const payloadSchema = v.object({
  user_id: v.optional(userIdSchema),
  user_details: v.object({ id: v.optional(userIdSchema), ...profile }),
})
const healthCheckSchema = v.looseTuple([v.object({ type: v.literal('health.check') })])

/** What listens to the `upgrade` event of an HTTP server. */
export interface Upgrade {
  answer(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Cuts every socket: accepted, refused, or in between. */
  cut(): void
}

/** Serves `GET /connect`. */
export function createUpgrade(world: World): Upgrade {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: longestBody,
    perMessageDeflate: false,
  })
  server.on('headers', (headers) => {
    headers.push(`Date: ${new Date(world.time.now()).toUTCString()}`)
    const odd = Object.entries(world.encoding.head().headers)
    for (const [name, value] of odd) headers.push(`${name}: ${value}`)
  })
  const answer: Upgrade['answer'] = (request, socket, head) => {
    socket.on('error', () => {})
    const { network, sockets } = world.faults.current()
    if (network === 'off') return void socket.destroy()
    const headers = readHeaders(request.headers)
    const { parts, query } = readTarget(request.url)
    if (foreignness(headers) !== null) return refuseUpgrade(socket, '403 Forbidden')
    if (parts?.join('/') !== 'connect') return refuseUpgrade(socket, '404 Not Found')
    if (sockets === 'unavailable') return refuseUpgrade(socket, '503 Service Unavailable')
    server.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', () => {})
      void welcome(world, opened, query, headers)
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
  world: World,
  socket: WebSocket,
  query: Fields,
  headers: Fields,
): Promise<void> {
  try {
    const caller = await admit(world, query, headers)
    if (world.faults.current().network === 'off') return socket.terminate()
    if (socket.readyState !== socket.OPEN) return
    caller.token?.recheck()
    const connection = world.connections.accept(socket, caller)
    const healthCheck = () => ({
      type: 'health.check',
      connection_id: connection.id,
      cid: '*',
      created_at: world.time.iso(),
    })
    count(world.counters.connects, 'ok')
    world.log(`connect ok, ${caller.role}`)
    socket.on('message', (data) => {
      if (isHealthCheck((data as Buffer).toString()))
        world.connections.send(connection, healthCheck())
    })
    const me = world.users.find(caller.userId)
    world.connections.send(connection, { ...healthCheck(), ...(me ? { me: wireMe(me) } : {}) })
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(4, 'The sandbox failed', 500)
    count(world.counters.connects, refusal.code)
    world.log(
      `connect refused with code ${refusal.code}${error === refusal ? '' : `: ${String(error)}`}`,
    )
    world.connections.refuse(socket, refusal)
  }
}

async function admit(world: World, query: Fields, headers: Fields): Promise<Caller> {
  const { refuseWith } = world.faults.current()
  if (refuseWith !== null)
    throw new Refusal(refuseWith, `The sandbox refuses everything with code ${refuseWith}`)
  const payload = readPayload(query.get('json'))
  const authType = query.get('stream-auth-type') ?? headers.get('stream-auth-type')
  const caller = await identify(world, {
    apiKey: query.get('api_key'),
    authType,
    token: query.get('authorization') || headers.get('authorization'),
    claimedIds: [query.get('user_id'), payload.user_id, payload.user_details.id],
  })
  if (caller.token) world.users.welcome(caller.userId, payload.user_details)
  return caller
}

function readPayload(text: string | undefined) {
  let parsed: unknown
  try {
    parsed = JSON.parse(text ?? '')
  } catch {
    throw new Refusal(4, 'Bad input: the query parameter json is missing or not JSON')
  }
  return shaped(payloadSchema, parsed)
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

function wireMe(user: User) {
  return {
    ...wireUser(user),
    online: true,
    invisible: false,
    language: '',
    ...(user.id === anonymousId ? { anon: true } : {}),
    devices: [],
    mutes: [],
    channel_mutes: [],
    unread_count: 0,
    total_unread_count: 0,
    unread_channels: 0,
  }
}
