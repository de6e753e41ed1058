import type { createConnection, Socket as Line } from 'node:net'
import { WebSocket, type RawData } from 'ws'
import { Failure } from '../auth/errors.ts'
import type { Clock, Log, Socket, SocketListener } from '../auth/ports.ts'
import type { EchoCheck } from '../logging/echo.ts'
import type { Dial } from '../network/dial.ts'
import { networkFailure } from '../network/errors.ts'
import { frameFailure } from './errors.ts'
import { createFreshness } from './freshness.ts'
import { readFrame, type ChatEvent, type Frame } from './frames.ts'
import { readRefusedUpgrade } from './refusedUpgrade.ts'

export interface SocketOptions {
  clock: Clock
  /** The whole address, with the token in it: it is never logged. */
  url: URL
  dial: Dial
  /** Names this client in health checks. */
  clientId: string
  event(event: ChatEvent): void
  /** Called with the server's clock (epoch ms), by what was made just now and for us. */
  learn(serverNow: number): void
  /** The server's clock as far as it is known (epoch ms); this computer's by default. */
  serverNow?(): number
  /** Recognises a text that repeats the token. */
  isEcho?: EchoCheck
  log?: Log
}

const healthCheckMs = 25_000
/** Nothing at all for this long: the connection is dead. */
const silenceMs = 35_000
/** Long enough for a slow line, short enough not to be taken for connected. */
const checkMs = 5_000
const maxPayload = 4 * 1024 * 1024

/**
 * The server of an address, without path and query. A part of a string keeps the whole of it in memory in V8, so the
 * host of an address with a token would keep the token as long as a log entry or an error names the host.
 */
function withoutToken(url: URL): URL {
  return new URL(Buffer.from(url.origin).toString())
}

/** Opens one WebSocket of the chat protocol and keeps it healthy until it closes. Reconnecting is not its business. */
export function openSocket(options: SocketOptions, listener: SocketListener): Socket {
  const { clock, url, log, isEcho = () => false, serverNow = () => clock.now() } = options
  const server = withoutToken(url)
  const context = { host: server.host, isEcho }
  const freshness = createFreshness(clock)
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
  let isSkipped = false
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
    options.dial(server, caller).then((line) => laid(null, line), laid)
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
      fail(new Failure('network', `Nothing was heard from ${server.host} for ${ms / 1000} s.`))
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
    freshness.asked()
    socket.send(JSON.stringify([{ type: 'health.check', client_id: options.clientId }]))
  }

  function receive(data: RawData): void {
    if (isOver) return
    expectSound()
    heardSound()
    // ws hands out whole messages as a Buffer unless told otherwise.
    const frame = readFrame(data as Buffer, !isWelcome)
    if (frame === null) return skipped()
    const { event, connectionId } = frame
    if (frame.isRefusal) {
      // In the place of the welcome it is the answer to our own request.
      if (!isWelcome) learnFrom(frame)
      return fail(frameFailure(event['error'], context))
    }
    if (!isWelcome && connectionId !== null) return welcome(frame, connectionId)
    if (event.type === 'health.check') return learnFrom(frame)
    options.event(event)
  }

  function welcome(frame: Frame, connectionId: string): void {
    isWelcome = true
    learnFrom(frame)
    checkHealthLater()
    const { role, name } = frame
    listener.welcome({
      connectionId,
      role: isEcho(role) ? 'user' : role,
      name: name === null || isEcho(name) ? null : name,
    })
  }

  function learnFrom({ createdAt }: Frame): void {
    if (freshness.isAnswer() && createdAt !== null) options.learn(createdAt)
  }

  /** Said once: a server that sends such frames sends many. */
  function skipped(): void {
    if (!isSkipped) log?.info('frame.skipped', { host: server.host })
    isSkipped = true
  }

  socket.on('message', receive)
  socket.on('open', () => freshness.asked())
  socket.on('unexpected-response', (_, response) => {
    const asked = { clock, url: server, serverNow, context, log }
    void readRefusedUpgrade(response, asked).then(({ failure, serverNow }) => {
      if (serverNow !== null && !isOver) options.learn(serverNow)
      fail(failure)
    })
  })
  socket.on('error', (error) => {
    fail(error instanceof Failure ? error : networkFailure(server.host, error))
  })
  socket.on('close', () => fail(new Failure('network', `${server.host} closed the connection.`)))
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
