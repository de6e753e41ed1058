import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSingleSignOn, outcomeOf } from './harness.ts'

const { signal } = new AbortController()

test('a person signs in in the browser, and the token service names the user', async (t) => {
  const sso = await openSingleSignOn(t)
  const grant = await sso.singleSignOn.signIn(null, signal)
  assert.equal(grant.token.userId, 'alice')
  assert.notEqual(grant.refreshCredential, null)
  assert.deepEqual(sso.service.calls, ['issue alice (null)'])
  assert.match(await sso.lastPage(), /You can go back to Latchkey/)
  assert.equal(sso.answered.count, 1)
  assert.deepEqual(await outcomeOf(fetch(sso.redirectUri())), 'TypeError')
})
