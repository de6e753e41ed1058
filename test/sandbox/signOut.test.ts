import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openHarness } from './harness.ts'

test('a sign-in that is ended with DELETE cannot be renewed any more', async (t) => {
  const harness = await openHarness(t)
  const { refresh_token } = (await harness.signIn('alice', 'alice-sandbox')).body
  const { status, text, headers } = await harness.signOut(refresh_token)
  assert.deepEqual([status, text, headers['content-length']], [204, '', undefined])
  assert.equal(harness.sandbox.faults.counters().signOuts, 1)
  const { status: refused, body } = await harness.renew('alice', refresh_token)
  assert.deepEqual([refused, body.error], [401, 'signed_out'])
})

test('ending a sign-in ends all refresh tokens of it, also one whose answer got lost', async (t) => {
  const harness = await openHarness(t)
  const first = (await harness.signIn('alice', 'alice-sandbox')).body.refresh_token
  const lost = (await harness.renew('alice', first)).body.refresh_token
  assert.equal((await harness.signOut(first)).status, 204)
  assert.equal((await harness.renew('alice', lost)).body.error, 'signed_out')
})

test('ending a sign-in leaves the other sign-ins of the same user', async (t) => {
  const harness = await openHarness(t)
  const here = (await harness.signIn('alice', 'alice-sandbox')).body.refresh_token
  const elsewhere = (await harness.signIn('alice', 'alice-sandbox')).body.refresh_token
  await harness.signOut(here)
  assert.equal((await harness.renew('alice', elsewhere)).status, 200)
})

test('a refresh token that is made up, used, ended or missing ends nothing', async (t) => {
  const harness = await openHarness(t)
  const { token, refresh_token: old } = (await harness.signIn('alice', 'alice-sandbox')).body
  const next = (await harness.renew('alice', old)).body.refresh_token
  const newest = (await harness.renew('alice', next)).body.refresh_token
  for (const [credential, error] of [
    ['made-up', 'refresh_token_invalid'],
    [token, 'refresh_token_invalid'],
    [old, 'refresh_token_used'],
    [undefined, 'credentials_required'],
  ]) {
    const { status, body } = await harness.signOut(credential)
    assert.deepEqual([status, body.error], [401, error])
    assert.match(body.message, /\w/)
  }
  assert.equal((await harness.renew('alice', newest)).status, 200)
  await harness.signOut(newest)
  assert.equal((await harness.signOut(newest)).body.error, 'signed_out')
  assert.equal(harness.sandbox.faults.counters().signOuts, 1)
})

test('a token service with a fault does not end a sign-in either', async (t) => {
  const harness = await openHarness(t)
  const { refresh_token } = (await harness.signIn('alice', 'alice-sandbox')).body
  harness.sandbox.faults.change({ tokenService: 'error' })
  assert.equal((await harness.signOut(refresh_token)).status, 500)
  harness.sandbox.faults.change({ tokenService: 'ok' })
  assert.equal((await harness.renew('alice', refresh_token)).status, 200)
})
