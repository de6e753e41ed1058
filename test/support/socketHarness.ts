import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TestContext } from 'node:test'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Failure } from '../../main/auth/errors.ts'
import type { Welcome } from '../../main/auth/ports.ts'
import type { Dial } from '../../main/network/dial.ts'
import type { ChatEvent } from '../../main/chat/frames.ts'
import { openSocket } from '../../main/chat/socket.ts'
import { createEchoCheck } from '../../main/logging/echo.ts'
import { FakeClock, FakeLog, makeToken } from './fakes.ts'
import { dial } from './directDial.ts'

/** The token in the address. */
export const token = makeToken('alice')

const welcomeFrame = {
  type: 'health.check',
  connection_id: 'c1',
  cid: '*',
  created_at: '2031-05-06T07:08:09.123456Z',
  me: { id: 'alice', role: 'user', name: 'Alice', unread_count: 0 },
}

interface UpgradeOptions {
  refuse?: (end: (head: string, body: string) => void) => void
  /** Refuses with these bytes, as they are; the socket stays open for more. */
  refuseBytes?: (write: (bytes: string) => boolean, socket: Duplex) => void
}

async function openServer(t: TestContext, options: UpgradeOptions) {
  const http = createServer()
  const server = new WebSocketServer({ noServer: true })
  const accepted = Promise.withResolvers<WebSocket>()
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined)
    if (options.refuseBytes) {
      options.refuseBytes((bytes) => socket.write(bytes, 'latin1'), socket)
    } else if (options.refuse) {
      options.refuse((first, body) =>
        socket.end(
          `HTTP/1.1 ${first}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        ),
      )
    } else server.handleUpgrade(request, socket, head, (opened) => accepted.resolve(opened))
  })
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    for (const client of server.clients) client.terminate()
    http.close()
    http.closeAllConnections()
  })
  const url = new URL(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/connect`)
  url.searchParams.set('authorization', token)
  return { url, accepted: accepted.promise }
}

/** A WebSocket server of one's own making, one socket to it, and what is heard of it. */
export async function openSocketHarness(
  t: TestContext,
  options: UpgradeOptions & { dial?: Dial; serverNow?: () => number } = {},
) {
  const clock = new FakeClock()
  const log = new FakeLog()
  const { url, accepted } = await openServer(t, options)
  const told: string[] = []
  const events: ChatEvent[] = []
  const learnt: number[] = []
  const welcomed = Promise.withResolvers<Welcome>()
  const closed = Promise.withResolvers<Failure>()
  const heard = { event: () => undefined as void }
  const socket = openSocket(
    {
      clock,
      url,
      dial: options.dial ?? dial,
      clientId: 'alice--1',
      event(event) {
        events.push(event)
        heard.event()
      },
      learn: (now) => void learnt.push(now),
      isEcho: createEchoCheck([token]),
      log,
      ...(options.serverNow ? { serverNow: options.serverNow } : {}),
    },
    {
      welcome(welcome) {
        told.push('welcome')
        welcomed.resolve(welcome)
      },
      closed(failure) {
        told.push(failure.code)
        closed.resolve(failure)
      },
      asking: (isAsking) => void told.push(isAsking ? 'asking' : 'answered'),
    },
  )
  /** Welcomes the client. */
  async function welcome() {
    const peer = await accepted
    peer.send(JSON.stringify(welcomeFrame))
    await welcomed.promise
    return peer
  }
  return {
    clock,
    log,
    socket,
    told,
    events,
    learnt,
    heard,
    accepted,
    welcomed: welcomed.promise,
    closed: closed.promise,
    welcome,
  }
}
