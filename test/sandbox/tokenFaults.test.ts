import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { SandboxOptions } from '../../sandbox/server.ts'
import type { Reply } from './harness.ts'
import { claimsOf, openHarness } from './harness.ts'
import { startOfTime } from './manualClock.ts'

type Mode = NonNullable<NonNullable<SandboxOptions['faults']>['tokenService']>

const now = startOfTime / 1000

const answers: [Mode, (reply: Reply) => void][] = [
  ['error', ({ status, body }) => assert.deepEqual([status, body.error], [500, 'internal_error'])],
  [
    'busy',
    ({ status, headers, body }) =>
      assert.deepEqual(
        [status, headers['retry-after'], body.error],
        [429, '7', 'too_many_requests'],
      ),
  ],
  [
    'unavailable',
    ({ status, headers }) => assert.deepEqual([status, headers['retry-after']], [503, '7']),
  ],
  ['html', isPage(200)],
  ['htmlRefusal', isPage(401)],
  [
    'refused',
    ({ status, body }) =>
      assert.deepEqual([status, body.error, typeof body.message], [401, 'session_ended', 'string']),
  ],
  [
    'forbidden',
    ({ status, body }) => assert.deepEqual([status, body.error], [403, 'account_disabled']),
  ],
  [
    'wrongUser',
    ({ status, body }) =>
      assert.deepEqual(
        [status, claimsOf(body.token)['user_id'], body.user.id],
        [200, 'bob', 'alice'],
      ),
  ],
  [
    'malformedToken',
    ({ status, body }) => assert.deepEqual([status, body.token], [200, 'this-is-no-token']),
  ],
  [
    'noToken',
    ({ status, body }) =>
      assert.deepEqual([status, Object.keys(body)], [200, ['refresh_token', 'user']]),
  ],
  ['badJson', ({ status, body }) => assert.deepEqual([status, body], [200, undefined])],
  ['huge', ({ status, text }) => assert.deepEqual([status, text.length > 65_536], [200, true])],
]

for (const [mode, check] of answers) {
  test(`the token service answers as ${mode} while that is switched on, and rightly after`, async (t) => {
    const harness = await openHarness(t, { faults: { tokenService: mode, retryAfterSeconds: 7 } })
    check(await harness.signIn('alice', 'alice-sandbox'))
    harness.sandbox.faults.change({ tokenService: 'ok' })
    const { body } = await harness.signIn('alice', 'alice-sandbox')
    assert.equal((await harness.call(body.token, '/channels')).status, 201)
    assert.equal(harness.sandbox.faults.counters().tokenServiceCalls, 2)
  })
}

for (const mode of ['wrongUser', 'malformedToken', 'noToken'] as const) {
  test(`a wrong password is refused even as ${mode}`, async (t) => {
    const harness = await openHarness(t, { faults: { tokenService: mode } })
    assert.equal((await harness.signIn('alice', 'wrong')).status, 401)
  })
}

test('a token of the wrong user is really signed', async (t) => {
  const harness = await openHarness(t, { faults: { tokenService: 'wrongUser' } })
  const { body } = await harness.signIn('alice', 'alice-sandbox')
  assert.equal((await harness.call(body.token, '/channels')).status, 201)
})

test('redirect: the answer is at another origin of this computer, so a client that follows is detected', async (t) => {
  const harness = await openHarness(t, { faults: { tokenService: 'redirect' } })
  const { status, headers } = await harness.signIn('alice', 'alice-sandbox')
  const { port } = new URL(harness.sandbox.url)
  assert.deepEqual([status, headers.location], [307, `http://localhost:${port}/token?followed=1`])
  const body = { user_id: 'alice', password: 'alice-sandbox' }
  const followed = await harness.ask('/token?followed=1', {
    headers: { host: `localhost:${port}` },
    body,
  })
  assert.equal(followed.status, 200)
  assert.equal(harness.sandbox.faults.counters().tokensIssued, 1)
})

test('down: the connection is destroyed', async (t) => {
  const harness = await openHarness(t, { faults: { tokenService: 'down' } })
  await assert.rejects(harness.signIn('alice', 'alice-sandbox'), { code: 'ECONNRESET' })
  assert.equal(harness.sandbox.faults.counters().tokenServiceCalls, 1)
})

test('never: there is no answer until the sandbox stops', async (t) => {
  const harness = await openHarness(t, { faults: { tokenService: 'never' } })
  const asked = assert.rejects(harness.signIn('alice', 'alice-sandbox'), { code: 'ECONNRESET' })
  // A whole exchange on another connection, after which an answer would have been there.
  await harness.call(null, '/channels')
  harness.clock.advance(86_400_000)
  await harness.call(null, '/channels')
  await harness.sandbox.stop()
  await asked
})

test('slow: the answer comes after the delay, and as the switches stand then', async (t) => {
  const harness = await openHarness(t, { faults: { tokenServiceDelayMs: 3000 } })
  let hasAnswer = false
  const asked = harness.signIn('alice', 'alice-sandbox').then((reply) => {
    hasAnswer = true
    return reply
  })
  while (harness.clock.pending().length === 0) await harness.call(null, '/channels')
  harness.clock.advance(2999)
  await harness.call(null, '/channels')
  assert.equal(hasAnswer, false)
  harness.sandbox.faults.change({ tokenService: 'refused' })
  harness.clock.advance(1)
  assert.equal((await asked).status, 401)
})

test('the same token again: even after it has been ended', async (t) => {
  const harness = await openHarness(t)
  const { token, refresh_token } = (await harness.signIn('alice', 'alice-sandbox')).body
  harness.sandbox.faults.change({ tokenService: 'sameToken' })
  harness.sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const { body } = await harness.renew('alice', refresh_token)
  assert.equal(body.token, token)
  assert.equal((await harness.call(body.token, '/channels')).body.code, 40)
})

test('a token service whose clock is ahead issues tokens that are refused with code 42', async (t) => {
  const harness = await openHarness(t, { faults: { tokenServiceSkewSeconds: 30 } })
  const { token } = (await harness.signIn('alice', 'alice-sandbox')).body
  assert.equal(claimsOf(token).iat, now + 29)
  assert.equal((await harness.call(token, '/channels')).body.code, 42)
  harness.clock.advance(29_000)
  assert.equal((await harness.call(token, '/channels')).status, 201)
})

test('a token service a second ahead does no harm', async (t) => {
  const harness = await openHarness(t, { faults: { tokenServiceSkewSeconds: 1 } })
  const { token } = (await harness.signIn('alice', 'alice-sandbox')).body
  assert.equal((await harness.call(token, '/channels')).status, 201)
})

test('tokens that become valid later are refused with code 41 until then', async (t) => {
  const harness = await openHarness(t, { faults: { tokenNotBeforeSeconds: 20 } })
  const { token } = (await harness.signIn('alice', 'alice-sandbox')).body
  harness.clock.advance(19_999)
  assert.equal((await harness.call(token, '/channels')).body.code, 41)
  harness.clock.advance(1)
  assert.equal((await harness.call(token, '/channels')).status, 201)
})

function isPage(expected: number) {
  return ({ status, headers, text, body }: Reply) => {
    assert.deepEqual(
      [status, headers['content-type'], body],
      [expected, 'text/html; charset=utf-8', undefined],
    )
    assert.match(text, /^<!doctype html>/)
  }
}
