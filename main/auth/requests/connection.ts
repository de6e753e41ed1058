import { backoffMs } from '../renewal/backoff.ts'
import { Failure } from '../errors.ts'
import type { Clock, Random, Socket, SocketListener, Welcome } from '../ports.ts'

/** Keeps one socket open: opens it, notices when it is gone, opens the next. */
export interface Connection {
  /** Opens a socket now, whatever was planned; one that is up or opening is left alone. */
  open(): void
  /** The socket may be dead without knowing: asks one that is up for a sound within 5 s, which ends it or is told. */
  check(): void
  /** Closes the socket and plans nothing, until `open`. */
  halt(): void
  state(): ConnectionState
}

/** `nextTryAt` is epoch ms by this computer's clock. */
export type ConnectionState =
  | { kind: 'halted' }
  | { kind: 'opening'; socket: Socket; cancelTimeout: () => void }
  | { kind: 'up'; socket: Socket; welcome: Welcome; since: number }
  | { kind: 'waiting'; failure: Failure; nextTryAt: number; cancel: () => void }

export interface ConnectionOptions {
  clock: Clock
  random: Random
  connect(listener: SocketListener): Socket
  on: {
    up(welcome: Welcome): void
    /** The socket made the sound that `check` asked it for. */
    alive(): void
    /** The socket closed or never opened. What now? `halt` waits for `open`. */
    closed(failure: Failure): 'retry' | 'halt'
    /** The state changed otherwise: a try began or was planned. */
    changed(): void
  }
}

const reconnect = { firstMs: 250, capMs: 25_000 }
const welcomeTimeoutMs = 10_000
/** A server that lets us in and drops us at once must not be met by a loop without a pause. */
const stableAfterMs = 10_000

export function createConnection({ clock, random, connect, on }: ConnectionOptions): Connection {
  let state: ConnectionState = { kind: 'halted' }
  let attempt = 0
  /** Listeners of sockets that we gave up hear their number and fall silent. */
  let socketNumber = 0

  function open(): void {
    if (state.kind === 'opening' || state.kind === 'up') return
    if (state.kind === 'waiting') state.cancel()
    socketNumber += 1
    const mine = socketNumber
    const cancelTimeout = expectWelcome(mine)
    const socket = connect({
      welcome: (welcome) => welcomed(mine, welcome),
      closed: (failure) => closed(mine, failure),
      asking: (isAsking) => asking(mine, isAsking),
    })
    state = { kind: 'opening', socket, cancelTimeout }
    on.changed()
  }

  function expectWelcome(number: number): () => void {
    return clock.after(welcomeTimeoutMs, () => {
      closed(number, new Failure('timeout', 'The chat server did not answer in 10 s.'))
    })
  }

  function asking(number: number, isAsking: boolean): void {
    if (number !== socketNumber || state.kind !== 'opening') return
    state.cancelTimeout()
    state = { ...state, cancelTimeout: isAsking ? () => undefined : expectWelcome(number) }
  }

  function welcomed(number: number, welcome: Welcome): void {
    if (number !== socketNumber || state.kind !== 'opening') return
    state.cancelTimeout()
    state = { kind: 'up', socket: state.socket, welcome, since: clock.monotonic() }
    on.up(welcome)
  }

  function closed(number: number, failure: Failure): void {
    if (number !== socketNumber) return
    if (state.kind === 'up' && clock.monotonic() - state.since >= stableAfterMs) attempt = 0
    drop()
    if (on.closed(failure) === 'halt' || socketNumber !== number + 1) return
    const delayMs = Math.max(failure.retryAfterMs ?? 0, backoffMs(reconnect, attempt, random))
    attempt += 1
    const cancel = clock.after(delayMs, open)
    state = { kind: 'waiting', failure, nextTryAt: clock.now() + delayMs, cancel }
    on.changed()
  }

  function check(): void {
    if (state.kind !== 'up') return
    const mine = socketNumber
    state.socket.check(() => {
      if (mine === socketNumber) on.alive()
    })
  }

  function drop(): void {
    socketNumber += 1
    if (state.kind === 'opening') state.cancelTimeout()
    if (state.kind === 'opening' || state.kind === 'up') state.socket.close()
    if (state.kind === 'waiting') state.cancel()
    state = { kind: 'halted' }
  }

  return { open, check, halt: drop, state: () => state }
}
