import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTimeouts } from '../../../main/auth/timeouts.ts'
import { createPatience } from '../../../main/network/pausableTimeouts.ts'
import { createBrowserSignIn } from '../../../main/oidc/browserSignIn.ts'
import { createSingleSignOn } from '../../../main/oidc/singleSignOn.ts'
import { createTokenService } from '../../../main/workspaces/tokenService.ts'
import { systemClock } from '../../../main/platform/clock.ts'
import { startSandbox } from '../../../sandbox/server.ts'
import { FakeLog, testSecret } from '../../support/fakes.ts'
import { english } from './harness.ts'

test('the certified client signs in at the sandbox, renews and signs out', async (t) => {
  const sandbox = await startSandbox({ secret: testSecret, bot: 'off', faults: { odd: true } })
  t.after(() => sandbox.stop())
  const { issuer, clientId, tokenServiceUrl } = sandbox.singleSignOn
  const log = new FakeLog()
  const patience = createPatience(createTimeouts(systemClock))
  const scopes = 'openid offline_access'
  const { signal } = new AbortController()
  const singleSignOn = createSingleSignOn({
    provider: { issuer, clientId, scopes, audience: null, prompt: null },
    browser: createBrowserSignIn({
      async openInBrowser(address) {
        const page = await (await fetch(address)).text()
        const link = /href="([^"]+)">Continue as Bob/.exec(page)?.[1] ?? ''
        void fetch(new URL(link.replaceAll('&#38;', '&'), address)).then((last) => last.text())
      },
      answered: () => undefined,
      changed: () => undefined,
      patience,
      log,
      language: english,
    }),
    http: { fetch, patience },
    clock: systemClock,
    log,
    issue: createTokenService(new URL(tokenServiceUrl), { fetch }).issue,
  })
  const grant = await singleSignOn.signIn(null, signal)
  assert.deepEqual([grant.token.userId, grant.name], ['bob', 'Bob Okafor'])
  assert.equal(grant.signInLivesMs, 30 * 86_400_000)
  const stored: string[] = []
  const renew = (refreshCredential: string) =>
    singleSignOn.renew(
      { userId: 'bob', refreshCredential, rotated: async (next) => void stored.push(next) },
      signal,
    )
  assert.equal((await renew(grant.refreshCredential ?? '')).token.userId, 'bob')
  await singleSignOn.signOut(stored[0] ?? '', signal)
  // It has no page for signing out.
  await singleSignOn.endSession(signal)
  await assert.rejects(renew(stored[0] ?? ''), { code: 'singleSignOnEnded' })
})
