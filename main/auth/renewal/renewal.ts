import { backoffMs, type Backoff } from './backoff.ts'
import { dueAt } from './dueTime.ts'
import { Failure, toFailure } from '../errors.ts'
import type { Clock, Grant, Random } from '../ports.ts'
import type { ServerTime } from './serverTime.ts'
import type { Token } from '../token/token.ts'

/** Decides when to renew a token and does it once, however many ask. */
export interface Renewal {
  /** Takes charge of a token. `kept`: it comes from the vault, so its life began at its `iat`. */
  schedule(token: Token, origin: 'new' | 'kept'): void
  /** Somebody needs a new token now. Joins the call or the pause before a retry that is already there. */
  renewNow(): void
  /** The server's time is known better, or the computer slept: looks at the due time again. */
  timeMoved(): void
  /** The network may be back: a pause before a retry ends now, unless the service asked for it. */
  retryNow(): void
  stop(): void
  /** Epoch ms in server time; null: no renewal is planned. */
  renewsAt(): number | null
  state(): RenewalState
}

/** `nextTryAt` is epoch ms by this computer's clock. */
export type RenewalState =
  | { kind: 'idle' }
  | { kind: 'waiting'; dueAt: number; cancel: () => void }
  | { kind: 'calling'; controller: AbortController }
  | { kind: 'retrying'; failure: Failure; nextTryAt: number; cancel: () => void }
  | { kind: 'stopped' }

export interface RenewalOptions {
  clock: Clock
  random: Random
  serverTime: ServerTime
  /** Asks the provider. Null: nobody can renew. */
  renew: ((signal: AbortSignal) => Promise<Grant>) | null
  /** What to say when a renewal is demanded and nobody can renew. */
  ended(): Failure
  /** Puts the grant where it survives a crash. Awaited before anybody gets the new token, stored or not. */
  store(grant: Grant): Promise<void>
  on: {
    /** A call begins. `attempt` 0 is the first of a renewal. */
    calling(attempt: number): void
    renewed(token: Token): void
    failing(failure: Failure): void
    /** No new token will come: a definite answer. Nothing follows. */
    ended(failure: Failure): void
  }
}

const callTimeoutMs = 10_000
const retry = { firstMs: 500, capMs: 30_000 }
/**
 * While the token is still good nobody waits for the next one, so a try comes anywhere within a quarter of what is left,
 * at most 5 minutes. With a limit of 30 s all clients are back within 30 s of the end of an outage (`npm run herd`).
 */
const idleBackoff = { part: 0.25, capMs: 300_000 }
/** A longer setTimeout than 24.8 days fires at once, and a suspend can go unnoticed: look again every hour. */
const longestWaitMs = 3_600_000
/** Whatever a token says of its life and a server of a token: renewals are no closer together. */
const minIntervalMs = 1_000
/** A server that takes each new token and refuses it at once must not be met by a loop without a pause. */
const stableAfterMs = 10_000

export function createRenewal(options: RenewalOptions): Renewal {
  const { clock, random, serverTime, renew, on } = options
  let state: RenewalState = { kind: 'idle' }
  let attempt = 0
  /** Until when the token can be used, epoch ms in server time. */
  let goodUntil = -Infinity
  /** When the last renewal was done, by the monotonic clock, and how many demands in a row came right after one. */
  let renewedAt = -Infinity
  let rapidRefusals = 0

  function leave(): void {
    if (state.kind === 'waiting' || state.kind === 'retrying') state.cancel()
    if (state.kind === 'calling') state.controller.abort()
  }

  function schedule(token: Token, origin: 'new' | 'kept'): void {
    const now = serverTime.now()
    const lifeStart = origin === 'kept' ? (token.issuedAt ?? now) : now
    const due = renew === null ? null : dueAt(token, lifeStart, random)
    leave()
    goodUntil = token.expiresAt ?? -Infinity
    if (due === null) {
      state = { kind: 'idle' }
    } else if (origin === 'new' && token.expiresAt !== null && token.expiresAt <= now) {
      // Dead on arrival by the server's clock. It is used all the same, but not renewed in a loop without a pause.
      retryLater(new Failure('badAnswer', 'The token service issued a token that has expired.'))
    } else {
      attempt = 0
      waitUntil(due)
    }
  }

  /** What is left of the least pause after a renewal. */
  function leastMs(): number {
    return Math.max(0, renewedAt + minIntervalMs - clock.monotonic())
  }

  function waitUntil(due: number): void {
    const delayMs = Math.max(leastMs(), due - serverTime.now())
    if (delayMs <= 0) return call()
    const cancel = clock.after(Math.min(delayMs, longestWaitMs), () => waitUntil(due))
    state = { kind: 'waiting', dueAt: due, cancel }
  }

  function retryLater(failure: Failure): void {
    const askedMs = Math.min(failure.retryAfterMs ?? 0, longestWaitMs)
    const delayMs = Math.max(askedMs, leastMs(), backoffMs(backoff(), attempt, random))
    attempt += 1
    const cancel = clock.after(delayMs, call)
    state = { kind: 'retrying', failure, nextTryAt: clock.now() + delayMs, cancel }
  }

  function backoff(): Backoff {
    const idleMs = Math.min((goodUntil - serverTime.now()) * idleBackoff.part, idleBackoff.capMs)
    return {
      firstMs: Math.max(retry.firstMs, idleMs),
      capMs: Math.max(retry.capMs, idleMs),
    }
  }

  function call(): void {
    if (renew === null) return end(options.ended())
    const controller = new AbortController()
    const mine: RenewalState = { kind: 'calling', controller }
    state = mine
    on.calling(attempt)
    const cancelTimeout = clock.after(callTimeoutMs, () => {
      settle(new Failure('timeout', 'The token service did not answer in 10 s.'))
    })
    renew(controller.signal).then(settle, (error: unknown) => settle(toFailure(error)))

    function settle(answer: Grant | Failure): void {
      cancelTimeout()
      // Stopped, timed out or started anew meanwhile: a late answer belongs to nobody.
      if (state !== mine || controller.signal.aborted) return
      if (answer instanceof Failure) {
        controller.abort()
        failed(answer)
      } else {
        const use = () => {
          if (state !== mine) return
          renewedAt = clock.monotonic()
          schedule(answer.token, 'new')
          on.renewed(answer.token)
        }
        void options.store(answer).then(use, use)
      }
    }
  }

  function failed(failure: Failure): void {
    if (failure.code === 'renewalRefused' || failure.code === 'credentialsRefused') {
      end(failure)
    } else {
      retryLater(failure)
      on.failing(failure)
    }
  }

  function end(failure: Failure): void {
    state = { kind: 'stopped' }
    on.ended(failure)
  }

  return {
    schedule,
    renewNow() {
      const isSurprise = goodUntil > serverTime.now()
      goodUntil = -Infinity
      if (state.kind === 'calling' || state.kind === 'stopped') return
      if (state.kind === 'retrying') {
        // A pause that was chosen for a token still good is too long for one that is not.
        if (!isSurprise || state.failure.retryAfterMs !== null) return
        attempt = 0
      }
      leave()
      if (clock.monotonic() - renewedAt < stableAfterMs) {
        attempt = rapidRefusals
        rapidRefusals += 1
        const failure = new Failure('tokenRejected', 'A token that was just renewed is refused.')
        retryLater(failure)
        on.failing(failure)
      } else {
        rapidRefusals = 0
        call()
      }
    },
    timeMoved() {
      if (state.kind !== 'waiting') return
      leave()
      waitUntil(state.dueAt)
    },
    retryNow() {
      if (state.kind !== 'retrying' || state.failure.retryAfterMs !== null) return
      leave()
      call()
    },
    stop() {
      leave()
      state = { kind: 'stopped' }
    },
    renewsAt: () => (state.kind === 'waiting' ? state.dueAt : null),
    state: () => state,
  }
}
