import type { createConnection, Socket as Line } from 'node:net'
import * as v from 'valibot'
import { WebSocket, type RawData } from 'ws'
import { Failure } from '../auth/errors.ts'
import type { Clock, Socket, SocketListener } from '../auth/ports.ts'
import { chatFailure } from './errors.ts'
import type { Dial } from '../network/dial.ts'
import { networkFailure } from '../network/errors.ts'

/** An event of the chat server, as far as it is read. */
export type ChatEvent = v.InferOutput<typeof frame>

export interface SocketOptions {
  clock: Clock
  /** The whole address, with the token in it: it is never logged. */
  url: URL
  dial: Dial
  /** Names this client in health checks. */
  clientId: string
  event(event: ChatEvent): void
  /** Called with the server's clock (epoch ms). */
  learn(serverNow: number): void
}

const healthCheckMs = 25_000
/** Nothing at all for this long: the connection is dead. */
const silenceMs = 35_000
/** Long enough for a slow line, short enough not to be taken for connected. */
const checkMs = 5_000
const maxPayload = 4 * 1024 * 1024

const frame = v.looseObject({
  type: v.string(),
  created_at: v.optional(v.string()),
  connection_id: v.optional(v.string()),
  me: v.optional(
    v.looseObject({ role: v.optional(v.string(), 'user'), name: v.optional(v.string()) }),
  ),
  error: v.optional(v.unknown()),
})

/** Opens one WebSocket of the chat protocol and keeps it healthy until it closes. Reconnecting is not its business. */
export function openSocket(options: SocketOptions, listener: SocketListener): Socket {
  const { clock, url } = options
  const dialling = new AbortController()
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload,
    followRedirects: false,
    // Typed as Node's own, but called as by http.request, which takes a line that comes later.
    createConnection: layLine as unknown as typeof createConnection,
  })
  let isWelcome = false
  let isOver = false
  let cancelHealthCheck: () => void = () => undefined
  let cancelSilence: () => void = () => undefined
  let check: { cancel: () => void; heard: (() => void)[] } | null = null

  function end(): void {
    isOver = true
    cancelHealthCheck()
    cancelSilence()
    check?.cancel()
    // An open line is closed with a word, one that is being laid is dropped.
    if (socket.readyState === WebSocket.CONNECTING) dialling.abort()
    socket.close(1000)
  }

  function layLine(_: unknown, laid: (error: Error | null, line?: Line) => void): void {
    const caller = { signal: dialling.signal, asking }
    options.dial(url, caller).then((line) => laid(null, line), laid)
  }

  function asking(isAsking: boolean): void {
    if (isOver) return
    if (isAsking) cancelSilence()
    else expectSound()
    listener.asking(isAsking)
  }

  function fail(failure: Failure): void {
    if (isOver) return
    end()
    listener.closed(failure)
  }

  function expectSound(): void {
    cancelSilence()
    cancelSilence = endAfter(silenceMs)
  }

  function endAfter(ms: number): () => void {
    return clock.after(ms, () => {
      socket.terminate()
      fail(new Failure('network', `Nothing was heard from ${url.host} for ${ms / 1000} s.`))
    })
  }

  function heardSound(): void {
    const asked = check
    check = null
    asked?.cancel()
    for (const heard of asked?.heard ?? []) heard()
  }

  function checkHealthLater(): void {
    cancelHealthCheck()
    cancelHealthCheck = clock.after(healthCheckMs, () => {
      sendHealthCheck()
      checkHealthLater()
    })
  }

  function sendHealthCheck(): void {
    socket.send(JSON.stringify([{ type: 'health.check', client_id: options.clientId }]))
  }

  function receive(data: RawData): void {
    if (isOver) return
    expectSound()
    heardSound()
    const event = readFrame(data)
    if (event === null) return
    const createdAt = Date.parse(event.created_at ?? '')
    if (Number.isFinite(createdAt)) options.learn(createdAt)
    if (event.type === 'connection.error') return fail(chatFailure(event.error, 401, null))
    if (!isWelcome && event.connection_id) {
      isWelcome = true
      checkHealthLater()
      listener.welcome({
        connectionId: event.connection_id,
        role: event.me?.role ?? 'user',
        name: event.me?.name || null,
      })
    } else if (event.type !== 'health.check') {
      options.event(event)
    }
  }

  socket.on('message', receive)
  socket.on('unexpected-response', (_, response) => {
    const status = response.statusCode ?? 0
    let text = ''
    response.on('data', (chunk: Buffer) => {
      if (text.length < 65_536) text += chunk.toString('utf8')
    })
    response.on('end', () => fail(chatFailure(parse(text), status, null)))
    response.on('error', () => fail(new Failure('network', `${url.host} broke off.`)))
  })
  socket.on('error', (error) => {
    fail(error instanceof Failure ? error : networkFailure(url.host, error))
  })
  socket.on('close', () => fail(new Failure('network', `${url.host} closed the connection.`)))
  expectSound()

  return {
    close: end,
    check(heard) {
      if (isOver) return
      if (check) return void check.heard.push(heard)
      check = { cancel: endAfter(checkMs), heard: [heard] }
      // One that is closing is not written to: the five seconds go on.
      if (socket.readyState === WebSocket.OPEN) sendHealthCheck()
    },
  }
}

/** ws hands out whole messages as a Buffer unless told otherwise. */
function readFrame(data: RawData): ChatEvent | null {
  const read = v.safeParse(frame, parse((data as Buffer).toString()))
  return read.success ? read.output : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
