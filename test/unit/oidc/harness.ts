import type { TestContext } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { Grant } from '../../../main/auth/ports.ts'
import { Token } from '../../../main/auth/token/token.ts'
import { unattended } from '../../../main/network/pausableTimeouts.ts'
import { createBrowserSignIn } from '../../../main/oidc/browserSignIn.ts'
import type { IdentityProvider as Settings } from '../../../main/oidc/client.ts'
import { createSingleSignOn } from '../../../main/oidc/singleSignOn.ts'
import { FakeClock, FakeLog, makeToken } from '../../support/fakes.ts'
import { FormBrowser, type Person } from '../../support/formBrowser.ts'
import {
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

/** Single sign-on with a certified provider, and a person in a browser. */
export async function openSingleSignOn(
  t: TestContext,
  traits: ProviderTraits = {},
  settings: Partial<Settings> = {},
) {
  const provider = await startIdentityProvider(t, traits)
  const clock = new FakeClock()
  const log = new FakeLog()
  const service = new FakeIssuer(provider)
  const browser = new FormBrowser()
  const person: { now: Person | null } = { now: { signsInAs: 'alice' } }
  const opened: URL[] = []
  const answered = { count: 0 }
  let page: Promise<string> = Promise.resolve('')
  const pending = createBrowserSignIn({
    async openInBrowser(address) {
      opened.push(address)
      if (person.now) page = browser.open(address, person.now)
      page.catch(() => undefined)
    },
    answered: () => void (answered.count += 1),
    changed: () => undefined,
    patience: unattended,
    log,
  })
  t.after(() => pending.cancel())
  const singleSignOn = createSingleSignOn({
    provider: {
      issuer: provider.issuer,
      clientId: 'latchkey',
      scopes: 'openid offline_access',
      audience: null,
      prompt: null,
      ...settings,
    },
    browser: pending,
    http: { fetch, patience: unattended },
    clock,
    log,
    issue: service.issue,
  })
  return {
    provider,
    clock,
    log,
    service,
    browser,
    person,
    opened,
    answered,
    pending,
    singleSignOn,
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
