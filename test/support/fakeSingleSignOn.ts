import { Failure } from '../../main/auth/errors.ts'
import type { Grant, SingleSignOn, SingleSignOnRenewal } from '../../main/auth/ports.ts'
import { Token } from '../../main/auth/token/token.ts'
import { makeToken, startOfTime, type FakeClock } from './fakes.ts'

/** A step of a renewal. */
export type Step = 'exchange' | 'stored' | 'issue'

/**
 * Single sign-on that rotates its refresh tokens and takes each once: a second use ends the sign-in, as RFC 9700 section 4.14.2
 * has it.
 */
export class FakeSingleSignOn implements SingleSignOn {
  /** Who signs in in the browser. */
  person = 'alice'
  /** Signing in, or each renewal, fails with this. */
  failure: Failure | null = null
  givesRefreshTokens = true
  lifeSeconds = 3_600
  /** The answers say that the sign-in ends at this time of the world, or this long after each answer; null: they do not say. */
  signInEnds: { at: number } | { afterMs: number } | null = null
  /** The renewal hangs before this step. */
  hangsBefore: Step | null = null
  /** The provider has replaced the refresh token, and its answer comes then. */
  answer: Promise<void> = Promise.resolve()
  readonly calls: string[] = []
  readonly issued: string[] = []
  readonly #clock: FakeClock
  /** The refresh tokens that are good, and for whom. */
  readonly #good = new Map<string, string>()
  #count = 0

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  async signIn(wanted: string | null, signal: AbortSignal): Promise<Grant> {
    this.calls.push(`signIn ${wanted}`)
    if (this.failure) throw this.failure
    if (this.hangsBefore === 'exchange') await hang(signal)
    if (wanted !== null && wanted !== this.person) {
      throw new Failure('otherPerson', 'Another person signed in.', {
        about: { user: this.person, wantedUser: wanted },
      })
    }
    const refreshCredential = this.givesRefreshTokens ? this.#refreshToken(this.person) : null
    return { ...this.#grant(this.person), refreshCredential }
  }

  async renew(renewal: SingleSignOnRenewal, signal: AbortSignal): Promise<Grant> {
    const { userId, refreshCredential, rotated } = renewal
    this.calls.push(`renew ${refreshCredential}`)
    if (this.hangsBefore === 'exchange') await hang(signal)
    if (this.failure) throw this.failure
    if (this.#good.get(refreshCredential) !== userId) {
      this.#good.clear()
      throw new Failure('singleSignOnEnded', 'The refresh token is not good.')
    }
    this.#good.delete(refreshCredential)
    const next = this.#refreshToken(userId)
    if (this.hangsBefore === 'stored') await hang(signal)
    await this.answer
    await rotated(next)
    if (signal.aborted) throw new Failure('aborted', 'It was called off.')
    this.calls.push('issue')
    if (this.hangsBefore === 'issue') await hang(signal)
    return { ...this.#grant(userId), refreshCredential: null }
  }

  async signOut(refreshCredential: string): Promise<void> {
    this.calls.push(`signOut ${refreshCredential}`)
    this.#good.delete(refreshCredential)
  }

  async endSession(): Promise<void> {
    this.calls.push('endSession')
  }

  #refreshToken(userId: string): string {
    this.#count += 1
    const refreshToken = `refresh-${userId}-${this.#count}`
    this.#good.set(refreshToken, userId)
    return refreshToken
  }

  #grant(userId: string): Omit<Grant, 'refreshCredential'> {
    const now = (this.#clock.worldTime() - startOfTime) / 1000
    const raw = makeToken(userId, { iat: now, exp: now + this.lifeSeconds })
    this.issued.push(raw)
    return { token: new Token(raw), name: null, image: null, signInLivesMs: this.#signInLivesMs() }
  }

  #signInLivesMs(): number | null {
    const ends = this.signInEnds
    if (ends === null) return null
    return 'at' in ends ? ends.at - this.#clock.worldTime() : ends.afterMs
  }
}

function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new Failure('aborted', 'It was called off.'))
    signal.addEventListener('abort', abort, { once: true })
  })
}
