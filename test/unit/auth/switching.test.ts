import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  bob,
  openSignedIn,
  openHarness,
  outcome,
  restartAndRestore,
  send,
  status,
  workspaceId,
  type Harness,
} from './harness.ts'

/** Nothing of Alice's was ever used for Bob, nor the other way round. */
function assertNeverMixed(harness: Harness): void {
  for (const { account, token } of harness.chat.sockets) {
    if (token) assert.equal(token.userId, account.userId)
  }
  for (const [key, { token }] of harness.vault.records) {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
    assert.equal(`${workspaceId}/${JSON.parse(payload).user_id}`, key)
  }
}

test('switching leaves the session and keeps the account; the next start restores none', async () => {
  const harness = await openSignedIn()
  harness.run.session.switchAccount()
  assert.equal(status(harness), 'signedOut')
  assert.deepEqual(harness.chat.open, [])
  assert.deepEqual(harness.clock.pending(), [])
  assert.equal(harness.vault.records.size, 1)
  await restartAndRestore(harness)
  assert.equal(status(harness), 'signedOut')

  await harness.run.session.continueAs(aliceKey)
  await settled()
  assert.equal(status(harness), 'connected')
  assert.equal(harness.index.current(), aliceKey)
})

test('two accounts are remembered side by side, and the last one is restored', async () => {
  const harness = await openSignedIn()
  harness.run.session.switchAccount()
  await harness.run.session.signIn(bob, true)
  const run = await restartAndRestore(harness)
  assert.equal(run.session.signedIn()?.account.userId, 'bob')
  assert.equal(run.accounts.kept([workspaceId]).length, 2)
  assertNeverMixed(harness)
})

// What existing clients get wrong, 5.
test("a renewal in flight for Alice never becomes Bob's token: switch, sign-in as Bob, late answer", async () => {
  const harness = await openSignedIn()
  harness.service.mode = 'late'
  harness.chat.end('alice')
  const waiting = outcome(send(harness))
  await settled()
  assert.equal(status(harness), 'refreshing')

  harness.run.session.switchAccount()
  assert.equal(await waiting, 'signedOut')
  harness.service.mode = 'ok'
  await harness.run.session.signIn(bob, true)
  harness.service.release()
  await settled()

  assert.equal(harness.run.session.signedIn()?.account.userId, 'bob')
  assert.equal(await send(harness), harness.service.issued[1])
  assert.deepEqual(harness.chat.taken, ['bob'])
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[0])
  assertNeverMixed(harness)
})

// What existing clients get wrong, 5.
test('a renewal in flight at sign-out leaves no trace when its answer comes late', async () => {
  const harness = await openSignedIn()
  harness.service.mode = 'late'
  harness.chat.end('alice')
  await settled()
  await harness.run.session.signOut()
  harness.service.release()
  await harness.clock.turn(60_000)
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
  assert.deepEqual(harness.chat.open, [])
})

test('a sign-in in flight is dropped by a sign-out or another sign-in', async () => {
  for (const next of ['signOut', 'switchAccount', 'signIn'] as const) {
    const harness = openHarness()
    harness.service.mode = 'late'
    const first = outcome(harness.run.session.signIn(alice, true))
    await settled()
    harness.service.mode = 'ok'
    if (next === 'signIn') await harness.run.session.signIn(bob, true)
    else await harness.run.session[next]()
    harness.service.release()
    assert.equal(await first, 'aborted')
    await settled()
    assert.equal(status(harness), next === 'signIn' ? 'connected' : 'signedOut')
    assert.ok(!harness.vault.records.has(aliceKey))
    assert.ok(harness.chat.sockets.every(({ account }) => account.userId !== 'alice'))
    assertNeverMixed(harness)
  }
})

test('a sign-in that is called off while its secrets are being stored leaves none', async () => {
  for (const next of ['signOut', 'switchAccount'] as const) {
    const harness = openHarness()
    harness.vault.delayMs = 100
    const first = outcome(harness.run.session.signIn(alice, true))
    await harness.clock.turn(50)
    const left = harness.run.session[next]()
    await harness.clock.turn(1_000)
    await left
    assert.equal(await first, 'aborted')
    assert.equal(status(harness), 'signedOut')
    assert.equal(harness.vault.records.size, 0)
    assert.deepEqual(harness.index.list(), [])
    assert.equal(harness.index.current(), null)
  }
})

test('a sign-in called off while storing does not wipe what the next sign-in of the same person stores', async () => {
  const harness = openHarness()
  harness.vault.delayMs = 100
  const first = outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(50)
  const second = outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(2_000)
  assert.deepEqual([await first, await second], ['aborted', 'done'])
  assert.equal(status(harness), 'connected')
  assert.equal(harness.run.session.signedIn()?.storedIn, 'keychain')
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[1])
  assert.equal(harness.index.list()[0]?.stage, 'kept')
  assert.equal(harness.index.current(), aliceKey)
})

test('switching while a renewal is being stored keeps its record and restores no account', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 100
  harness.chat.end('alice')
  await harness.clock.turn(50)
  harness.run.session.switchAccount()
  await harness.clock.turn(1_000)
  assert.equal(harness.index.current(), null)
  harness.vault.delayMs = 0
  await restartAndRestore(harness)
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.index.list()[0]?.stage, 'kept')
})

test('switching away and back while a rotation is being stored continues with the new credential', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 100
  harness.chat.end('alice')
  await harness.clock.turn(50)
  harness.run.session.switchAccount()
  const back = harness.run.session.continueAs(aliceKey)
  await harness.clock.turn(1_000)
  await back
  assert.equal(
    harness.run.session.signedIn()?.activeSession.credentials()?.refreshCredential,
    'credential-alice-2',
  )
  assert.equal(status(harness), 'connected')
})

test('quitting keeps the account to restore, closes the socket and waits for writes under way', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 100
  harness.chat.end('alice')
  await harness.clock.turn(50)
  harness.run.session.leave()
  assert.deepEqual(harness.chat.open, [])
  let isSettled = false
  void harness.run.accounts.settled().then(() => void (isSettled = true))
  await harness.clock.turn(49)
  assert.equal(isSettled, false)
  await harness.clock.turn(1)
  assert.equal(isSettled, true)
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[1])
  harness.vault.delayMs = 0
  await restartAndRestore(harness)
  assert.equal(status(harness), 'connected')
})

test('a thousand switches leave no timer, no socket and no entry behind', async () => {
  const harness = await openSignedIn()
  await harness.run.session.signIn(bob, true)
  const bobKey = `${workspaceId}/bob`
  const atRest = async () => {
    await settled()
    return {
      timers: harness.clock.pending().length,
      open: harness.chat.open.length,
      entries: harness.index.list().map(({ account }) => account.key),
      records: harness.vault.records.size,
    }
  }
  const before = await atRest()
  for (let done = 0; done < 1_000; done += 1) {
    await harness.run.session.continueAs(done % 2 === 0 ? aliceKey : bobKey)
    await settled()
  }
  assert.equal(harness.run.session.signedIn()?.account.userId, 'bob')
  assert.deepEqual(await atRest(), before)
  assert.deepEqual(before.entries, [aliceKey, bobKey])
  assertNeverMixed(harness)
})
