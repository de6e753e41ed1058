import { backoffMs } from '../renewal/backoff.ts'
import { Failure, toFailure } from '../errors.ts'
import { startPause, type Pause } from '../renewal/pause.ts'
import { createTimeouts, type Timeouts } from '../timeouts.ts'
import type { Clock, Random, Socket, SocketListener, Welcome } from '../ports.ts'

/** Keeps one socket open: opens it, notices when it is gone, opens the next. */
export interface Connection {
  /**
   * Opens a socket now, but for a pause that the server asked for; one that is up or opening is left alone. From now on
   * the next one is opened whenever one is gone.
   */
  open(): void
  /** Opens no further socket until `open`. One that is up or opening is left alone. */
  suspend(): void
  /** The socket may be dead without knowing: asks one that is up for a sound within 5 s, which ends it or is told. */
  check(): void
  /** The computer slept: looks at the pause again. */
  resumed(): void
  /** Closes the socket and plans nothing, until `open`. */
  halt(): void
  state(): ConnectionState
}

/** `nextTryAt` is epoch ms by this computer's clock. */
export type ConnectionState =
  | { kind: 'halted' }
  | { kind: 'opening' }
  | { kind: 'up'; welcome: Welcome }
  | { kind: 'waiting'; failure: Failure; nextTryAt: number }

export interface ConnectionOptions {
  clock: Clock
  random: Random
  timeouts?: Timeouts
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

type Inner =
  | { kind: 'halted' }
  /** `socket` is null as long as it is being made. */
  | { kind: 'opening'; socket: Socket | null; cancelTimeout: () => void }
  | { kind: 'up'; socket: Socket | null; welcome: Welcome; since: number }
  | { kind: 'waiting'; pause: Pause }

const reconnect = { firstMs: 250, capMs: 25_000 }
const welcomeTimeoutMs = 10_000
/** A server that lets us in and drops us at once must not be met by a loop without a pause. */
const stableAfterMs = 10_000

export function createConnection(options: ConnectionOptions): Connection {
  return new ReconnectingSocket(options)
}

class ReconnectingSocket implements Connection {
  readonly #options: ConnectionOptions
  readonly #timeouts: Timeouts
  #state: Inner = { kind: 'halted' }
  #isAllowed = false
  #attempt = 0
  /** Listeners of sockets that we gave up hear their number and fall silent. */
  #socketNumber = 0

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#timeouts = options.timeouts ?? createTimeouts(options.clock)
  }

  open(): void {
    this.#isAllowed = true
    if (this.#state.kind === 'halted') this.#connect()
    else if (this.#state.kind === 'waiting') this.#state.pause.hurry('retry')
  }

  suspend(): void {
    this.#isAllowed = false
  }

  check(): void {
    if (this.#state.kind !== 'up') return
    const mine = this.#socketNumber
    this.#state.socket?.check(() => {
      if (mine === this.#socketNumber) this.#options.on.alive()
    })
  }

  resumed(): void {
    if (this.#state.kind === 'waiting') this.#state.pause.hurry('resume')
  }

  halt(): void {
    this.#drop()
  }

  state(): ConnectionState {
    const state = this.#state
    switch (state.kind) {
      case 'waiting':
        return { kind: 'waiting', failure: state.pause.why, nextTryAt: state.pause.nextTryAt }
      case 'up':
        return { kind: 'up', welcome: state.welcome }
      case 'opening':
      case 'halted':
        return { kind: state.kind }
    }
  }

  #connect(): void {
    this.#socketNumber += 1
    const mine = this.#socketNumber
    this.#state = { kind: 'opening', socket: null, cancelTimeout: this.#expectWelcome(mine) }
    let socket: Socket
    try {
      socket = this.#options.connect({
        welcome: (welcome) => this.#welcomed(mine, welcome),
        closed: (failure) => this.#closed(mine, failure),
        asking: (isAsking) => this.#asking(mine, isAsking),
      })
    } catch (error) {
      return this.#closed(mine, toFailure(error))
    }
    const state = this.#state as Inner
    if (mine !== this.#socketNumber) return close(socket)
    if (state.kind === 'opening' || state.kind === 'up') this.#state = { ...state, socket }
    if (state.kind === 'opening') this.#options.on.changed()
  }

  #expectWelcome(number: number): () => void {
    return this.#timeouts.after(welcomeTimeoutMs, () => {
      this.#closed(number, new Failure('timeout', 'The chat server did not answer in 10 s.'))
    })
  }

  #asking(number: number, isAsking: boolean): void {
    const state = this.#state
    if (number !== this.#socketNumber || state.kind !== 'opening') return
    state.cancelTimeout()
    const cancelTimeout = isAsking ? () => undefined : this.#expectWelcome(number)
    this.#state = { ...state, cancelTimeout }
  }

  #welcomed(number: number, welcome: Welcome): void {
    const state = this.#state
    if (number !== this.#socketNumber || state.kind !== 'opening') return
    state.cancelTimeout()
    const since = this.#options.clock.monotonic()
    this.#state = { kind: 'up', socket: state.socket, welcome, since }
    this.#options.on.up(welcome)
  }

  #closed(number: number, failure: Failure): void {
    if (number !== this.#socketNumber) return
    const { clock, random, on } = this.#options
    const state = this.#state
    if (state.kind === 'up' && clock.monotonic() - state.since >= stableAfterMs) this.#attempt = 0
    this.#drop()
    if (on.closed(failure) === 'halt' || this.#socketNumber !== number + 1) return
    const ourMs = backoffMs(reconnect, this.#attempt, random)
    this.#attempt += 1
    const pause = startPause({ clock, why: failure, backoffMs: ourMs, run: () => this.#retry() })
    this.#state = { kind: 'waiting', pause }
    on.changed()
  }

  #retry(): void {
    this.#state = { kind: 'halted' }
    if (this.#isAllowed) this.#connect()
  }

  #drop(): void {
    this.#socketNumber += 1
    const state = this.#state
    this.#state = { kind: 'halted' }
    if (state.kind === 'waiting') state.pause.cancel()
    if (state.kind === 'opening') state.cancelTimeout()
    if ((state.kind === 'opening' || state.kind === 'up') && state.socket) close(state.socket)
  }
}

/** A socket that cannot be closed must not stop a sign-out. It is no longer listened to. */
function close(socket: Socket): void {
  try {
    socket.close()
  } catch {
    return
  }
}
