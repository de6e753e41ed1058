import { Failure } from '../errors.ts'
import type { Clock, Grant, Log } from '../ports.ts'
import { startPause, type Pause } from '../renewal/pause.ts'
import type { ServerTime } from '../renewal/serverTime.ts'
import type { Credentials } from './credentials.ts'
import { refusalOf } from './refusal.ts'
import { fixedEndAt, learnSignInEnd } from './signInEnd.ts'
import type { Token } from './token.ts'
import {
  learnFact,
  nothingKnown,
  type Moment,
  type TokenFact,
  type TokenKnowledge,
} from './tokenState.ts'

export interface TokenInUseOptions {
  clock: Clock
  log: Log
  serverTime: ServerTime
  moment(): Moment
  /** Null for anonymous visitors. */
  credentials: Credentials | null
  /** Tokens are dated here: a first one that is too young goes by this computer's clock, and is dated anew. */
  isDatedHere: boolean
  /** The knowledge has changed, or a refused request has to go again: derives the consequences. */
  changed(): void
}

/** Owns the credentials of a session and what is known of the token in use. Facts about another token are dropped. */
export class TokenInUse {
  readonly #options: TokenInUseOptions
  #credentials: Credentials | null
  /** Those of the last renewal, which may not be in use yet. */
  #newest: Credentials | null
  #known = nothingKnown
  /** The wait for a token that is not yet valid. */
  #wait: Pause | null = null
  #isStopped = false

  constructor(options: TokenInUseOptions) {
    this.#options = options
    this.#credentials = options.credentials
    this.#newest = options.credentials
  }

  token(): Token | null {
    return this.#credentials?.token ?? null
  }

  refreshCredential(): string | null {
    return this.#credentials?.refreshCredential ?? null
  }

  /** Those of a renewal count as soon as they are there: the refresh credential before them may be good no more. */
  newest(): Credentials | null {
    return this.#newest
  }

  /** The end of the sign-in that no renewal postpones, epoch ms by the server's clock; null: none is known. */
  signInEndsAt(): number | null {
    return fixedEndAt(this.#newest?.signInEnd ?? null, this.#options.serverTime)
  }

  known(): TokenKnowledge {
    return this.#known
  }

  /** True unless it has ended, is refused, or is not yet valid. */
  isUsable(): boolean {
    const { kind } = this.#known.state
    return kind === 'untried' || kind === 'accepted'
  }

  /** Whether its `exp` has passed, by the server's time as far as that is known. */
  hasEnded(): boolean {
    return (this.token()?.expiresAt ?? Infinity) <= this.#options.serverTime.now()
  }

  /** Epoch ms by this computer's clock; null when nothing is waited for. */
  validAt(): number | null {
    return this.#wait?.nextTryAt ?? null
  }

  accepted(used: Token | null, sentAt: Moment): void {
    if (used === this.token()) this.#learn({ kind: 'accepted', sentAt })
  }

  refused(used: Token | null, failure: Failure, sentAt: Moment): void {
    if (used !== this.token()) return
    const { serverTime, isDatedHere } = this.#options
    const isFirst = !this.#known.isRenewed && this.#known.state.kind !== 'accepted'
    const canRedate = isDatedHere && isFirst
    const refusal = refusalOf({ token: used, failure, serverTime, canRedate })
    this.#learn({ kind: 'refused', sentAt, refusal })
  }

  /** Takes in what a renewal brought; it is in use from `renewed` on. */
  grant({ token, refreshCredential, signInLivesMs }: Grant): Credentials {
    // A service that does not rotate its credentials gives none with a renewal.
    const next = {
      token,
      refreshCredential: refreshCredential ?? this.refreshCredential(),
      signInEnd: learnSignInEnd(
        this.#newest?.signInEnd ?? null,
        signInLivesMs ?? null,
        this.#options.serverTime,
      ),
    }
    this.#newest = next
    return next
  }

  /**
   * The refresh credential was replaced, and no new token is there yet. The one before is good no more, so the next try
   * of the renewal needs this one. Null: there is no token.
   */
  rotate(refreshCredential: string): Credentials | null {
    const token = this.token()
    if (token === null) return null
    const signInEnd = this.#newest?.signInEnd ?? null
    this.#credentials = { token, refreshCredential, signInEnd }
    this.#newest = this.#credentials
    return this.#newest
  }

  renewed(): void {
    this.#credentials = this.#newest
    this.#learn({ kind: 'renewed' })
  }

  /** The computer slept: looks at the wait again. */
  resumed(): void {
    this.#wait?.hurry('resume')
  }

  stop(): void {
    this.#isStopped = true
    this.#wait?.cancel()
  }

  /** The one door for what is learnt of the token. */
  #learn(fact: TokenFact): void {
    if (this.#isStopped) return
    const before = this.#known.state.kind
    this.#known = learnFact(this.#known, fact)
    const isNews = this.#known.state.kind !== before
    if (isNews) {
      this.#keepWait()
      this.#logRefusal()
    }
    // Most facts say again what is known. But a request that was refused out of date has made the gate hold.
    if (isNews || (fact.kind !== 'accepted' && this.isUsable())) this.#options.changed()
  }

  /** Waits for a token that is not yet valid, for as long as that is what is known of it. */
  #keepWait(): void {
    const { state } = this.#known
    this.#wait?.cancel()
    this.#wait = null
    if (state.kind !== 'notYetValid') return
    const { clock, moment } = this.#options
    const { code, message } = state.failure
    // As untouchable as what a server asks for: asking sooner makes no token valid.
    const why = new Failure(code, message, { retryAfterMs: state.waitMs })
    const run = () => this.#learn({ kind: 'waited', at: moment() })
    this.#wait = startPause({ clock, why, backoffMs: 0, run })
  }

  #logRefusal(): void {
    const { state } = this.#known
    const { log } = this.#options
    if (state.kind === 'refused') log.warn('token.refused', { code: state.failure.code })
    if (state.kind === 'notYetValid') log.warn('token.notYetValid', { code: state.failure.code })
  }
}
