import assert from 'node:assert/strict'
import { test } from 'node:test'

import { claimsOf, openHarness } from './harness.ts'
import { startOfTime } from './manualClock.ts'

const now = startOfTime / 1000
const zoe = 'zoë_o’neil-東京?'

for (const [userId, password, name, picture] of [
  ['alice', 'alice-sandbox', 'Alice Moreau', 'alice.png'],
  ['carol', 'carol-sandbox', '陳凱若', 'carol.png'],
  [zoe, 'zoe-sandbox', 'Zoë O’Neil', 'gone.png'],
] as const) {
  test(`${userId} signs in with a password and the token lets ${name} in`, async (t) => {
    const harness = await openHarness(t)
    const { status, body, headers } = await harness.signIn(userId, password)
    assert.equal(status, 200)
    assert.match(headers['content-type'] ?? '', /^application\/json/)
    assert.deepEqual(Object.keys(body), ['token', 'refresh_token', 'user'])
    const image = `${harness.sandbox.url}/pictures/${picture}`
    assert.deepEqual(body.user, { id: userId, name, image })
    const frame = await harness.connect(body.token, userId).next()
    assert.deepEqual([frame.me.id, frame.me.name], [userId, name])
  })
}

test('a token lives an hour and is dated a second back', async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.signIn('alice', 'alice-sandbox')
  const { user_id, iat, exp, nbf } = claimsOf(body.token)
  assert.deepEqual([user_id, iat, exp, nbf], ['alice', now - 1, now + 3600, undefined])
  const [header = ''] = body.token.split('.')
  assert.deepEqual(JSON.parse(Buffer.from(header, 'base64url').toString()), {
    alg: 'HS256',
    typ: 'JWT',
  })
})

test('the life of tokens can be set, to none at all too', async (t) => {
  const harness = await openHarness(t, { faults: { tokenLifeSeconds: 15 } })
  assert.equal(claimsOf((await harness.signIn('alice', 'alice-sandbox')).body.token).exp, now + 15)
  harness.sandbox.faults.change({ tokenLifeSeconds: 'forever' })
  assert.equal(claimsOf((await harness.signIn('alice', 'alice-sandbox')).body.token).exp, undefined)
  harness.sandbox.faults.change({ tokenLifeSeconds: -5 })
  const { body } = await harness.signIn('alice', 'alice-sandbox')
  assert.equal((await harness.call(body.token, '/channels')).body.code, 40)
})

test('everybody on the list of users can sign in', async (t) => {
  const harness = await openHarness(t)
  assert.ok(harness.sandbox.users.length >= 3)
  for (const { id, password } of harness.sandbox.users) {
    assert.match(password, /-sandbox$/)
    assert.equal((await harness.signIn(id, password)).status, 200, id)
  }
})

test('a refresh token gets a new token and a new refresh token', async (t) => {
  const harness = await openHarness(t)
  const first = (await harness.signIn('alice', 'alice-sandbox')).body
  harness.clock.advance(60_000)
  const { status, body } = await harness.renew('alice', first.refresh_token)
  assert.equal(status, 200)
  assert.deepEqual([body.user.id, body.user.name], ['alice', 'Alice Moreau'])
  assert.notEqual(body.refresh_token, first.refresh_token)
  assert.equal(claimsOf(body.token).exp, now + 3660)
})

test('an old refresh token stays good until the new one is used, so that an answer may get lost', async (t) => {
  const harness = await openHarness(t)
  const old = (await harness.signIn('alice', 'alice-sandbox')).body.refresh_token
  await harness.renew('alice', old)
  const { refresh_token: next } = (await harness.renew('alice', old)).body
  assert.equal((await harness.renew('alice', next)).status, 200)
  const { status, body } = await harness.renew('alice', old)
  assert.deepEqual([status, body.error], [401, 'refresh_token_used'])
})

test('ten renewals at once all succeed with ten different tokens', async (t) => {
  const harness = await openHarness(t)
  const { refresh_token } = (await harness.signIn('alice', 'alice-sandbox')).body
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => harness.renew('alice', refresh_token)),
  )
  assert.equal(new Set(replies.map(({ body }) => body.token)).size, 10)
  assert.equal(harness.sandbox.faults.counters().tokenServiceCalls, 11)
})

test('a refresh token is good for ninety days', async (t) => {
  const harness = await openHarness(t)
  const { refresh_token } = (await harness.signIn('alice', 'alice-sandbox')).body
  harness.clock.advance(90 * 86_400_000 - 1)
  assert.equal((await harness.renew('alice', refresh_token)).status, 200)
  harness.clock.advance(1)
  const { status, body } = await harness.renew('alice', refresh_token)
  assert.deepEqual([status, body.error], [401, 'refresh_token_expired'])
})

test('the refresh token of another user is refused with 403', async (t) => {
  const harness = await openHarness(t)
  const { refresh_token } = (await harness.signIn('alice', 'alice-sandbox')).body
  const { status, body } = await harness.renew('bob', refresh_token)
  assert.deepEqual([status, body.error], [403, 'wrong_user'])
})

test('a chat token, a word and a bent token are no refresh tokens', async (t) => {
  const harness = await openHarness(t)
  const { token, refresh_token } = (await harness.signIn('alice', 'alice-sandbox')).body
  for (const wrong of [token, 'word', `${refresh_token.slice(0, -4)}AAAA`]) {
    const { status, body } = await harness.renew('alice', wrong)
    assert.deepEqual([status, body.error], [401, 'refresh_token_invalid'])
  }
})

test('a wrong password and an unknown user get the same answer', async (t) => {
  const harness = await openHarness(t)
  const wrong = await harness.signIn('alice', 'bob-sandbox')
  assert.deepEqual([wrong.status, wrong.body.error], [401, 'invalid_credentials'])
  assert.match(wrong.body.message, /password/)
  for (const [userId, password] of [
    ['nobody', 'alice-sandbox'],
    ['nobody', ''],
    ['alice', ''],
    ['launch-bot', ''],
  ] as const) {
    const reply = await harness.signIn(userId, password)
    assert.deepEqual([reply.status, reply.text], [wrong.status, wrong.text])
  }
})

test('neither a password nor a refresh token is refused with 401', async (t) => {
  const harness = await openHarness(t)
  const { status, body } = await harness.signIn('alice')
  assert.deepEqual([status, body.error], [401, 'credentials_required'])
})

test('when no password is asked for, the user id alone is enough, if it is known', async (t) => {
  const harness = await openHarness(t, { signIn: 'none' })
  assert.equal(claimsOf((await harness.signIn('bob')).body.token)['user_id'], 'bob')
  assert.equal((await harness.signIn('nobody')).status, 401)
  assert.equal((await harness.signIn('bob', 'wrong')).status, 401)
})

for (const [what, body] of [
  ['nothing', ''],
  ['no JSON', '{'],
  ['no user id', { password: 'x' }],
  ['a number for a user id', { user_id: 1, password: 'x' }],
  ['a user id with a control character', { user_id: 'a\u0000', password: 'x' }],
  ['a password that is a list', { user_id: 'alice', password: ['alice-sandbox'] }],
] as const) {
  test(`${what} is a bad request: 400 with JSON`, async (t) => {
    const harness = await openHarness(t)
    const reply = await harness.ask('/token', { body })
    assert.deepEqual([reply.status, reply.body.error], [400, 'bad_request'])
  })
}

test('a body over 64 KB is refused with 413', async (t) => {
  const harness = await openHarness(t)
  assert.equal((await harness.signIn('alice', 'x'.repeat(65_536))).status, 413)
})

test('any method but POST and DELETE is refused with 405', async (t) => {
  const harness = await openHarness(t)
  const { status, headers, body } = await harness.ask('/token', { method: 'GET' })
  assert.deepEqual([status, headers.allow, body.error], [405, 'POST, DELETE', 'method_not_allowed'])
})
