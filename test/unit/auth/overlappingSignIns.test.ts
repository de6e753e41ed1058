import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  bob,
  openHarness,
  openSignedIn,
  outcome,
  restartAndRestore,
  send,
  status,
} from './harness.ts'

/** Alice is kept, and her keychain is locked at the next start. */
async function openLocked() {
  const harness = await openSignedIn()
  harness.vault.state = 'locked'
  const run = await restartAndRestore(harness)
  assert.equal(status(harness), 'needsSignIn keychainLocked')
  return { harness, run }
}

test('a second try beside the first goes back to the account that needs a sign-in, when it fails', async () => {
  const { harness, run } = await openLocked()
  harness.service.mode = 'never'
  const tries = [
    outcome(run.session.signIn(alice, false)),
    outcome(run.session.signIn(alice, false)),
  ]
  await settled()
  harness.service.mode = 'ok'
  const third = await outcome(run.session.signIn({ ...alice, password: 'x' }, false))
  assert.deepEqual(
    [await tries[0], await tries[1], third],
    ['aborted', 'aborted', 'credentialsRefused'],
  )
  assert.equal(status(harness), 'needsSignIn keychainLocked')
})

test('a second try beside the first leaves the record of a locked keychain alone', async () => {
  const { harness, run } = await openLocked()
  harness.service.mode = 'never'
  void outcome(run.session.signIn(alice, false))
  await settled()
  harness.service.mode = 'ok'
  await run.session.signIn(alice, false)
  harness.vault.state = 'ready'
  run.session.keychainReady()
  await settled()
  assert.equal(harness.vault.records.size, 1)
})

test('a sign-in that fails after a switch leaves the session signed out', async () => {
  const { harness, run } = await openLocked()
  run.session.switchAccount()
  await outcome(run.session.signIn({ ...alice, password: 'x' }, false))
  assert.equal(status(harness), 'signedOut')
})

test('while a sign-out waits for the keychain the window is told at once, and once it is done', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 8_000
  const { notifications } = harness.run
  const signOut = harness.run.session.signOut()
  assert.equal(status(harness), 'signedOut')
  assert.ok(harness.run.notifications > notifications)
  assert.equal(await outcome(send(harness)), 'signedOut')
  await harness.clock.turn(8_000)
  await signOut
  assert.equal(await outcome(send(harness)), 'notSignedIn')
  assert.equal(harness.vault.records.size, 0)
})

test('a sign-in during a sign-out that waits for the keychain is not undone by it', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 1_000
  const signOut = harness.run.session.signOut()
  const signIn = harness.run.session.signIn(alice, true)
  await harness.clock.turn(10_000)
  await Promise.all([signOut, signIn])
  assert.equal(status(harness), 'connected')
  assert.equal(harness.vault.records.size, 1)
  assert.equal(harness.index.current(), aliceKey)
})

test('a sign-in that ends while its credentials are stored is not kept', async () => {
  const harness = openHarness()
  harness.vault.delayMs = 100
  const first = outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(50)
  harness.chat.cut(new Failure('tokenSignatureInvalid', 'Code 43.'))
  await harness.clock.turn(1_000)
  assert.equal(await first, 'tokenSignatureInvalid')
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.index.current(), null)
  assert.equal(harness.vault.records.size, 0)
})

test('after a new sign-in without a keychain the next start restores no other account', async () => {
  const { harness, run } = await openLocked()
  await run.session.signIn(bob, true)
  assert.equal(run.session.signedIn()?.storedIn, 'memory')
  harness.vault.state = 'ready'
  await restartAndRestore(harness)
  assert.notEqual(harness.run.session.signedIn()?.account.userId, 'alice')
})

test('after a repeated sign-in without a keychain the next start restores the older record of the account', async () => {
  const { harness, run } = await openLocked()
  await run.session.signIn(alice, true)
  assert.equal(harness.index.current(), aliceKey)
  run.session.leave()
  harness.vault.state = 'ready'
  await restartAndRestore(harness)
  assert.equal(status(harness), 'connected')
})

test('leaving a trial in developer mode by a switch leaves the account to restore', async () => {
  const harness = await openSignedIn()
  harness.chat.checksAuth = false
  await harness.run.session.signIn({ method: 'development', userId: 'luke' }, false)
  harness.run.session.switchAccount()
  assert.equal(harness.index.current(), aliceKey)
})

test('a socket that cannot be closed does not stop a sign-out', async () => {
  const harness = await openSignedIn()
  const [socket] = harness.chat.sockets
  assert.ok(socket)
  socket.close = () => {
    throw new Error('It cannot be closed.')
  }
  await harness.run.session.signOut()
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.clock.pending(), [])
})

for (const request of [alice, { method: 'guest', name: 'Ada' } as const]) {
  test(`a ${request.method} sign-in that nothing answers ends after a minute, even if it cannot be called off`, async () => {
    const harness = openHarness()
    const never = () => new Promise<never>(() => undefined)
    harness.service.signIn = never
    harness.chat.createGuest = never
    const signIn = outcome(harness.run.session.signIn(request, true))
    await harness.clock.turn(59_999)
    assert.equal(status(harness), 'signingIn')
    await harness.clock.turn(1)
    assert.equal(await signIn, 'timeout')
    assert.equal(status(harness), 'signedOut')
    assert.deepEqual(harness.clock.pending(), [])
  })
}

test('its minute does not run while a person is asked for a password on the way', async () => {
  const harness = openHarness()
  harness.service.mode = 'late'
  const signIn = outcome(harness.run.session.signIn(alice, true))
  await settled()
  harness.run.timeouts.hold('proxy')
  await harness.clock.turn(3_600_000)
  assert.equal(status(harness), 'signingIn')
  harness.run.timeouts.release('proxy')
  harness.service.mode = 'ok'
  harness.service.release()
  assert.equal(await signIn, 'done')
})
