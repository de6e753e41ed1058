import { Failure, toFailure, type FailureCode } from './failure.ts'
import type { Clock } from './ports.ts'
import type { Token } from './token.ts'

/**
 * Every request of a session passes here: held while its token is being renewed or the connection is down, resumed
 * after, in the order they came.
 */
export interface Gate {
  /**
   * Sends when there is a token to send with and a connection. A request whose token is refused waits for the next
   * token and is sent again, at most twice. One that the network lost waits for the connection and is sent again, so
   * `send` must be such that a repetition does no harm.
   * @throws Failure `tokenRejected`, `deadline`, `aborted`, `queueFull`, what the gate was closed with, or what `send` threw
   */
  pass<Value>(send: Send<Value>, limits?: Limits): Promise<Value>
  /** Lets requests through with this token, those that waited first, in the order they came. */
  open(token: Token | null): void
  /** Makes requests wait for a token. */
  hold(): void
  /** The connection is up, and was until told otherwise: requests go through, if there is a token. */
  connect(): void
  /** The connection is down: requests wait for it. */
  disconnect(): void
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
  /** Of the requests in one lane one is under way at a time, so that they arrive in the order they were made. */
  lane?: string
}

export interface GateOptions {
  clock: Clock
  on: {
    /** The server refused this token, current or not; see `isRefusal`. */
    refused(token: Token | null, failure: Failure): void
    /** The server took this token. */
    accepted(token: Token | null): void
    /** The network lost a request while the connection seemed up. Requests wait until `connect`. */
    lost(): void
  }
}

/** Whether the server refused the token, and not what was asked with it. */
export function isRefusal({ code }: Failure): boolean {
  return refusals.has(code)
}

const refusals: ReadonlySet<FailureCode> = new Set([
  'authenticationFailed',
  'tokenExpired',
  'tokenNotYetValid',
  'tokenSignatureInvalid',
  'tokenUsedBeforeIssued',
  'workspaceInvalid',
])

type GateState =
  | { kind: 'open'; token: Token | null }
  | { kind: 'held' }
  | { kind: 'closed'; failure: Failure }

/** One request on its way. */
interface Passage {
  readonly number: number
  readonly lane: string | null
  readonly go: (token: Token | null) => void
  readonly fail: (failure: Failure) => void
}

const mostWaiting = 10_000
/**
 * More sockets to one server help nobody. It also bounds how many meet a token that the server has ended: of 10,000 at
 * once the rest go once, with the new one (`npm run bench -- --only requests`).
 */
const mostUnderWay = 64
const mostResends = 2
/** A request that is lost again and again on a connection that is found alive each time meets more than bad luck. */
const mostLosses = 3
const usualDeadlineMs = 60_000

export function createGate({ clock, on }: GateOptions): Gate {
  let state: GateState = { kind: 'held' }
  let line: 'up' | 'down' = 'up'
  /** How often the connection went down. */
  let drops = 0
  let count = 0
  const waiting: Passage[] = []
  const underWay = new Set<Passage>()
  /** Lanes with a request under way. */
  const busy = new Set<string>()

  function enter(passage: Passage): void {
    if (state.kind === 'closed') return passage.fail(state.failure)
    if (state.kind === 'open' && isPassable() && isLaneFree(passage)) {
      underWay.add(passage)
      if (passage.lane !== null) busy.add(passage.lane)
      return passage.go(state.token)
    }
    if (waiting.length >= mostWaiting) {
      return passage.fail(new Failure('queueFull', `${mostWaiting} requests already wait.`))
    }
    queue(passage)
  }

  /** One that goes again takes the place that its arrival gives it, before all who came later. */
  function queue(passage: Passage): void {
    let place = waiting.length
    while (place > 0 && numberAt(place - 1) > passage.number) place -= 1
    waiting.splice(place, 0, passage)
  }

  function numberAt(place: number): number {
    return waiting[place]?.number ?? 0
  }

  /** Whether requests go at all; whether this one does is a matter of its lane. */
  function isPassable(): boolean {
    return state.kind === 'open' && line === 'up' && underWay.size < mostUnderWay
  }

  function isLaneFree({ lane }: Passage): boolean {
    return lane === null || !busy.has(lane)
  }

  /** Whatever waits and may go, goes. */
  function release(): void {
    while (isPassable()) {
      const place = waiting.findIndex(isLaneFree)
      if (place < 0) return
      for (const passage of waiting.splice(place, 1)) enter(passage)
    }
  }

  function comeBack(passage: Passage): void {
    underWay.delete(passage)
    if (passage.lane !== null) busy.delete(passage.lane)
  }

  function leave(passage: Passage): void {
    if (underWay.has(passage)) comeBack(passage)
    else {
      const place = waiting.indexOf(passage)
      if (place >= 0) waiting.splice(place, 1)
    }
    release()
  }

  function pass<Value>(send: Send<Value>, limits: Limits = {}): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const controller = new AbortController()
      let resends = 0
      let losses = { drops, count: 0 }
      const cancelDeadline = clock.after(limits.deadlineMs ?? usualDeadlineMs, () => {
        passage.fail(new Failure('deadline', 'The request was not done in time.'))
      })
      const abort = () => passage.fail(new Failure('aborted', 'The request was called off.'))

      const passage: Passage = {
        number: (count += 1),
        lane: limits.lane ?? null,
        go(token) {
          attempt(send, token, controller.signal).then(
            (value) => {
              if (!settle()) return
              on.accepted(token)
              resolve(value)
            },
            (error: unknown) => {
              const failure = toFailure(error)
              if (isRefusal(failure)) again(token, failure)
              else if (isLoss(failure)) lost(failure)
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
        comeBack(passage)
        if (state.kind === 'open' && state.token === token) state = { kind: 'held' }
        if (resends >= mostResends) {
          passage.fail(
            new Failure('tokenRejected', 'Each new token was refused.', { cause: failure }),
          )
        } else {
          resends += 1
          // However many wait: it was let in once, and is not turned away.
          queue(passage)
          release()
        }
        // Told during a renewal too: should that fail, this token is not worth another try.
        on.refused(token, failure)
      }

      /** Waits for the connection, or for the news that it is alive after all. */
      function lost(failure: Failure): void {
        if (settled) return
        if (losses.drops !== drops) losses = { drops, count: 0 }
        losses.count += 1
        if (losses.count > mostLosses) return passage.fail(failure)
        comeBack(passage)
        const wasUp = line === 'up'
        line = 'down'
        queue(passage)
        if (wasUp) on.lost()
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
      release()
    },
    hold() {
      if (state.kind === 'open') state = { kind: 'held' }
    },
    connect() {
      line = 'up'
      release()
    },
    disconnect() {
      line = 'down'
      drops += 1
    },
    close(failure) {
      if (state.kind === 'closed') return
      state = { kind: 'closed', failure }
      for (const passage of [...waiting.splice(0), ...underWay]) passage.fail(failure)
    },
    waiting: () => waiting.length,
  }
}

/** Whether the request may never have arrived, or its answer got lost. */
function isLoss({ code }: Failure): boolean {
  return code === 'network' || code === 'timeout'
}

/** What throws before it sends fails like what fails on the way; those behind it in the queue go on. */
async function attempt<Value>(
  send: Send<Value>,
  token: Token | null,
  signal: AbortSignal,
): Promise<Value> {
  return send(token, signal)
}
