import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { checkTokenService } from '../../../main/developer/serviceCheck/check.ts'
import { systemClock } from '../../../main/platform/clock.ts'
import type { Finding } from '../../../preload/contract.ts'
import { startSandbox, type Sandbox } from '../../../sandbox/server.ts'
import { testSecret } from '../../support/fakes.ts'

/** Signs in at the sandbox's identity provider, without a browser. */
async function getAccessToken({ singleSignOn }: Sandbox): Promise<string> {
  const { issuer, clientId } = singleSignOn
  const verifier = 'a-verifier-for-tests-only-0123456789-abcdefghij'
  const redirectUri = 'http://127.0.0.1:1/callback'
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: 'a-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const page = await (await fetch(`${issuer}/authorize?${query.toString()}`)).text()
  const link = /href="([^"]+)">Continue as Alice/.exec(page)?.[1]?.replaceAll('&#38;', '&') ?? ''
  const sent = await fetch(`${issuer}/${link}`, { redirect: 'manual' })
  const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  })
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body })
  return ((await answer.json()) as { access_token: string }).access_token
}

async function check(t: TestContext, change: { userId?: string; accessToken?: string } = {}) {
  const sandbox = await startSandbox({ secret: testSecret, bot: 'off' })
  t.after(() => sandbox.stop())
  const request = {
    url: sandbox.singleSignOn.tokenServiceUrl,
    userId: 'alice',
    password: '',
    accessToken: await getAccessToken(sandbox),
    signIn: 'oidc' as const,
    ...change,
  }
  const found: Finding[] = []
  const tell = (finding: Finding) => void found.push(finding)
  const { signal } = new AbortController()
  await checkTokenService(request, { fetch, clock: systemClock, tell }, signal)
  return { found, accessToken: request.accessToken }
}

const verdictOf = (found: Finding[], probe: string) =>
  found.find((finding) => finding.probe === probe)?.verdict

test('the service check takes an access token, and finds nothing wrong in the sandbox', async (t) => {
  const { found, accessToken } = await check(t)
  const wrong = found.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
  assert.deepEqual(wrong, [])
  for (const probe of ['forgedAccessToken', 'renewal', 'otherUsersAccessToken', 'parallel']) {
    assert.equal(verdictOf(found, probe), 'pass', probe)
  }
  assert.equal(verdictOf(found, 'wrongPassword'), undefined)
  assert.ok(!JSON.stringify(found).includes(accessToken))
})

test('it finds that the access token is another user than the one who was named', async (t) => {
  const { found } = await check(t, { userId: 'bob' })
  assert.equal(verdictOf(found, 'userId'), 'fail')
})

test('it finds that the service refuses the access token', async (t) => {
  const { found } = await check(t, { accessToken: 'not-an-access-token' })
  assert.equal(verdictOf(found, 'status'), 'fail')
})

test('something that is no access token is refused before any call', async (t) => {
  for (const accessToken of ['', ' ', 'two words', 'a\nb']) {
    await assert.rejects(check(t, { accessToken }), { code: 'badInput', field: 'token' })
  }
})
