import { Failure } from '../errors.ts'
import { createMoments, type Moment } from '../token/tokenState.ts'
import { createTimeouts, type Timeouts } from '../timeouts.ts'
import { PendingRequest, type Limits, type RequestContext, type Send } from './pendingRequest.ts'
import type { Clock, Random } from '../ports.ts'
import { createQueue } from './requestQueue.ts'
import type { Token } from '../token/token.ts'

export type { Limits, Send } from './pendingRequest.ts'

/**
 * Every request of a session passes here: held while its token is being renewed or the connection is down, resumed
 * after, in the order they came.
 */
export interface Gate {
  /**
   * Sends when there is a token to send with and a connection. A request whose token is refused waits for the next
   * token and is sent again, at most twice. One that the network lost waits for the connection and is sent again, so
   * `send` must be such that a repetition does no harm. With `retryOnServerError`, an answer that says nothing about the
   * request is waited out.
   * @throws Failure `tokenRejected`, `deadline`, `aborted`, `queueFull`, what the gate was closed with, or what `send` threw
   */
  pass<Value>(send: Send<Value>, limits?: Limits): Promise<Value>
  /** Lets requests through with this token, those that waited first, in the order they came. */
  open(token: Token | null): void
  /** Makes requests wait for a token. */
  hold(): void
  /**
   * The connection is up, and was until told otherwise: requests go through, if there is a token. Ends our own part of
   * their pauses: what the server could not answer then it may answer now.
   */
  resumeTransport(): void
  /** The connection is down: requests wait for it. */
  pauseTransport(): void
  /** The computer slept: looks at the pauses again. */
  resumed(): void
  /** Refuses everything, waiting or in flight, now and from now on. */
  close(failure: Failure): void
  /** How many wait. */
  waiting(): number
}

/** The events of a gate, for the log. */
export interface GateListener {
  /** Requests began to wait for a token or the connection: so many so far. */
  held(waiting: number): void
  /** The requests that were held go on. */
  resumed(count: number): void
  /** The token of a request was refused; it waits for the next one, or fails. */
  refused(failure: Failure): void
  /** A request with `retryOnServerError` pauses before its next try. */
  postponed(failure: Failure): void
  /** A request failed for good. */
  failed(failure: Failure): void
  closed(): void
}

export interface GateOptions {
  clock: Clock
  random: Random
  timeouts?: Timeouts
  /** Dates what is sent; a count of its own unless told otherwise. */
  moment?(): Moment
  on: {
    /** The server refused this token, current or not; see `failureKindOf`. */
    refused(token: Token | null, failure: Failure, sentAt: Moment): void
    /** The server took this token. */
    accepted(token: Token | null, sentAt: Moment): void
    /** The network lost a request while the connection seemed up. Requests wait until `resumeTransport`. */
    lost(): void
  }
  listener?: GateListener
}

type GateState =
  | { kind: 'open'; token: Token | null }
  | { kind: 'held' }
  | { kind: 'closed'; failure: Failure }

export function createGate(options: GateOptions): Gate {
  return new RequestGate(options)
}

/** Requests see the gate as the `RequestContext` of `PendingRequest`. */
class RequestGate implements Gate {
  readonly #on: GateOptions['on']
  readonly #listener: GateListener | null
  readonly #context: RequestContext
  readonly #queue = createQueue<PendingRequest>()
  #state: GateState = { kind: 'held' }
  #transport: 'up' | 'down' = 'up'
  /** How often the connection went down. */
  #drops = 0
  #count = 0
  /** The listener was told that requests are held, and not yet that they go on. */
  #isHeldTold = false

  constructor(options: GateOptions) {
    const { clock, random, on } = options
    this.#on = on
    this.#listener = options.listener ?? null
    this.#context = {
      clock,
      random,
      timeouts: options.timeouts ?? createTimeouts(clock),
      moment: options.moment ?? createMoments(),
      queue: this.#queue,
      drops: () => this.#drops,
      accepted: (token, sentAt) => on.accepted(token, sentAt),
      refused: (token, failure, sentAt) => this.#refused(token, failure, sentAt),
      lost: () => this.#lost(),
      postponed: (failure) => this.#listener?.postponed(failure),
      left: () => this.#release(),
    }
  }

  pass<Value>(send: Send<Value>, limits: Limits = {}): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      this.#count += 1
      const request = new PendingRequest({
        context: this.#context,
        number: this.#count,
        send,
        limits,
        done: (value) => resolve(value as Value),
        failed: (failure) => {
          this.#listener?.failed(failure)
          reject(failure)
        },
      })
      if (request.start()) this.#enter(request)
    })
  }

  open(token: Token | null): void {
    if (this.#state.kind === 'closed') return
    this.#state = { kind: 'open', token }
    this.#tellResumed()
    this.#release()
  }

  hold(): void {
    if (this.#state.kind === 'open') this.#state = { kind: 'held' }
    this.#tellHeld()
  }

  resumeTransport(): void {
    this.#transport = 'up'
    this.#tellResumed()
    for (const request of this.#queue.pausing()) request.hurry('signOfLife')
    this.#release()
  }

  pauseTransport(): void {
    this.#transport = 'down'
    this.#drops += 1
    this.#tellHeld()
  }

  resumed(): void {
    for (const request of this.#queue.pausing()) request.hurry('resume')
  }

  close(failure: Failure): void {
    if (this.#state.kind === 'closed') return
    this.#state = { kind: 'closed', failure }
    for (const request of this.#queue.clear()) request.fail(failure)
    this.#listener?.closed()
  }

  waiting(): number {
    return this.#queue.waiting()
  }

  #enter(request: PendingRequest): void {
    const state = this.#state
    if (state.kind === 'closed') return request.fail(state.failure)
    if (state.kind === 'open' && this.#transport === 'up' && this.#queue.start(request)) {
      return request.go(state.token)
    }
    if (!this.#queue.join(request)) {
      request.fail(new Failure('queueFull', 'Too many requests already wait.'))
    }
    this.#tellHeld()
  }

  #isOpen(): boolean {
    return this.#state.kind === 'open' && this.#transport === 'up'
  }

  #tellHeld(): void {
    const waiting = this.waiting()
    if (this.#isHeldTold || this.#isOpen() || waiting === 0) return
    this.#isHeldTold = true
    this.#listener?.held(waiting)
  }

  #tellResumed(): void {
    if (!this.#isHeldTold || !this.#isOpen()) return
    this.#isHeldTold = false
    this.#listener?.resumed(this.waiting())
  }

  /** Sends what waits and may go. */
  #release(): void {
    for (;;) {
      const state = this.#state
      if (state.kind !== 'open' || this.#transport === 'down') return
      const request = this.#queue.next()
      if (request === null) return
      request.go(state.token)
    }
  }

  #refused(token: Token | null, failure: Failure, sentAt: Moment): void {
    const state = this.#state
    if (state.kind === 'open' && state.token === token) this.#state = { kind: 'held' }
    this.#release()
    this.#listener?.refused(failure)
    // Told during a renewal too: should that fail, this token is not worth another try.
    this.#on.refused(token, failure, sentAt)
  }

  #lost(): void {
    const wasUp = this.#transport === 'up'
    this.#transport = 'down'
    this.#tellHeld()
    if (wasUp) this.#on.lost()
  }
}
