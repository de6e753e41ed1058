import type { TestContext } from 'node:test'
import { decodeJwt, decodeProtectedHeader, generateKeyPair, importJWK, SignJWT } from 'jose'
import { Failure } from '../../../main/auth/errors.ts'
import type { Clock, Grant } from '../../../main/auth/ports.ts'
import { Token } from '../../../main/auth/token/token.ts'
import { createTimeouts } from '../../../main/auth/timeouts.ts'
import { createPatience } from '../../../main/network/pausableTimeouts.ts'
import type { Fetch } from '../../../main/network/response.ts'
import { createBrowserSignIn } from '../../../main/oidc/browserSignIn.ts'
import type { IdentityProvider as Settings } from '../../../main/oidc/client.ts'
import { en } from '../../../main/text/en.ts'
import type { PageLanguage } from '../../../main/oidc/answerPage.ts'
import { listenForAnswer } from '../../../main/oidc/loopback.ts'
import { createSingleSignOn } from '../../../main/oidc/singleSignOn.ts'
import { FakeClock, FakeLog, makeToken } from '../../support/fakes.ts'
import { FormBrowser, type Person } from '../../support/formBrowser.ts'
import {
  signingKey,
  startIdentityProvider,
  type IdentityProvider,
  type ProviderTraits,
} from '../../support/identityProvider.ts'

/** A token service that asks the identity provider for whom an access token is. */
export class FakeIssuer {
  readonly calls: string[] = []
  failure: Failure | null = null
  readonly #provider: IdentityProvider

  constructor(provider: IdentityProvider) {
    this.#provider = provider
  }

  issue = async (accessToken: string, userId: string | null): Promise<Grant> => {
    if (this.failure) throw this.failure
    const headers = { Authorization: `Bearer ${accessToken}` }
    const answer = await fetch(`${this.#provider.issuer}/me`, { headers })
    if (!answer.ok) throw new Failure('accessTokenRefused', 'The access token is not good.')
    const { sub } = (await answer.json()) as { sub: string }
    this.calls.push(`issue ${sub} (${userId})`)
    return { token: new Token(makeToken(sub)), refreshCredential: null, name: null, image: null }
  }
}

/** What is not as usual around a sign-in. */
export interface Oddities {
  traits?: ProviderTraits
  settings?: Partial<Settings>
  /** Wraps the way to the provider. */
  fetch?: (usual: Fetch) => Fetch
  /** The hosts to listen on. */
  hosts?: readonly string[]
  openInBrowser?: (address: URL) => Promise<void>
  language?: PageLanguage
}

/** The language of the browser's pages. */
export const english: PageLanguage = { code: () => 'en', texts: () => en }

/** Single sign-on with a certified provider, and a person in a browser. */
export async function openSingleSignOn(t: TestContext, oddities: Oddities = {}) {
  const provider = await startIdentityProvider(t, oddities.traits)
  const fake = new FakeClock()
  // The provider's clock and the library's are this computer's.
  const clock: Clock = {
    now: () => Date.now(),
    monotonic: () => fake.monotonic(),
    after: (delayMs, run) => fake.after(delayMs, run),
  }
  const patience = createPatience(createTimeouts(clock))
  const log = new FakeLog()
  const service = new FakeIssuer(provider)
  const browser = new FormBrowser()
  const person: { now: Person | null } = { now: { signsInAs: 'alice' } }
  const opened: URL[] = []
  const answered = { count: 0 }
  let page: Promise<string> = Promise.resolve('')
  let isOpened = Promise.withResolvers<URL>()
  const pending = createBrowserSignIn({
    async openInBrowser(address) {
      opened.push(address)
      await oddities.openInBrowser?.(address)
      if (person.now) page = browser.open(address, person.now)
      page.catch(() => undefined)
      isOpened.resolve(address)
      isOpened = Promise.withResolvers()
    },
    answered: () => void (answered.count += 1),
    changed: () => undefined,
    patience,
    log,
    language: oddities.language ?? english,
    listen: (options) =>
      listenForAnswer(oddities.hosts ? { ...options, hosts: oddities.hosts } : options),
  })
  t.after(() => pending.cancel())
  const usual: Fetch = fetch
  const singleSignOn = createSingleSignOn({
    provider: {
      issuer: provider.issuer,
      clientId: 'latchkey',
      scopes: 'openid offline_access',
      audience: null,
      prompt: 'consent',
      ...oddities.settings,
    },
    browser: pending,
    http: { fetch: oddities.fetch?.(usual) ?? usual, patience },
    clock,
    log,
    issue: service.issue,
  })
  return {
    provider,
    clock: fake,
    log,
    service,
    browser,
    person,
    opened,
    answered,
    pending,
    singleSignOn,
    /** Begins a sign-in whose browser does nothing by itself. Resolves when it is open. */
    async begin() {
      person.now = null
      const opened = isOpened.promise
      const signIn = singleSignOn.signIn(null, new AbortController().signal)
      signIn.catch(() => undefined)
      return { signIn, address: await Promise.race([opened, signIn.then(() => new URL('x:'))]) }
    },
    lastPage: () => page,
    /** The address that the last sign-in listened at. */
    redirectUri: () => opened.at(-1)?.searchParams.get('redirect_uri') ?? '',
  }
}

/** The code of a failure, or the name of another error; `done` when there is none. */
export function outcomeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Failure) return error.code
      return error instanceof Error ? error.name : 'unknown'
    },
  )
}

/** Answers of the token endpoint with another ID token. `isForged`: signed by another key. */
export function withIdToken(
  change: (claims: Record<string, unknown>) => Record<string, unknown>,
  isForged = false,
): (usual: Fetch) => Fetch {
  return (usual) => async (address, init) => {
    const answer = await usual(address, init)
    if (!String(address).endsWith('/token')) return answer
    const tokens = (await (answer as Response).json()) as { id_token: string }
    const key = isForged
      ? (await generateKeyPair('RS256')).privateKey
      : await importJWK(signingKey, 'RS256')
    const { kid } = decodeProtectedHeader(tokens.id_token)
    const idToken = await new SignJWT(change(decodeJwt(tokens.id_token)))
      .setProtectedHeader({ alg: 'RS256', ...(kid === undefined ? {} : { kid }) })
      .sign(key)
    return Response.json({ ...tokens, id_token: idToken })
  }
}
