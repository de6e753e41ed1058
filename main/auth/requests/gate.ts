import { backoffMs } from '../renewal/backoff.ts'
import { failureKindOf } from './failureKind.ts'
import { Failure, toFailure, unreachable } from '../errors.ts'
import type { Clock, Random } from '../ports.ts'
import { createQueue, type QueueItem } from './requestQueue.ts'
import type { Token } from '../token/token.ts'

/**
 * Every request of a session passes here: held while its token is being renewed or the connection is down, resumed
 * after, in the order they came.
 */
export interface Gate {
  /**
   * Sends when there is a token to send with and a connection. A request whose token is refused waits for the next
   * token and is sent again, at most twice. One that the network lost waits for the connection and is sent again, so
   * `send` must be such that a repetition does no harm. With `retryOnServerError`, an answer that says nothing about the request is waited out.
   * @throws Failure `tokenRejected`, `deadline`, `aborted`, `queueFull`, what the gate was closed with, or what `send` threw
   */
  pass<Value>(send: Send<Value>, limits?: Limits): Promise<Value>
  /** Lets requests through with this token, those that waited first, in the order they came. */
  open(token: Token | null): void
  /** Makes requests wait for a token. */
  hold(): void
  /**
   * The connection is up, and was until told otherwise: requests go through, if there is a token. Ends the pauses that
   * the server has not asked for: what it could not answer then it may answer now.
   */
  resumeTransport(): void
  /** The connection is down: requests wait for it. */
  pauseTransport(): void
  /** Refuses everything, waiting or under way, now and from now on. */
  close(failure: Failure): void
  /** How many wait. */
  waiting(): number
}

/** Sends one request with the token that it is given. */
export type Send<Value> = (token: Token | null, signal: AbortSignal) => Promise<Value>

export interface Limits {
  signal?: AbortSignal
  /** How long the request may take in all, in ms; 60 s unless told otherwise. */
  deadlineMs?: number
  /** Of the requests with one key, one is in flight at a time, so they arrive in the order they were made. */
  orderingKey?: string
  /**
   * Retries 429, 5xx and answers of something in between until the deadline, instead of failing. Called at each such
   * answer.
   */
  retryOnServerError?(failure: Failure): void
}

export interface GateOptions {
  clock: Clock
  random: Random
  on: {
    /** The server refused this token, current or not; see `failureKindOf`. */
    refused(token: Token | null, failure: Failure): void
    /** The server took this token. */
    accepted(token: Token | null): void
    /** The network lost a request while the connection seemed up. Requests wait until `connect`. */
    lost(): void
  }
}

type GateState =
  | { kind: 'open'; token: Token | null }
  | { kind: 'held' }
  | { kind: 'closed'; failure: Failure }

/** One request on its way. */
interface PendingRequest extends QueueItem {
  readonly go: (token: Token | null) => void
  readonly fail: (failure: Failure) => void
  /** Ends its pause, unless the server has asked for it. */
  readonly resume: () => void
}

const mostResends = 2
/** A request that is lost again and again on a connection that is found alive each time meets more than bad luck. */
const mostLosses = 3
const usualDeadlineMs = 60_000
const serverErrorBackoff = { firstMs: 500, capMs: 30_000 }
/** Whatever `Retry-After` says: a longer wait is nobody's to ask for, and a setTimeout over 24.8 days fires at once. */
const longestPauseMs = 3_600_000

export function createGate({ clock, random, on }: GateOptions): Gate {
  let state: GateState = { kind: 'held' }
  let transport: 'up' | 'down' = 'up'
  /** How often the connection went down. */
  let drops = 0
  let count = 0
  const queue = createQueue<PendingRequest>()

  function enter(request: PendingRequest): void {
    if (state.kind === 'closed') return request.fail(state.failure)
    if (state.kind === 'open' && transport === 'up' && queue.start(request)) {
      return request.go(state.token)
    }
    if (!queue.join(request)) {
      request.fail(new Failure('queueFull', 'Too many requests already wait.'))
    }
  }

  /** Whatever waits and may go, goes. */
  function release(): void {
    for (;;) {
      if (state.kind !== 'open' || transport === 'down') return
      const request = queue.next()
      if (request === null) return
      request.go(state.token)
    }
  }

  function pass<Value>(send: Send<Value>, limits: Limits = {}): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const controller = new AbortController()
      let resends = 0
      let losses = { drops, count: 0 }
      let pauses = 0
      let pause: { isAsked: boolean; cancel: () => void } | null = null
      const cancelDeadline = clock.after(limits.deadlineMs ?? usualDeadlineMs, () => {
        request.fail(new Failure('deadline', 'The request was not done in time.'))
      })
      const abort = () => request.fail(new Failure('aborted', 'The request was called off.'))

      const request: PendingRequest = {
        number: (count += 1),
        orderingKey: limits.orderingKey ?? null,
        go(token) {
          attempt(send, token, controller.signal).then(
            (value) => {
              if (!settle()) return
              on.accepted(token)
              resolve(value)
            },
            (error: unknown) => failed(token, toFailure(error)),
          )
        },
        fail(failure) {
          if (!settle()) return
          controller.abort()
          reject(failure)
        },
        resume() {
          if (pause !== null && !pause.isAsked) goAgain()
        },
      }
      let settled = false

      function settle(): boolean {
        if (settled) return false
        settled = true
        cancelDeadline()
        pause?.cancel()
        limits.signal?.removeEventListener('abort', abort)
        queue.leave(request)
        release()
        return true
      }

      function failed(token: Token | null, failure: Failure): void {
        if (settled) return
        const kind = failureKindOf(failure)
        switch (kind) {
          case 'token':
            return again(token, failure)
          case 'transport':
            return lost(failure)
          case 'server':
            return waitOut(failure)
          case 'request':
            return request.fail(failure)
          default:
            return unreachable(kind)
        }
      }

      /** However many wait: it was let in once, and is not turned away. */
      function goAgain(): void {
        pause?.cancel()
        pause = null
        queue.requeue(request)
      }

      function again(token: Token | null, failure: Failure): void {
        if (state.kind === 'open' && state.token === token) state = { kind: 'held' }
        if (resends >= mostResends) {
          request.fail(
            new Failure('tokenRejected', 'Each new token was refused.', { cause: failure }),
          )
        } else {
          resends += 1
          goAgain()
          release()
        }
        // Told during a renewal too: should that fail, this token is not worth another try.
        on.refused(token, failure)
      }

      /** Waits for the connection, or for the news that it is alive after all. */
      function lost(failure: Failure): void {
        if (losses.drops !== drops) losses = { drops, count: 0 }
        losses.count += 1
        if (losses.count > mostLosses) return waitOut(failure)
        goAgain()
        const wasUp = transport === 'up'
        transport = 'down'
        if (wasUp) on.lost()
      }

      /** The answer says nothing about the request: with `retryOnServerError` it goes again after a pause. */
      function waitOut(failure: Failure): void {
        if (!limits.retryOnServerError) return request.fail(failure)
        const isAsked = failure.retryAfterMs !== null
        const askedMs = Math.min(failure.retryAfterMs ?? 0, longestPauseMs)
        const delayMs = Math.max(askedMs, backoffMs(serverErrorBackoff, pauses, random))
        pauses += 1
        // A token that was refused before has nothing to do with the next one.
        resends = 0
        const cancel = clock.after(delayMs, () => {
          goAgain()
          release()
        })
        pause = { isAsked, cancel }
        queue.pause(request)
        release()
        limits.retryOnServerError(failure)
      }

      if (limits.signal?.aborted) return abort()
      limits.signal?.addEventListener('abort', abort, { once: true })
      enter(request)
    })
  }

  return {
    pass,
    open(token) {
      if (state.kind === 'closed') return
      state = { kind: 'open', token }
      release()
    },
    hold() {
      if (state.kind === 'open') state = { kind: 'held' }
    },
    resumeTransport() {
      transport = 'up'
      for (const request of queue.pausing()) request.resume()
      release()
    },
    pauseTransport() {
      transport = 'down'
      drops += 1
    },
    close(failure) {
      if (state.kind === 'closed') return
      state = { kind: 'closed', failure }
      for (const request of queue.clear()) request.fail(failure)
    },
    waiting: () => queue.waiting(),
  }
}

/** What throws before it sends fails like what fails on the way; those behind it in the queue go on. */
async function attempt<Value>(
  send: Send<Value>,
  token: Token | null,
  signal: AbortSignal,
): Promise<Value> {
  return send(token, signal)
}
