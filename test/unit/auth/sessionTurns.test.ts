import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { createTimeouts } from '../../../main/auth/timeouts.ts'
import { FakeClock, settled } from '../../support/fakes.ts'
import { alice, bob, openHarness, openSignedIn, outcome, status } from './harness.ts'

const dueMs = 2_281_000

test('where the credentials of one account were stored is not told of the next', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 5_000
  await harness.clock.turn(dueMs)
  assert.equal(harness.service.renewals, 1)
  const { session } = harness.run
  session.switchAccount()
  await session.signIn(bob, false)
  assert.equal(session.signedIn()?.storedIn, 'memory')
  await harness.clock.turn(10_000)
  assert.equal(session.signedIn()?.account.userId, 'bob')
  assert.equal(session.signedIn()?.storedIn, 'memory')
})

test('a new sign-in after a refusal shows whose it is', async () => {
  const harness = await openSignedIn()
  harness.service.mode = new Failure('renewalRefused', 'Sign in again.')
  harness.chat.end('alice')
  await harness.clock.turn(1_000)
  harness.service.mode = 'late'
  const signIn = outcome(harness.run.session.signIn(alice, true))
  await settled()
  const state = harness.run.session.state()
  assert.equal(state.kind, 'signingIn')
  assert.equal(state.kind === 'signingIn' && state.account?.userId, 'alice')
  harness.service.mode = 'ok'
  harness.service.release()
  assert.equal(await signIn, 'done')
})

test('a sign-in that the service never answers ends after a minute, and is called off', async () => {
  const harness = openHarness()
  let signal: AbortSignal | undefined
  harness.service.signIn = (_userId, _password, given) => {
    signal = given
    return new Promise(() => undefined)
  }
  const signIn = outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(59_999)
  assert.equal(status(harness), 'signingIn')
  await harness.clock.turn(1)
  assert.equal(await signIn, 'timeout')
  assert.equal(signal?.aborted, true)
  assert.equal(status(harness), 'signedOut')
  assert.deepEqual(harness.clock.pending(), [])
})

test('leaving a sign-in that is never answered leaves no timer', async () => {
  const harness = openHarness()
  harness.service.signIn = () => new Promise(() => undefined)
  const signIn = outcome(harness.run.session.signIn(alice, true))
  await settled()
  harness.run.session.switchAccount()
  await settled()
  assert.deepEqual(harness.clock.pending(), [])
  void signIn
})

test('time-outs stand still from the first reason to the last', async () => {
  const clock = new FakeClock()
  const timeouts = createTimeouts(clock)
  let endedAt = 0
  const begunAt = clock.monotonic()
  timeouts.after(120_000, () => (endedAt = clock.monotonic() - begunAt))
  await clock.turn(20_000)
  timeouts.hold('a proxy')
  await clock.turn(10_000)
  timeouts.hold('a keychain')
  await clock.turn(10_000)
  timeouts.release('a proxy')
  await clock.turn(10_000)
  timeouts.release('a keychain')
  await clock.turn(200_000)
  assert.equal(endedAt, 150_000)
})
