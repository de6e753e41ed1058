import { Failure, toFailure } from '../auth/errors.ts'
import type { Clock, Grant, Log, SingleSignOn, SingleSignOnRenewal } from '../auth/ports.ts'
import type { BrowserSignIn } from './browserSignIn.ts'
import type { IdentityProvider, OidcClient, ProviderTokens } from './client.ts'
import type { OidcHttp } from './httpFetch.ts'

export interface SingleSignOnOptions {
  provider: IdentityProvider
  browser: Pick<BrowserSignIn, 'run' | 'show'>
  http: Omit<OidcHttp, 'now'>
  clock: Clock
  log: Log
  /**
   * Gets a chat token from the token service for an access token. `userId` null: the service names the user.
   * @throws Failure `accessTokenRefused` on a definite no, else one that can be retried
   */
  issue(accessToken: string, userId: string | null, signal: AbortSignal): Promise<Grant>
}

/** Tokens with their times by the monotonic clock. */
interface DatedTokens extends ProviderTokens {
  /** The end of the use of the access token. */
  readonly usableUntil: number
  /** The end of the sign-in; null: it is not said. */
  readonly signInEndsAt: number | null
}

/** An access token is not used in its last seconds: the token service would see it after its end. */
const marginMs = 30_000

/** Single sign-on with one identity provider and one token service. */
export function createSingleSignOn(options: SingleSignOnOptions): SingleSignOn {
  return new BrowserSingleSignOn(options)
}

class BrowserSingleSignOn implements SingleSignOn {
  readonly #options: SingleSignOnOptions
  #client: Promise<OidcClient> | null = null
  /** The last sign-in was another person's than wanted, and the browser would go on as that one. */
  #mustAsk = false
  /**
   * The exchanges of refresh tokens, by the token that was sent. A provider that rotates takes each once, and a second use
   * ends the whole sign-in: so a renewal that follows one that was called off takes over its result.
   */
  readonly #exchanges = new Map<string, Promise<DatedTokens>>()

  constructor(options: SingleSignOnOptions) {
    this.#options = options
  }

  signIn(wanted: string | null, signal: AbortSignal): Promise<Grant> {
    const { provider, browser, log, issue } = this.#options
    return browser.run(new URL(provider.issuer).host, signal, async ({ ask, signal }) => {
      const client = await this.#load()
      const begun = await client.begin(this.#mustAsk, signal)
      log.info('oidc.begun')
      const tokens = await begun.redeem(await ask(begun))
      log.info('oidc.redeemed', { hasRefreshToken: tokens.refreshToken !== null })
      try {
        const grant = await issue(tokens.accessToken, null, signal)
        this.#mustAsk = wanted !== null && grant.token.userId !== wanted
        if (this.#mustAsk) throw otherPerson(grant.token.userId, wanted ?? '')
        const signInLivesMs = tokens.refreshLivesMs
        return { ...grant, refreshCredential: tokens.refreshToken, signInLivesMs }
      } catch (error) {
        this.#drop(tokens)
        throw error
      }
    })
  }

  async renew(renewal: SingleSignOnRenewal, signal: AbortSignal): Promise<Grant> {
    const { clock } = this.#options
    let current = renewal.refreshCredential
    for (;;) {
      const isKept = this.#exchanges.has(current)
      // Also when it is called off: the old refresh token may be used up, and the new one must be stored.
      const tokens = await this.#exchange(current)
      const next = tokens.refreshToken ?? current
      if (next !== current) await renewal.rotated(next)
      // The next renewal with the same refresh token takes the exchange over.
      if (signal.aborted) throw new Failure('aborted', 'The renewal was called off.')
      this.#exchanges.delete(current)
      // One that was kept too long, from a renewal that was called off, is no more than a way to the next.
      if (!isKept || tokens.usableUntil > clock.monotonic()) {
        return await this.#use(next, tokens, renewal.userId, signal)
      }
      current = next
    }
  }

  async signOut(refreshToken: string, signal: AbortSignal): Promise<void> {
    // A renewal that is under way may have replaced it.
    const newest = await this.#exchanges.get(refreshToken)?.catch(() => null)
    const client = await this.#load()
    await client.revoke(newest?.refreshToken ?? refreshToken, signal)
    this.#options.log.info('oidc.revoked')
  }

  async endSession(signal: AbortSignal): Promise<void> {
    const client = await this.#load()
    const address = await client.endSessionAddress(signal)
    if (address && !signal.aborted) await this.#options.browser.show(address)
  }

  /** The library is loaded for the first sign-in or renewal: no start waits for it. */
  #load(): Promise<OidcClient> {
    const { provider, http, clock } = this.#options
    this.#client ??= import('./client.ts').then(({ createOidcClient }) =>
      createOidcClient(provider, { ...http, now: () => clock.now() }),
    )
    return this.#client
  }

  #exchange(refreshToken: string): Promise<DatedTokens> {
    const exchanged = this.#exchanges.get(refreshToken) ?? this.#exchangeNow(refreshToken)
    this.#exchanges.set(refreshToken, exchanged)
    return exchanged
  }

  async #exchangeNow(refreshToken: string): Promise<DatedTokens> {
    const { clock, log } = this.#options
    try {
      const client = await this.#load()
      // Not with the signal of one renewal: its answer is needed in any case. Each request has its own time-out.
      const tokens = await client.refresh(refreshToken, new AbortController().signal)
      const isRotated = tokens.refreshToken !== null && tokens.refreshToken !== refreshToken
      log.info('oidc.refreshed', { isRotated })
      const now = clock.monotonic()
      const { livesMs, refreshLivesMs } = tokens
      return {
        ...tokens,
        usableUntil: now + (livesMs ?? 0) - marginMs,
        signInEndsAt: refreshLivesMs === null ? null : now + refreshLivesMs,
      }
    } catch (error) {
      this.#exchanges.delete(refreshToken)
      throw error
    }
  }

  /** Uses an access token. One that the token service could not answer for is used again while it lives. */
  async #use(
    refreshToken: string,
    tokens: DatedTokens,
    userId: string,
    signal: AbortSignal,
  ): Promise<Grant> {
    const { clock, issue } = this.#options
    try {
      const grant = await issue(tokens.accessToken, userId, signal)
      const { signInEndsAt } = tokens
      const signInLivesMs = signInEndsAt === null ? null : signInEndsAt - clock.monotonic()
      return { ...grant, refreshCredential: null, signInLivesMs }
    } catch (error) {
      const isRefused = toFailure(error).code === 'accessTokenRefused'
      if (!isRefused && tokens.usableUntil > clock.monotonic()) {
        this.#exchanges.set(refreshToken, Promise.resolve({ ...tokens, refreshToken: null }))
      }
      throw error
    }
  }

  /** For a sign-in that nobody keeps: best effort, bounded in time by its requests. */
  #drop({ refreshToken }: ProviderTokens): void {
    if (refreshToken === null) return
    this.signOut(refreshToken, new AbortController().signal).catch((error: unknown) =>
      this.#options.log.info('oidc.notRevoked', { code: toFailure(error).code }),
    )
  }
}

function otherPerson(user: string, wantedUser: string): Failure {
  return new Failure('otherPerson', `${user} signed in instead of ${wantedUser}.`, {
    about: { user, wantedUser },
  })
}
