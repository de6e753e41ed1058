import { Failure, toFailure, unreachable } from '../errors.ts'
import { failureKindOf } from './failureKind.ts'
import { startPause, type Pause, type PauseEnder } from '../renewal/pause.ts'
import { backoffMs } from '../renewal/backoff.ts'
import type { Clock, Random } from '../ports.ts'
import type { Queue, QueueItem } from './requestQueue.ts'
import type { Timeouts } from '../timeouts.ts'
import type { Token } from '../token/token.ts'
import type { Moment } from '../token/tokenState.ts'

/** Sends one request with the token that it is given. */
export type Send<Value> = (token: Token | null, signal: AbortSignal) => Promise<Value>

export interface Limits {
  signal?: AbortSignal
  /** How long the request may take in all, in ms; 60 s unless told otherwise. Over a minute it holds across sleep too. */
  deadlineMs?: number
  /** Of the requests with one key, one is in flight at a time, so they arrive in the order they were made. */
  orderingKey?: string
  /**
   * Retries 429, 5xx and answers of something in between until the deadline, instead of failing. Called at each such
   * answer.
   */
  retryOnServerError?(failure: Failure): void
}

/** Shared by all requests of one gate. */
export interface RequestContext {
  clock: Clock
  random: Random
  timeouts: Timeouts
  moment(): Moment
  queue: Queue<PendingRequest>
  /** How often the connection went down so far. */
  drops(): number
  accepted(token: Token | null, sentAt: Moment): void
  /** A request waits for the next token, or has failed. */
  refused(token: Token | null, failure: Failure, sentAt: Moment): void
  /** A request waits for the connection. */
  lost(): void
  /** A request with `retryOnServerError` pauses. */
  postponed(failure: Failure): void
  /** A request has left its place to others, for good or for a pause, or waits again. */
  left(): void
}

export interface PendingRequestOptions {
  context: RequestContext
  /** By the order of arrival. */
  number: number
  send: Send<unknown>
  limits: Limits
  done(value: unknown): void
  failed(failure: Failure): void
}

const mostResends = 2
/** A request that is lost again and again on a connection that is found alive each time meets more than bad luck. */
const mostLosses = 3
const usualDeadlineMs = 60_000
const serverErrorBackoff = { firstMs: 500, capMs: 30_000 }
/** A rate limit that names no time, as nginx's, is over in seconds, and the server is well. */
const rateLimitBackoff = { firstMs: 500, capMs: 5_000 }

/** One request, from its arrival at the gate until its promise is settled. */
export class PendingRequest implements QueueItem {
  readonly number: number
  readonly orderingKey: string | null
  readonly #options: PendingRequestOptions
  readonly #context: RequestContext
  readonly #controller = new AbortController()
  #cancelDeadline: () => void = () => undefined
  #stopListening: (() => void) | null = null
  #pause: Pause | null = null
  #isSettled = false
  #resends = 0
  #pauses = 0
  #losses = 0
  /** `drops` at the last loss. */
  #lossesSince: number

  constructor(options: PendingRequestOptions) {
    this.#options = options
    this.#context = options.context
    this.number = options.number
    this.orderingKey = options.limits.orderingKey ?? null
    this.#lossesSince = options.context.drops()
  }

  /** Its time begins. False: it was called off before. */
  start(): boolean {
    const { limits } = this.#options
    this.#cancelDeadline = this.#context.timeouts.after(
      limits.deadlineMs ?? usualDeadlineMs,
      () => {
        this.fail(new Failure('deadline', 'The request was not done in time.'))
      },
    )
    if (limits.signal) this.#listen(limits.signal)
    return !this.#isSettled
  }

  /** Sends it. */
  go(token: Token | null): void {
    const { send } = this.#options
    const sentAt = this.#context.moment()
    attempt(send, token, this.#controller.signal).then(
      (value) => this.#taken(value, token, sentAt),
      (error: unknown) => this.#failed(token, toFailure(error), sentAt),
    )
  }

  fail(failure: Failure): void {
    if (this.#isSettled) return
    // Before its place is free: the next request with its ordering key must not be sent beside it.
    this.#controller.abort()
    this.#settle()
    this.#options.failed(failure)
  }

  /** Ends our own part of its pause. */
  hurry(by: PauseEnder): void {
    this.#pause?.hurry(by)
  }

  #listen(signal: AbortSignal): void {
    const abort = () => this.fail(new Failure('aborted', 'The request was called off.'))
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort)
    this.#stopListening = () => signal.removeEventListener('abort', abort)
  }

  #settle(): boolean {
    if (this.#isSettled) return false
    this.#isSettled = true
    this.#cancelDeadline()
    this.#pause?.cancel()
    this.#stopListening?.()
    this.#context.queue.leave(this)
    this.#context.left()
    return true
  }

  #taken(value: unknown, token: Token | null, sentAt: Moment): void {
    if (!this.#settle()) return
    this.#context.accepted(token, sentAt)
    this.#options.done(value)
  }

  #failed(token: Token | null, failure: Failure, sentAt: Moment): void {
    if (this.#isSettled) return
    const kind = failureKindOf(failure)
    switch (kind) {
      case 'token':
        return this.#refused(token, failure, sentAt)
      case 'transport':
        return this.#lost(failure)
      case 'server':
        return this.#waitOut(failure)
      case 'request':
        return this.fail(failure)
      default:
        return unreachable(kind)
    }
  }

  /** However many wait: it was let in once, and is not turned away. */
  #requeue(): void {
    this.#context.queue.requeue(this)
  }

  #refused(token: Token | null, failure: Failure, sentAt: Moment): void {
    if (this.#resends >= mostResends) {
      this.fail(new Failure('tokenRejected', 'Each new token was refused.', { cause: failure }))
    } else {
      this.#resends += 1
      this.#requeue()
    }
    this.#context.refused(token, failure, sentAt)
  }

  /** Waits for the connection, or for the news that it is alive after all. */
  #lost(failure: Failure): void {
    const drops = this.#context.drops()
    if (this.#lossesSince !== drops) this.#losses = 0
    this.#lossesSince = drops
    this.#losses += 1
    if (this.#losses > mostLosses) return this.#waitOut(failure)
    this.#requeue()
    this.#context.lost()
  }

  /** The answer says nothing about the request: with `retryOnServerError` it goes again after a pause. */
  #waitOut(failure: Failure): void {
    const { clock, random, queue, left, postponed } = this.#context
    const { limits } = this.#options
    if (!limits.retryOnServerError) return this.fail(failure)
    const backoff = failure.code === 'rateLimited' ? rateLimitBackoff : serverErrorBackoff
    const ourMs = backoffMs(backoff, this.#pauses, random)
    this.#pauses += 1
    // A token that was refused before has nothing to do with the next one.
    this.#resends = 0
    const run = () => {
      this.#requeue()
      left()
    }
    this.#pause = startPause({ clock, why: failure, backoffMs: ourMs, run })
    queue.pause(this)
    left()
    postponed(failure)
    limits.retryOnServerError(failure)
  }
}

/** A `send` that throws fails like one that rejects, so that the queue behind it goes on. */
async function attempt<Value>(
  send: Send<Value>,
  token: Token | null,
  signal: AbortSignal,
): Promise<Value> {
  return send(token, signal)
}
