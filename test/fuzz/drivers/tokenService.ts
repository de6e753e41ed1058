import { Failure } from '../../../main/auth/errors.ts'
import type { Grant, TokenService } from '../../../main/auth/ports.ts'
import { Token } from '../../../main/auth/token/token.ts'
import { signToken } from '../../support/fakes.ts'
import type { Timers } from './timers.ts'
import type { Dice } from './dice.ts'
import type { Journal } from './journal.ts'

/** How a token service treats refresh credentials: a new one each time, now and then, never, or it gives none at all. */
export type Rotation = 'always' | 'sometimes' | 'never' | 'none'

export type ServiceHealth =
  | 'good'
  /** Slow, and answers whether anybody still listens or not. */
  | 'slow'
  | 'silent'
  | 'unreachable'
  /** Carries out what it is asked; the answer is lost on the way. */
  | 'answersLost'
  | 'inTrouble'
  | 'busy'
  | 'wrongUser'

export interface TokenServiceOptions {
  now(): number
  timers: Timers
  dice: Dice
  journal: Journal
}

/** A token service that is no kinder than a real one. It knows everybody, by the password `<id>-sandbox`. */
export class HarshTokenService implements TokenService {
  health: ServiceHealth = 'good'
  rotation: Rotation = 'always'
  lifeSeconds: number | null = 3_600
  /** Its clock against the world's. */
  skewMs = 0
  /** As a workspace that signs in without passwords. */
  renewsByUserId = false
  /** When renewals were asked for, by the world's clock. */
  readonly renewals: number[] = []
  /** Where it is; a credential goes to no other place than the one it was issued at. */
  origin = 'https://one.example'
  /** Where each token and each refresh credential was issued. */
  readonly issuedAt = new Map<string, string>()
  /** How often it said no for good. */
  refusals = 0
  readonly #options: TokenServiceOptions
  readonly #credentials = new Map<string, { userId: string; replaces: string | null }>()
  readonly #renewing = new Set<AbortSignal>()
  #count = 0

  constructor(options: TokenServiceOptions) {
    this.#options = options
  }

  async signIn(userId: string, password: string, signal: AbortSignal): Promise<Grant> {
    this.#options.journal.note(`service: sign in ${userId}`)
    return this.#answer(signal, () => {
      if (password !== `${userId}-sandbox`) {
        throw new Failure('credentialsRefused', 'User ID and password do not match.')
      }
      return this.#grant(userId, null)
    })
  }

  async renew(
    userId: string,
    refreshCredential: string | null,
    signal: AbortSignal,
  ): Promise<Grant> {
    const { journal, now } = this.#options
    journal.note(`service: renew ${userId} with ${refreshCredential}`)
    this.renewals.push(now())
    for (const other of this.#renewing) if (other.aborted) this.#renewing.delete(other)
    if (this.#renewing.size > 0) journal.violation('two renewals at once')
    this.#renewing.add(signal)
    try {
      return await this.#answer(signal, () => this.#renewed(userId, refreshCredential))
    } finally {
      this.#renewing.delete(signal)
    }
  }

  /** The app is killed, and with it the calls that are under way. */
  clientDied(): void {
    this.#renewing.clear()
  }

  /** Forgets all refresh credentials: the next renewal is refused for good. */
  endSessions(): void {
    this.#credentials.clear()
  }

  #renewed(userId: string, refreshCredential: string | null): Grant {
    const known = this.#credentials.get(refreshCredential ?? '')
    const issuedAt = this.issuedAt.get(refreshCredential ?? '')
    if (issuedAt !== undefined && issuedAt !== this.origin) {
      this.#options.journal.violation(`a credential of ${issuedAt} is sent to ${this.origin}`)
    }
    if (known && known.userId !== userId) {
      this.#options.journal.violation(`${userId} shows a credential of ${known.userId}`)
    }
    if (known?.userId !== userId) {
      this.refusals += 1
      throw new Failure('renewalRefused', 'Sign in with your password again.')
    }
    // The one before is good until this one is used.
    this.#credentials.delete(known.replaces ?? '')
    return this.#grant(userId, refreshCredential)
  }

  async #answer(signal: AbortSignal, answer: () => Grant): Promise<Grant> {
    const { dice, timers } = this.#options
    if (signal.aborted) throw new Failure('aborted', 'The request was called off.')
    const health = this.health
    await timers.wait(health === 'slow' ? dice.integer(0, 15_000) : dice.integer(1, 300))
    switch (health) {
      case 'good':
      case 'slow':
      case 'wrongUser':
        return answer()
      case 'silent':
        return silence(signal, timers, 20_000)
      case 'unreachable':
        throw new Failure('network', 'There is no network.')
      case 'answersLost':
        answer()
        throw new Failure('network', 'The connection broke.')
      case 'inTrouble':
        throw new Failure('serverError', 'It answered 503.', this.#pause())
      case 'busy':
        throw new Failure('rateLimited', 'It answered 429.', this.#pause())
    }
  }

  #pause(): { retryAfterMs?: number } {
    const { dice } = this.#options
    return dice.chance(0.5) ? {} : { retryAfterMs: dice.pick([0, 1_000, 5_000, 120_000]) }
  }

  #grant(userId: string, former: string | null): Grant {
    const { now, dice } = this.#options
    const issuedAt = Math.floor((now() + this.skewMs) / 1000)
    this.#count += 1
    const tokenUser = this.health === 'wrongUser' ? 'mallory' : userId
    const raw = signToken({
      user_id: tokenUser,
      serial: this.#count,
      iat: issuedAt,
      ...(this.lifeSeconds === null ? {} : { exp: issuedAt + this.lifeSeconds }),
    })
    this.issuedAt.set(raw, this.origin)
    const isNew = this.rotation === 'always' || (this.rotation === 'sometimes' && dice.chance(0.5))
    let refreshCredential: string | null = null
    if (this.rotation !== 'none' && (former === null || isNew)) {
      refreshCredential = `credential-${userId}-${this.#count}`
      this.issuedAt.set(refreshCredential, this.origin)
      this.#credentials.set(refreshCredential, { userId, replaces: former })
    }
    return { token: new Token(raw), refreshCredential, name: null, image: null }
  }
}

/** No answer: the adapter gives up after `timeoutMs`, or when it is called off. */
export function silence(signal: AbortSignal, timers: Timers, timeoutMs: number): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new Failure('aborted', 'The request was called off.'))
    if (signal.aborted) return end()
    signal.addEventListener('abort', end, { once: true })
    timers.after(timeoutMs, () => reject(new Failure('timeout', 'There was no answer.')))
  })
}
