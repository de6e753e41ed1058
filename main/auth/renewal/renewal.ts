import { backoffMs, renewalBackoff } from './backoff.ts'
import { Failure, unreachable } from '../errors.ts'
import { isRenewalRefusal } from '../requests/failureKind.ts'
import { failureKindOf } from '../requests/failureKind.ts'
import { createTimeouts, type Timeouts } from '../timeouts.ts'
import { startPause } from './pause.ts'
import { startRenewalCall } from './renewalCall.ts'
import { planRenewal, type RenewalPlan } from './renewalPlan.ts'
import type { Clock, Grant, Random } from '../ports.ts'
import { describeState, type InternalState, type RenewalState } from './renewalState.ts'
import type { ServerTime } from './serverTime.ts'
import type { Token } from '../token/token.ts'

export type { RenewalState } from './renewalState.ts'

/** Decides when to renew a token and does it once, however many ask. */
export interface Renewal {
  /** Takes charge of a token. `kept`: it comes from the vault, so its life began at its `iat`. */
  schedule(token: Token, origin: 'new' | 'kept'): void
  /** The token has ended, and the session needs a new one. Joins a call or a pause before a retry that is already there. */
  renewNow(): void
  /** The server's time is known better, or the computer slept: looks at the due time again. */
  timeMoved(): void
  /** The network may be back, or the person asks: our own part of a pause before a retry ends now. */
  retryNow(): void
  /** The computer slept: the same, and what the service asked for is over if the wall clock says so. */
  resumed(): void
  /** The chat server was heard: a pause after a try that the network lost ends now. */
  signOfLife(): void
  stop(): void
  /** Epoch ms in server time; null: no renewal is planned. */
  renewsAt(): number | null
  /** Whether a new token can be had when this one ends, as far as is known. */
  isRenewable(): boolean
  state(): RenewalState
}

export interface RenewalOptions {
  clock: Clock
  random: Random
  serverTime: ServerTime
  timeouts?: Timeouts
  /** Asks the provider. Null: nothing can renew these tokens. */
  renew: ((signal: AbortSignal) => Promise<Grant>) | null
  /** Whether the provider has what it needs for a renewal; true unless told otherwise. */
  canRenew?(): boolean
  /** The failure when a renewal is demanded and nothing can renew. */
  ended(): Failure
  /** Puts the grant where it survives a crash. Awaited before anybody gets the new token, stored or not. */
  store(grant: Grant): Promise<void>
  on: {
    /** A call begins. `attempt` 0 is the first of a renewal. */
    calling(attempt: number): void
    renewed(token: Token): void
    failing(failure: Failure): void
    /** A definite no while the token is still in use: no further call. The session goes on until the token ends. */
    refused?(failure: Failure): void
    /** No new token will come, and the old one has ended. Nothing follows. */
    ended(failure: Failure): void
  }
}

/** A longer setTimeout than 24.8 days fires at once, and a suspend can go unnoticed: look again every hour. */
const longestWaitMs = 3_600_000
/** The least time between two renewals, even for tokens that live shorter or are refused at once. */
const minIntervalMs = 1_000
/** A server that takes each new token and refuses it at once must not be met by a loop without a pause. */
const stableAfterMs = 10_000
/** Servers that revoke by `iat` count whole seconds, and a service may date a token a second back. */
const rapidRefusalMs = 2_000

export function createRenewal(options: RenewalOptions): Renewal {
  return new TokenRenewal(options)
}

class TokenRenewal implements Renewal {
  readonly #options: RenewalOptions
  readonly #timeouts: Timeouts
  #state: InternalState = { kind: 'idle' }
  #plan: RenewalPlan | null = null
  /** Tries of the renewal that is under way. */
  #attempt = 0
  /** The token has ended: the session waits for the next one. */
  #isDemanded = false
  /** When a call last began and a renewal was last done, by the monotonic clock. */
  #calledAt = -Infinity
  #renewedAt = -Infinity
  /** How many demands in a row came right after a renewal, and how many tokens in a row were dead on arrival. */
  #rapidRefusals = 0
  #deadArrivals = 0

  constructor(options: RenewalOptions) {
    this.#options = options
    this.#timeouts = options.timeouts ?? createTimeouts(options.clock)
  }

  schedule(token: Token, origin: 'new' | 'kept'): void {
    const { serverTime, random } = this.#options
    this.#leave()
    this.#state = { kind: 'idle' }
    this.#isDemanded = false
    this.#attempt = 0
    this.#plan = planRenewal({ token, origin, serverTime, random })
    this.#await()
  }

  renewNow(): void {
    const wasUrgent = this.#isUrgent()
    this.#isDemanded = true
    const state = this.#state
    switch (state.kind) {
      case 'calling':
      case 'stopped':
        return
      case 'refused':
        return this.#end(state.failure)
      case 'retrying':
        // A pause that was chosen for a token still good is too long for one that is not.
        if (wasUrgent) return
        this.#attempt = 0
        return state.pause.hurry('demand')
      case 'idle':
      case 'waiting':
        this.#leave()
        return this.#isRapid() ? this.#pauseRapid() : this.#call()
      default:
        return unreachable(state)
    }
  }

  timeMoved(): void {
    const state = this.#state
    const isDisproved = state.kind === 'retrying' && this.#isDisproved(state)
    if (state.kind !== 'waiting' && !isDisproved) return
    this.#leave()
    this.#await()
  }

  retryNow(): void {
    if (this.#state.kind === 'retrying') this.#state.pause.hurry('retry')
  }

  resumed(): void {
    if (this.#state.kind === 'retrying') this.#state.pause.hurry('resume')
    this.timeMoved()
  }

  signOfLife(): void {
    if (this.#state.kind !== 'retrying') return
    const { pause } = this.#state
    if (failureKindOf(pause.why) !== 'transport') return
    // Signs of life can come in crowds.
    if (this.#options.clock.monotonic() - this.#calledAt < minIntervalMs) return
    pause.hurry('signOfLife')
  }

  stop(): void {
    this.#leave()
    this.#state = { kind: 'stopped' }
  }

  renewsAt(): number | null {
    return this.#state.kind === 'waiting' ? (this.#plan?.dueAt() ?? null) : null
  }

  state(): RenewalState {
    return describeState(this.#state)
  }

  isRenewable(): boolean {
    const { renew, canRenew } = this.#options
    return renew !== null && this.#state.kind !== 'refused' && (canRenew?.() ?? true)
  }

  /** Nothing is left of the old token: the next one is needed as soon as it can be had. */
  #isUrgent(): boolean {
    return this.#isDemanded || this.#leftMs() <= 0
  }

  /** The rest of the token's life in ms, as far as the server's time is known. */
  #leftMs(): number {
    return this.#plan?.leftMs() ?? -Infinity
  }

  #isRapid(): boolean {
    if (this.#options.clock.monotonic() - this.#renewedAt < stableAfterMs) return true
    this.#rapidRefusals = 0
    return false
  }

  #pauseRapid(): void {
    this.#attempt = this.#rapidRefusals
    this.#rapidRefusals += 1
    const failure = new Failure('tokenRejected', 'A token that was just renewed is refused.')
    this.#retryLater(failure, { leastMs: rapidRefusalMs })
    this.#options.on.failing(failure)
  }

  /** A new token seemed to have ended by a clock that is known better now. */
  #isDisproved({ isDeadArrival }: { isDeadArrival: boolean }): boolean {
    return isDeadArrival && !this.#isDemanded && this.#leftMs() > 0
  }

  #leave(): void {
    const state = this.#state
    if (state.kind === 'waiting') state.cancel()
    if (state.kind === 'retrying') state.pause.cancel()
    if (state.kind === 'calling') state.call?.cancel()
  }

  /** Waits until the token is due. */
  #await(): void {
    const plan = this.#plan
    const delayMs = plan?.delayMs() ?? null
    if (plan === null || delayMs === null || !this.isRenewable()) {
      this.#state = { kind: 'idle' }
    } else if (plan.isDeadOnArrival()) {
      // It is used all the same, but not renewed in a loop without a pause.
      this.#attempt = this.#deadArrivals
      this.#deadArrivals += 1
      const message = 'The token service issued a token that has expired.'
      this.#retryLater(new Failure('tokenRejected', message), { isDeadArrival: true })
    } else {
      // Only a token that lived until it was due shows that the clocks agree.
      if (delayMs <= 0) this.#deadArrivals = 0
      this.#waitFor(Math.max(this.#leastMs(plan.leastIntervalMs()), delayMs))
    }
  }

  #waitFor(delayMs: number): void {
    if (delayMs <= 0) return this.#call()
    const { clock } = this.#options
    const cancel = clock.after(Math.min(delayMs, longestWaitMs), () => this.#await())
    this.#state = { kind: 'waiting', cancel }
  }

  /** The rest of the least pause after a renewal, in ms. */
  #leastMs(intervalMs = minIntervalMs): number {
    return Math.max(0, this.#renewedAt + intervalMs - this.#options.clock.monotonic())
  }

  #retryLater(why: Failure, { leastMs = 0, isDeadArrival = false } = {}): void {
    const { clock, random } = this.#options
    const leftMs = this.#isDemanded ? 0 : this.#leftMs()
    const ourMs = backoffMs(renewalBackoff(leftMs), this.#attempt, random)
    this.#attempt += 1
    const pause = startPause({
      clock,
      why,
      backoffMs: Math.max(leastMs, this.#leastMs(), ourMs),
      run: () => this.#call(),
    })
    this.#state = { kind: 'retrying', pause, isDeadArrival, isFirst: this.#deadArrivals === 1 }
  }

  #call(): void {
    const { renew, store, clock, on } = this.#options
    if (renew === null || !this.isRenewable()) return this.#end(this.#options.ended())
    const attempt = this.#attempt
    this.#calledAt = clock.monotonic()
    this.#state = { kind: 'calling', attempt, call: null }
    on.calling(attempt)
    // The listener may have stopped it.
    if (this.#state.kind !== 'calling') return
    const call = startRenewalCall({
      timeouts: this.#timeouts,
      renew,
      store,
      done: (token) => this.#use(token),
      failed: (failure) => this.#failed(failure),
    })
    this.#state = { kind: 'calling', attempt, call }
  }

  #use(token: Token): void {
    this.#renewedAt = this.#options.clock.monotonic()
    this.schedule(token, 'new')
    this.#options.on.renewed(token)
  }

  #failed(failure: Failure): void {
    if (!isRenewalRefusal(failure)) {
      this.#retryLater(failure)
      this.#options.on.failing(failure)
    } else if (this.#isDemanded) {
      this.#end(failure)
    } else {
      this.#state = { kind: 'refused', failure }
      this.#options.on.refused?.(failure)
    }
  }

  #end(failure: Failure): void {
    this.#state = { kind: 'stopped' }
    this.#options.on.ended(failure)
  }
}
