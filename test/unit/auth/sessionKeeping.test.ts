import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { makeToken, settled } from '../../support/fakes.ts'
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
  workspaceId,
  type Harness,
} from './harness.ts'

const refusal = new Failure('renewalRefused', 'Sign in again.')
const dueMs = 2_281_000

/** An account that the token service has refused to renew for good, and whose token has ended. */
async function openRefused(keep = true): Promise<Harness> {
  const harness = await openSignedIn(keep)
  harness.service.mode = refusal
  harness.chat.end('alice')
  await harness.clock.turn(1_000)
  assert.equal(status(harness), 'needsSignIn renewalRefused')
  harness.service.mode = 'ok'
  return harness
}

test('a pasted token is restored though the token service of the workspace is another', async () => {
  const harness = openHarness()
  const token = makeToken('alice')
  await harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
  const { addresses } = harness.workspace
  harness.workspace.addresses = { ...addresses, tokenService: 'https://other.example/token' }
  await restartAndRestore(harness)
  assert.equal(status(harness), 'connected')
})

test('an anonymous visit after an account that needs a sign-in is not followed by it at the next start', async () => {
  const harness = await openRefused()
  assert.ok(harness.run.accounts.current())
  await harness.run.session.signIn({ method: 'anonymous', userId: 'a-random-id' }, false)
  assert.equal(harness.run.accounts.current(), null)
})

test('continuing without keeping deletes the stored record, unless the keychain was the problem', async () => {
  const harness = await openRefused()
  await harness.run.session.signIn(alice, false)
  assert.deepEqual([harness.vault.records.size, harness.index.list()], [0, []])
})

test('a sign-in that keeps nothing does not touch the keychain', async () => {
  const harness = openHarness()
  await harness.run.session.signIn(alice, false)
  assert.ok(!harness.disk.journal.some((line) => line.startsWith('vault')))
})

test('a sign-in that another one replaces asks no server, connects nothing and is aborted', async () => {
  const harness = openHarness()
  const { session } = harness.run
  const first = outcome(session.signIn(alice, true))
  await session.signIn(bob, true)
  assert.equal(await first, 'aborted')
  assert.deepEqual(harness.service.calls, ['signIn bob'])

  harness.service.mode = 'late'
  const late = outcome(session.signIn(alice, true))
  await settled()
  const sockets = harness.chat.sockets.length
  harness.service.mode = 'ok'
  await session.signIn(bob, true)
  harness.service.release()
  assert.equal(await late, 'aborted')
  assert.equal(harness.chat.sockets.length, sockets + 1)

  harness.service.mode = 'never'
  const hanging = outcome(session.signIn(alice, true))
  await settled()
  await session.signOut()
  assert.equal(await hanging, 'aborted')
  await settled()
  assert.deepEqual(harness.clock.pending(), [])
})

test('renewed credentials are stored only for an account that is kept and was not forgotten', async () => {
  const forNow = await openSignedIn(false)
  await forNow.clock.turn(dueMs)
  assert.equal(forNow.service.renewals, 1)
  assert.equal(forNow.vault.records.size, 0)

  const forgotten = await openSignedIn()
  await forgotten.run.session.forget(aliceKey)
  await forgotten.clock.turn(dueMs)
  assert.equal(forgotten.service.renewals, 1)
  assert.deepEqual([forgotten.vault.records.size, forgotten.index.list()], [0, []])
  assert.equal(status(forgotten), 'connected')
})

test('forgetting another account leaves the one that is signed in kept', async () => {
  const harness = await openSignedIn()
  await harness.run.session.forget('team/bob')
  assert.equal(harness.run.session.isKept(), true)
  assert.equal(harness.run.session.signedIn()?.storedIn, 'keychain')
})

test('an unlocked screen after a sleep is no second sleep', async () => {
  const harness = await openSignedIn()
  const { session, serverTime } = harness.run
  session.suspended()
  harness.clock.sleep(60_000)
  session.resumed()
  const before = serverTime.now()
  harness.clock.setWall(3_600_000)
  session.resumed()
  assert.equal(serverTime.now(), before)
})

test('a better known time of the server is told to the window, and moves the plan', async () => {
  const harness = await openSignedIn()
  const { session, notifications } = harness.run
  harness.chat.skewMs = 1_200_000
  await send(harness)
  assert.ok(harness.run.notifications > notifications)
  await harness.clock.turn(1_081_000)
  assert.equal(harness.service.renewals, 1)
  await session.signOut()
  const told = harness.run.notifications
  session.serverTimeMoved()
  assert.equal(harness.run.notifications, told)
})

test('only what waits for the keychain needs it', async () => {
  const refused = await openRefused()
  assert.equal(refused.run.session.needsKeychain(), false)
  const calls = refused.service.calls.length
  refused.run.session.keychainReady()
  await settled()
  assert.deepEqual(
    [status(refused), refused.service.calls.length],
    ['needsSignIn renewalRefused', calls],
  )
})

test('an account is kept while it is signed in to stay, and at no other time', async () => {
  const harness = openHarness()
  const { session } = harness.run
  assert.equal(session.isKept(), false)
  await session.signIn(alice, false)
  assert.equal(session.isKept(), false)
  await session.signIn(alice, true)
  assert.equal(session.isKept(), true)
  await session.signOut()
  assert.equal(session.isKept(), false)
})

test('the keychain is behind when it holds older credentials, and not when it never held any', async () => {
  const harness = openHarness()
  const { session } = harness.run
  harness.vault.state = 'locked'
  await session.signIn(alice, true)
  assert.equal(session.isBehind(), false)
  harness.vault.state = 'ready'
  session.keychainReady()
  await settled()
  assert.equal(session.isBehind(), false)
  harness.vault.state = 'locked'
  await harness.clock.turn(dueMs)
  assert.equal(harness.service.renewals, 1)
  assert.equal(session.isBehind(), true)
})

test('the keychain is behind while it takes its time for renewed credentials', async () => {
  const harness = await openSignedIn()
  const { session } = harness.run
  harness.vault.delayMs = 5_000
  await harness.clock.turn(dueMs)
  assert.equal(session.isBehind(), true)
  await harness.clock.turn(5_000)
  assert.equal(session.isBehind(), false)
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[1])
})

test('credentials that are stored for a session that has ended leave nothing behind for the next one', async () => {
  const harness = await openSignedIn()
  const { session } = harness.run
  harness.vault.delayMs = 5_000
  await harness.clock.turn(dueMs)
  void session.signOut()
  assert.equal(session.isBehind(), false)
  await harness.clock.turn(60_000)
  assert.deepEqual([session.isBehind(), harness.vault.records.size], [false, 0])
})

test('a restore that another sign-in replaces activates no account', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 5_000
  const run = harness.restart()
  void run.session.restore(workspaceId)
  await settled()
  const sockets = harness.chat.sockets.length
  harness.vault.delayMs = 0
  void run.session.signIn(bob, false)
  await harness.clock.turn(10_000)
  assert.equal(run.session.signedIn()?.account.userId, 'bob')
  assert.equal(harness.chat.sockets.length, sockets + 1)
  assert.equal(status(harness), 'connected')
})

test('a restore that fails after another account has signed in says nothing', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 5_000
  const run = harness.restart()
  void run.session.restore(workspaceId)
  await settled()
  harness.vault.delayMs = 0
  harness.vault.state = 'locked'
  void run.session.signIn(bob, false)
  await harness.clock.turn(10_000)
  assert.equal(run.session.signedIn()?.account.userId, 'bob')
  assert.equal(status(harness), 'connected')
})
