import { Failure, toFailure } from './failure.ts'
import type { Clock } from './ports.ts'
import type { Token } from './token.ts'

/** Every request of a session passes here: held while its token is being renewed, resumed after. */
export interface Gate {
  /**
   * Sends when there is a token to send with. A request refused with `tokenExpired` waits for the next token and is
   * sent again, at most twice.
   * @throws Failure `tokenRejected`, `deadline`, `aborted`, `queueFull`, what the gate was closed with, or what `send` threw
   */
  pass<Value>(send: Send<Value>, limits?: Limits): Promise<Value>
  /** Lets requests through with this token, those that waited first, in the order they came. */
  open(token: Token | null): void
  /** Makes requests wait. */
  hold(): void
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
}

export interface GateOptions {
  clock: Clock
  on: {
    /** The server refused this token, current or not, with code 40. */
    refused(token: Token | null): void
    /** The server took this token. */
    accepted(token: Token | null): void
  }
}

type GateState =
  | { kind: 'open'; token: Token | null }
  | { kind: 'held' }
  | { kind: 'closed'; failure: Failure }

/** One request on its way. */
interface Passage {
  readonly number: number
  readonly go: (token: Token | null) => void
  readonly fail: (failure: Failure) => void
}

const mostWaiting = 10_000
const mostResends = 2
const usualDeadlineMs = 60_000

export function createGate({ clock, on }: GateOptions): Gate {
  let state: GateState = { kind: 'held' }
  let count = 0
  const waiting: Passage[] = []
  const underWay = new Set<Passage>()

  function enter(passage: Passage): void {
    switch (state.kind) {
      case 'open':
        underWay.add(passage)
        return passage.go(state.token)
      case 'held':
        if (waiting.length >= mostWaiting) {
          return passage.fail(new Failure('queueFull', `${mostWaiting} requests already wait.`))
        }
        return queue(passage)
      case 'closed':
        return passage.fail(state.failure)
    }
  }

  /** One sent back with 40 takes the place that its arrival gives it, before all who came later. */
  function queue(passage: Passage): void {
    let place = waiting.length
    while (place > 0 && numberAt(place - 1) > passage.number) place -= 1
    waiting.splice(place, 0, passage)
  }

  function numberAt(place: number): number {
    return waiting[place]?.number ?? 0
  }

  function leave(passage: Passage): void {
    underWay.delete(passage)
    const place = waiting.indexOf(passage)
    if (place >= 0) waiting.splice(place, 1)
  }

  function pass<Value>(send: Send<Value>, limits: Limits = {}): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const controller = new AbortController()
      let resends = 0
      const cancelDeadline = clock.after(limits.deadlineMs ?? usualDeadlineMs, () => {
        passage.fail(new Failure('deadline', 'The request was not done in time.'))
      })
      const abort = () => passage.fail(new Failure('aborted', 'The request was called off.'))

      const passage: Passage = {
        number: (count += 1),
        go(token) {
          attempt(send, token, controller.signal).then(
            (value) => {
              if (!settle()) return
              on.accepted(token)
              resolve(value)
            },
            (error: unknown) => {
              const failure = toFailure(error)
              if (failure.code === 'tokenExpired') again(token, failure)
              else passage.fail(failure)
            },
          )
        },
        fail(failure) {
          if (!settle()) return
          controller.abort()
          reject(failure)
        },
      }
      let settled = false

      function settle(): boolean {
        if (settled) return false
        settled = true
        cancelDeadline()
        limits.signal?.removeEventListener('abort', abort)
        leave(passage)
        return true
      }

      function again(token: Token | null, failure: Failure): void {
        if (settled) return
        underWay.delete(passage)
        if (state.kind === 'open' && state.token === token) state = { kind: 'held' }
        if (resends >= mostResends) {
          passage.fail(
            new Failure('tokenRejected', 'Each new token was refused.', { cause: failure }),
          )
        } else {
          resends += 1
          enter(passage)
        }
        // Told during a renewal too: should that fail, this token is not worth another try.
        on.refused(token)
      }

      if (limits.signal?.aborted) return abort()
      limits.signal?.addEventListener('abort', abort, { once: true })
      enter(passage)
    })
  }

  return {
    pass,
    open(token) {
      if (state.kind === 'closed') return
      state = { kind: 'open', token }
      for (const passage of waiting.splice(0)) enter(passage)
    },
    hold() {
      if (state.kind === 'open') state = { kind: 'held' }
    },
    close(failure) {
      if (state.kind === 'closed') return
      state = { kind: 'closed', failure }
      for (const passage of [...waiting.splice(0), ...underWay]) passage.fail(failure)
    },
    waiting: () => waiting.length,
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
