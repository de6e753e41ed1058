import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test, type TestContext } from 'node:test'

import { createRemoteJWKSet, jwtVerify } from 'jose'

import { openHarness, testSecret, type Harness } from './harness.ts'

const verifier = 'a-verifier-for-tests-only-0123456789-abcdefghij'
const challenge = createHash('sha256').update(verifier).digest('base64url')
const redirectUri = 'http://127.0.0.1:50123/callback'

const goodQuery = {
  client_id: 'latchkey-sandbox',
  redirect_uri: redirectUri,
  response_type: 'code',
  scope: 'openid offline_access',
  state: 'a-state',
  nonce: 'a-nonce',
  code_challenge: challenge,
  code_challenge_method: 'S256',
}

/** Opens the page and follows a link; resolves to the address that the browser is sent to. */
async function choose(harness: Harness, name: string, query = {}): Promise<URL> {
  const page = await harness.ask('/sso/authorize', {
    method: 'GET',
    query: { ...goodQuery, ...query },
  })
  assert.equal(page.status, 200)
  const link = new RegExp(`href="([^"]+)">[^<]*${name}`).exec(page.text)?.[1] ?? ''
  const { status, headers } = await harness.ask(`/sso/${link.replaceAll('&#38;', '&')}`, {
    method: 'GET',
  })
  assert.equal(status, 303)
  return new URL(headers.location ?? '')
}

function post(harness: Harness, path: string, form: Record<string, string>) {
  return harness.ask(`/sso/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams({ client_id: 'latchkey-sandbox', ...form })),
  })
}

function redeem(harness: Harness, code: string, change: Record<string, string> = {}) {
  const form = { code, code_verifier: verifier, redirect_uri: redirectUri, ...change }
  return post(harness, 'token', { grant_type: 'authorization_code', ...form })
}

const refresh = (harness: Harness, refreshToken: string) =>
  post(harness, 'token', { grant_type: 'refresh_token', refresh_token: refreshToken })

async function signIn(t: TestContext) {
  const harness = await openHarness(t)
  const answer = await choose(harness, 'Alice')
  const code = answer.searchParams.get('code') ?? ''
  const { body } = await redeem(harness, code)
  return { harness, answer, code, tokens: body as Record<string, string> }
}

test('a person chooses a user, and the access token gets a chat token', async (t) => {
  const { harness, answer, tokens } = await signIn(t)
  assert.equal(answer.searchParams.get('state'), 'a-state')
  assert.equal(answer.searchParams.get('iss'), harness.sandbox.singleSignOn.issuer)
  const headers = { Authorization: `Bearer ${tokens['access_token']}` }
  const { status, body } = await harness.ask('/token/sso', { method: 'POST', headers, body: {} })
  assert.deepEqual([status, body.user.id, body.refresh_token], [200, 'alice', undefined])
  assert.equal((await harness.connect(body.token, 'alice').next()).me.id, 'alice')
})

test('the ID token is signed by a key of the JWKS, for this client and nonce', async (t) => {
  const { harness, tokens } = await signIn(t)
  const { issuer } = harness.sandbox.singleSignOn
  const { payload } = await jwtVerify(
    tokens['id_token'] ?? '',
    createRemoteJWKSet(new URL(`${issuer}/jwks`)),
    { issuer, audience: 'latchkey-sandbox', currentDate: new Date(harness.clock.now()) },
  )
  assert.deepEqual([payload.sub, payload['nonce']], ['alice', 'a-nonce'])
})

const pages: [what: string, query: Record<string, string>][] = [
  ['another client', { client_id: 'another' }],
  ['a redirect to another host', { redirect_uri: 'http://evil.example:1/callback' }],
  ['a redirect to another path', { redirect_uri: 'http://127.0.0.1:1/other' }],
  ['a redirect with a query', { redirect_uri: `${redirectUri}?x=1` }],
  ['a redirect to a name', { redirect_uri: 'http://localhost:1/callback' }],
]
for (const [what, query] of pages) {
  test(`${what} gets a page and no redirect`, async (t) => {
    const harness = await openHarness(t)
    const answer = await harness.ask('/sso/authorize', {
      method: 'GET',
      query: { ...goodQuery, ...query },
    })
    assert.deepEqual([answer.status, answer.headers.location], [400, undefined])
  })
}

const errors: [what: string, query: Record<string, string>, error: string][] = [
  ['no PKCE', { code_challenge: '' }, 'invalid_request'],
  ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['no state', { state: '' }, 'invalid_request'],
  ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
  ['no openid', { scope: 'offline_access' }, 'invalid_scope'],
]
for (const [what, query, error] of errors) {
  test(`a request with ${what} goes back with ${error}`, async (t) => {
    const harness = await openHarness(t)
    const answer = await harness.ask('/sso/authorize', {
      method: 'GET',
      query: { ...goodQuery, ...query },
    })
    assert.equal(answer.status, 303)
    assert.equal(new URL(answer.headers.location ?? '').searchParams.get('error'), error)
  })
}

test('a person who denies goes back with access_denied', async (t) => {
  const answer = await choose(await openHarness(t), 'Deny')
  assert.equal(answer.searchParams.get('error'), 'access_denied')
  assert.equal(answer.searchParams.get('code'), null)
})

test('a link of the page is good once', async (t) => {
  const harness = await openHarness(t)
  const page = await harness.ask('/sso/authorize', { method: 'GET', query: goodQuery })
  const link = /href="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&#38;', '&') ?? ''
  assert.equal((await harness.ask(`/sso/${link}`, { method: 'GET' })).status, 303)
  assert.equal((await harness.ask(`/sso/${link}`, { method: 'GET' })).status, 400)
})

test('without offline_access there is no refresh token', async (t) => {
  const harness = await openHarness(t)
  const answer = await choose(harness, 'Bob', { scope: 'openid' })
  const { body } = await redeem(harness, answer.searchParams.get('code') ?? '')
  assert.equal(body.refresh_token, undefined)
})

const badCodes: [what: string, change: Record<string, string>][] = [
  ['another verifier', { code_verifier: 'x'.repeat(43) }],
  ['a short verifier', { code_verifier: 'x' }],
  ['another redirect', { redirect_uri: 'http://127.0.0.1:1/callback' }],
  ['another code', { code: 'x' }],
]
for (const [what, change] of badCodes) {
  test(`a code with ${what} is refused, and is used up`, async (t) => {
    const harness = await openHarness(t)
    const code = (await choose(harness, 'Alice')).searchParams.get('code') ?? ''
    const { status, body } = await redeem(harness, code, change)
    assert.deepEqual([status, body.error], [400, 'invalid_grant'])
  })
}

test('a code is good for a minute', async (t) => {
  const harness = await openHarness(t)
  const code = (await choose(harness, 'Alice')).searchParams.get('code') ?? ''
  harness.clock.advance(60_000)
  assert.equal((await redeem(harness, code)).body.error, 'invalid_grant')
})

test('a code that comes twice ends the sign-in', async (t) => {
  const { harness, code, tokens } = await signIn(t)
  assert.equal((await redeem(harness, code)).body.error, 'invalid_grant')
  const refreshed = await refresh(harness, tokens['refresh_token'] ?? '')
  assert.equal(refreshed.body.error, 'invalid_grant')
})

test('a refresh token is replaced at each use, and its second use ends the sign-in', async (t) => {
  const { harness, tokens } = await signIn(t)
  const first = tokens['refresh_token'] ?? ''
  const second = (await refresh(harness, first)).body.refresh_token
  const third = (await refresh(harness, second)).body.refresh_token
  assert.equal(new Set([first, second, third]).size, 3)
  assert.equal((await refresh(harness, first)).body.error, 'invalid_grant')
  assert.equal((await refresh(harness, third)).body.error, 'invalid_grant')
})

test('a sign-in ends after 30 days, however often it was renewed', async (t) => {
  const { harness, tokens } = await signIn(t)
  harness.clock.advance(29 * 86_400_000)
  const { refresh_token: second } = (await refresh(harness, tokens['refresh_token'] ?? '')).body
  harness.clock.advance(86_400_000)
  assert.equal((await refresh(harness, second)).body.error, 'invalid_grant')
})

test('a revoked sign-in is over', async (t) => {
  const { harness, tokens } = await signIn(t)
  const refreshToken = tokens['refresh_token'] ?? ''
  assert.equal((await post(harness, 'revoke', { token: refreshToken })).status, 200)
  assert.equal((await refresh(harness, refreshToken)).body.error, 'invalid_grant')
})

test('a refresh token outlives a restart', async (t) => {
  const { tokens } = await signIn(t)
  const next = await openHarness(t, { secret: testSecret })
  assert.equal((await refresh(next, tokens['refresh_token'] ?? '')).status, 200)
})

for (const [what, name] of [
  ['a refresh token', 'refresh_token'],
  ['an ID token', 'id_token'],
  ['nothing', ''],
] as const) {
  test(`the token service refuses ${what} in the place of an access token`, async (t) => {
    const { harness, tokens } = await signIn(t)
    const headers = name === '' ? {} : { Authorization: `Bearer ${tokens[name]}` }
    const { status, body } = await harness.ask('/token/sso', { method: 'POST', headers, body: {} })
    assert.deepEqual([status, body.error], [401, 'invalid_token'])
  })
}

test('an access token is good for five minutes', async (t) => {
  const { harness, tokens } = await signIn(t)
  harness.clock.advance(300_000)
  const headers = { Authorization: `Bearer ${tokens['access_token']}` }
  assert.equal((await harness.ask('/token/sso', { method: 'POST', headers, body: {} })).status, 401)
})

test('an access token is no refresh token of the password service, nor the other way round', async (t) => {
  const { harness, tokens } = await signIn(t)
  assert.equal((await harness.renew('alice', tokens['access_token'] ?? '')).status, 401)
  const { refresh_token: password } = (await harness.signIn('alice', 'alice-sandbox')).body
  assert.equal((await refresh(harness, password)).body.error, 'invalid_grant')
})

test('a page of another site cannot use it', async (t) => {
  const harness = await openHarness(t)
  const headers = { Origin: 'https://evil.example' }
  assert.equal(
    (await harness.ask('/sso/authorize', { method: 'GET', query: goodQuery, headers })).status,
    403,
  )
})
