import assert from 'node:assert/strict'
import { test } from 'node:test'

import { mint, openHarness } from './harness.ts'

test('after a restart with the same secret tokens and refresh tokens are good', async (t) => {
  const before = await openHarness(t)
  const { token, refresh_token } = (await before.signIn('alice', 'alice-sandbox')).body
  await before.sandbox.stop()
  const after = await openHarness(t)
  assert.equal((await after.connect(token).next()).me.id, 'alice')
  const renewed = await after.renew('alice', refresh_token)
  assert.equal(renewed.status, 200)
  assert.equal((await after.call(renewed.body.token, '/channels')).status, 201)
})

test('after a restart a guest is still a guest, and may do no more', async (t) => {
  const before = await openHarness(t)
  const { user, access_token } = (await before.call(null, '/guest', { user: { id: 'visitor' } }))
    .body
  await before.sandbox.stop()
  const after = await openHarness(t)
  const send = await after.call(access_token, '/channels/livestream/launch-day/message', {
    message: { text: 'x' },
  })
  assert.deepEqual([send.body.code, send.body.message.includes("role 'guest'")], [17, true])
  const { me } = await after.connect(access_token, user.id, { name: 'Vera', role: 'user' }).next()
  assert.deepEqual([me.id, me.name, me.role], [user.id, 'Vera', 'guest'])
})

test('after a restart a user who is known by a token alone is a user again', async (t) => {
  const token = await mint({ user_id: 'guest-house-keeper' })
  const before = await openHarness(t)
  assert.equal((await before.connect(token, 'guest-house-keeper').next()).me.role, 'user')
  await before.sandbox.stop()
  const after = await openHarness(t)
  assert.equal((await after.connect(token, 'guest-house-keeper').next()).me.role, 'user')
})

test('after a restart with another secret neither is good', async (t) => {
  const before = await openHarness(t)
  const { token, refresh_token } = (await before.signIn('alice', 'alice-sandbox')).body
  await before.sandbox.stop()
  const after = await openHarness(t, { secret: 'another-secret-for-tests' })
  assert.equal((await after.call(token, '/channels')).body.code, 43)
  assert.equal((await after.renew('alice', refresh_token)).body.error, 'refresh_token_invalid')
})
