import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  openSignedIn,
  openHarness,
  outcome,
  restartAndRestore,
  send,
  status,
  workspaceId,
  type Harness,
} from './harness.ts'

test('sign-out stops, refuses, closes, then deletes the secret, then the index entry', async () => {
  const harness = await openSignedIn()
  harness.disk.journal.length = 0
  await harness.run.session.signOut()
  assert.deepEqual(harness.disk.journal, [
    'index alice deleting',
    'index current null',
    'vault remove',
    'index remove',
  ])
  assert.equal(status(harness), 'signedOut')
  assert.deepEqual(harness.chat.open, [])
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
  assert.deepEqual(harness.clock.pending(), [])
})

test('the socket is closed and requests are refused before the keychain is asked', async () => {
  const harness = await openSignedIn()
  harness.service.mode = 'never'
  harness.chat.end('alice')
  const waiting = outcome(send(harness))
  harness.vault.delayMs = 8_000
  const signOut = harness.run.session.signOut()
  await settled()
  assert.deepEqual(harness.chat.open, [])
  assert.equal(await waiting, 'signedOut')
  assert.equal(await outcome(send(harness)), 'signedOut')
  await harness.clock.turn(8_000)
  await signOut
  assert.equal(await outcome(send(harness)), 'notSignedIn')
})

test('a sign-out in needsSignIn deletes that account', async () => {
  const harness = await openSignedIn()
  harness.service.endSessions()
  harness.chat.end('alice')
  await settled()
  assert.equal(status(harness), 'needsSignIn renewalRefused')
  await harness.run.session.signOut()
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 0)
})

test('sign-out with a locked keychain signs out; the secret is wiped at the next start that can', async () => {
  const harness = await openSignedIn()
  harness.vault.state = 'locked'
  await harness.run.session.signOut()
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.index.list()[0]?.stage, 'deleting')

  await restartAndRestore(harness)
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.index.list()[0]?.stage, 'deleting')

  harness.vault.state = 'ready'
  await restartAndRestore(harness)
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
})

test('a sign-out that a locked keychain postponed is finished when the keychain is ready, in the same run', async () => {
  const harness = await openSignedIn()
  harness.vault.state = 'locked'
  await harness.run.session.signOut()
  assert.equal(harness.run.session.needsKeychain(), true)
  harness.vault.state = 'ready'
  harness.run.session.keychainReady()
  await settled()
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
  assert.equal(harness.run.session.needsKeychain(), false)
})

test('sign-out with a full disk signs out, and still deletes the secret', async () => {
  const harness = await openSignedIn()
  harness.disk.fill(true)
  await outcome(harness.run.session.signOut())
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 0)
})

test('a full disk does not stop a switch of accounts', async () => {
  const harness = await openSignedIn()
  harness.disk.fill(true)
  harness.run.session.switchAccount()
  assert.equal(status(harness), 'signedOut')
  await harness.run.session.continueAs(aliceKey)
  await settled()
  assert.equal(status(harness), 'connected')
})

test('a sign-in after a sign-out whose deletion is postponed stores the account anew', async () => {
  const harness = await openSignedIn()
  harness.vault.state = 'locked'
  await harness.run.session.signOut()
  harness.vault.state = 'ready'
  await harness.run.session.signIn(alice, true)
  await restartAndRestore(harness)
  assert.equal(status(harness), 'connected')
  assert.equal(harness.vault.records.size, 1)
})

test('forgetting a remembered account wipes it without signing in', async () => {
  const harness = await openSignedIn()
  harness.run.session.switchAccount()
  assert.equal(harness.run.accounts.kept([workspaceId]).length, 1)
  const { notifications } = harness.run
  await harness.run.session.forget(aliceKey)
  // The sign-in screen shows the remembered accounts, so it has to hear of it.
  assert.equal(harness.run.notifications, notifications + 1)
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
  assert.equal(await outcome(harness.run.session.continueAs(aliceKey)), 'notFound')
})

/** The power fails before change number `step` of what `act` does; then the next start. */
async function crash(harness: Harness, step: number, act: () => Promise<unknown>): Promise<void> {
  harness.disk.cutAfter(step)
  void act().catch(() => undefined)
  for (let turns = 0; turns < 5; turns += 1) await settled()
  harness.disk.restorePower()
  await restartAndRestore(harness)
  await settled()
}

/** Asserts that there is no secret without a kept entry, and no unfinished entry. */
function assertInStep(harness: Harness): void {
  const keys = harness.index.list().map(({ account }) => account.key)
  assert.deepEqual([...harness.vault.records.keys()], keys)
  for (const { stage } of harness.index.list()) assert.equal(stage, 'kept')
}

for (let step = 0; step <= 4; step += 1) {
  test(`a crash before step ${step} of remembering leaves all of the account or nothing of it`, async () => {
    const harness = openHarness()
    await crash(harness, step, () => harness.run.session.signIn(alice, true))
    assertInStep(harness)
    assert.equal(harness.vault.records.size, step >= 3 ? 1 : 0)
    assert.equal(status(harness), step >= 4 ? 'connected' : 'signedOut')
  })

  test(`a crash before step ${step} of a sign-out is finished at the next start`, async () => {
    const harness = await openSignedIn()
    await crash(harness, step, () => harness.run.session.signOut())
    assertInStep(harness)
    // Before the first step nothing was said yet; after it nobody is restored.
    assert.equal(harness.vault.records.size, step === 0 ? 1 : 0)
    assert.equal(status(harness), step === 0 ? 'connected' : 'signedOut')
  })
}

for (let step = 0; step <= 3; step += 1) {
  test(`a crash before step ${step} of storing a renewal leaves the account remembered`, async () => {
    const harness = await openSignedIn()
    harness.chat.end('alice')
    await crash(harness, step, () => settled())
    assertInStep(harness)
    assert.equal(status(harness), 'connected')
  })
}

test('a sign-out during the storing of a renewal survives a crash: no account is restored', async () => {
  for (let step = 0; step <= 6; step += 1) {
    const harness = await openSignedIn()
    harness.vault.delayMs = 100
    harness.chat.end('alice')
    await harness.clock.turn(50)
    harness.disk.cutAfter(step)
    void harness.run.session.signOut()
    await harness.clock.turn(1_000)
    const isTold = harness.disk.journal.includes('index alice deleting')
    harness.disk.restorePower()
    harness.vault.delayMs = 0
    await restartAndRestore(harness)
    await settled()
    if (isTold) assert.equal(status(harness), 'signedOut', `cut before step ${step}`)
    assertInStep(harness)
  }
})

for (const method of ['signOut', 'forget'] as const) {
  test(`${method} during the storing of a renewal leaves nothing, also when the keychain then locks`, async () => {
    const harness = await openSignedIn()
    harness.vault.delayMs = 100
    harness.chat.end('alice')
    await harness.clock.turn(50)
    const wiped = harness.run.session[method](aliceKey)
    await harness.clock.turn(60)
    harness.vault.state = 'locked'
    await harness.clock.turn(1_000)
    await wiped
    assert.equal(harness.index.list()[0]?.stage, 'deleting')
    assert.equal(harness.index.current(), null)

    harness.vault.state = 'ready'
    harness.vault.delayMs = 0
    await restartAndRestore(harness)
    assert.equal(status(harness), 'signedOut')
    assert.equal(harness.vault.records.size, 0)
  })
}
