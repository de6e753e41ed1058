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
  status,
  workspaceId,
  type Harness,
} from './harness.ts'

/** Every record in the vault has an entry in the index. */
function assertNamed(harness: Harness): void {
  const named = harness.index.list().map(({ account, record }) => record ?? account.key)
  for (const key of harness.vault.records.keys()) assert.ok(named.includes(key), key)
}

async function makeReady(harness: Harness): Promise<void> {
  harness.vault.state = 'ready'
  harness.vault.lostWrites = 'none'
  harness.run.session.keychainReady()
  for (let turns = 0; turns < 4; turns += 1) await settled()
}

const stageOfAlice = (harness: Harness) =>
  harness.index.list().find(({ account }) => account.key === aliceKey)?.stage

for (const keep of [true, false]) {
  test(`signing in again (keep ${keep}) after a postponed sign-out, still locked, forgets no record`, async () => {
    const harness = await openSignedIn()
    harness.vault.state = 'locked'
    await harness.run.session.signOut()
    await harness.run.session.signIn(alice, keep)
    assert.equal(stageOfAlice(harness), 'deleting')
    await harness.run.session.signIn(alice, true)
    assert.equal(stageOfAlice(harness), 'deleting')
    harness.run.session.leave()
    harness.vault.state = 'ready'
    await restartAndRestore(harness)
    await settled()
    assert.equal(harness.vault.records.size, 0)
    assert.deepEqual(harness.index.list(), [])
  })
}

test('an entry that is being deleted becomes kept when the new record is stored', async () => {
  const harness = await openSignedIn()
  harness.vault.state = 'locked'
  await harness.run.session.signOut()
  await harness.run.session.signIn(alice, true)
  await makeReady(harness)
  assert.equal(stageOfAlice(harness), 'kept')
  assert.equal(harness.run.session.signedIn()?.storedIn, 'keychain')
  assert.equal(harness.index.current(), aliceKey)
})

for (const lost of ['carriedOut', 'dropped'] as const) {
  test(`a write whose answer is lost (${lost}) stays in the index until it is known what became of it`, async () => {
    const harness = openHarness()
    harness.vault.lostWrites = lost
    await harness.run.session.signIn(alice, true)
    assert.equal(harness.run.session.signedIn()?.storedIn, 'unsure')
    assert.equal(stageOfAlice(harness), 'saving')
    assert.equal(harness.run.session.needsKeychain(), true)
    assert.equal(harness.index.current(), null)
    assertNamed(harness)
    await makeReady(harness)
    assert.equal(stageOfAlice(harness), 'kept')
    assert.equal(harness.run.session.signedIn()?.storedIn, 'keychain')
  })

  test(`... and is deleted with a sign-out (${lost})`, async () => {
    const harness = openHarness()
    harness.vault.lostWrites = lost
    await harness.run.session.signIn(alice, true)
    harness.vault.lostWrites = 'none'
    await harness.run.session.signOut()
    assert.equal(harness.vault.records.size, 0)
    assert.deepEqual(harness.index.list(), [])
  })

  test(`... and at the next start (${lost})`, async () => {
    const harness = openHarness()
    harness.vault.lostWrites = lost
    await harness.run.session.signIn(alice, true)
    await restartAndRestore(harness)
    await settled()
    assert.equal(status(harness), 'signedOut')
    assert.equal(harness.vault.records.size, 0)
    assert.deepEqual(harness.index.list(), [])
  })

  test(`a refused write after one whose answer was lost (${lost}) does not take the entry away`, async () => {
    const harness = openHarness()
    harness.vault.lostWrites = lost
    await harness.run.session.signIn(alice, true)
    harness.vault.state = 'locked'
    await harness.run.session.signIn(alice, true)
    assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')
    assert.equal(stageOfAlice(harness), 'saving')
  })
}

test('a renewal whose write is lost leaves the account kept and current, and is stored later', async () => {
  const harness = await openSignedIn()
  harness.vault.lostWrites = 'dropped'
  harness.chat.end('alice')
  await settled()
  await settled()
  assert.equal(stageOfAlice(harness), 'kept')
  assert.equal(harness.index.current(), aliceKey)
  assert.equal(harness.run.session.isBehind(), true)
  await makeReady(harness)
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued.at(-1))
  assert.equal(harness.run.session.isBehind(), false)
})

test('a sign-out while a record is stored for the first time leaves nothing', async () => {
  const harness = openHarness()
  harness.vault.delayMs = 100
  void outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(50)
  assert.equal(stageOfAlice(harness), 'saving')
  void harness.run.session.signOut()
  await harness.clock.turn(1_000)
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
})

test('a sign-in that is overtaken while it is stored leaves nothing', async () => {
  for (const lost of ['none', 'carriedOut', 'dropped'] as const) {
    const harness = openHarness()
    harness.vault.delayMs = 100
    harness.vault.lostWrites = lost
    void outcome(harness.run.session.signIn(alice, true))
    await harness.clock.turn(50)
    void outcome(harness.run.session.signIn(bob, true))
    await harness.clock.turn(150)
    harness.vault.lostWrites = 'none'
    await harness.clock.turn(2_000)
    assert.ok(!harness.vault.records.has(aliceKey), lost)
    assert.equal(stageOfAlice(harness), undefined, lost)
  }
})

test('a sign-in that ends while it is stored is not kept', async () => {
  const harness = openHarness()
  harness.vault.delayMs = 100
  const first = outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(50)
  harness.chat.cut(new Failure('tokenSignatureInvalid', 'Code 43.'))
  await harness.clock.turn(1_000)
  assert.equal(await first, 'tokenSignatureInvalid')
  assert.equal(harness.index.current(), null)
  assert.deepEqual(harness.index.list(), [])
  assert.equal(harness.vault.records.size, 0)
})

test('after a sign-in without a keychain the next start restores no other account', async () => {
  const harness = await openSignedIn()
  harness.vault.state = 'locked'
  const run = await restartAndRestore(harness)
  await run.session.signIn(bob, true)
  assert.equal(run.session.signedIn()?.storedIn, 'memory')
  assert.equal(harness.index.current(), null)
  assert.equal(stageOfAlice(harness), 'kept')
  harness.vault.state = 'ready'
  await restartAndRestore(harness)
  assert.equal(status(harness), 'signedOut')
})

test('after a repeated sign-in with a locked keychain the account is restored at the next start', async () => {
  const harness = await openSignedIn()
  harness.run.session.switchAccount()
  harness.vault.state = 'locked'
  await harness.run.session.signIn(alice, true)
  assert.equal(harness.index.current(), aliceKey)
})

test('a sign-in that is not kept, overtaken while it deletes, leaves the account to restore alone', async () => {
  const harness = await openSignedIn()
  harness.run.session.switchAccount()
  await harness.run.session.signIn(bob, true)
  harness.run.session.switchAccount()
  harness.vault.delayMs = 100
  void outcome(harness.run.session.signIn(bob, false))
  await harness.clock.turn(50)
  void harness.run.session.continueAs(aliceKey)
  await harness.clock.turn(5_000)
  assert.equal(harness.index.current(), aliceKey)
  assert.equal(status(harness), 'connected')
})

test('forgetting an account that is being restored ends signed out, with nothing stored', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 100
  const run = harness.restart()
  void run.session.restore(workspaceId)
  await settled()
  void run.session.forget(aliceKey)
  await harness.clock.turn(5_000)
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
})

test('forgetting the account that is signed in keeps it in memory only, also after a renewal', async () => {
  const harness = await openSignedIn()
  await harness.run.session.forget(aliceKey)
  assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')
  harness.chat.end('alice')
  await settled()
  await settled()
  await makeReady(harness)
  assert.equal(status(harness), 'connected')
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
})

test('leaving a developer account by a switch leaves the account to restore', async () => {
  const harness = await openSignedIn()
  harness.chat.checksAuth = false
  await harness.run.session.signIn({ method: 'development', userId: 'luke' }, false)
  harness.run.session.switchAccount()
  assert.equal(harness.index.current(), aliceKey)
})

test('a socket whose close throws keeps no record from being deleted', async () => {
  const harness = await openSignedIn()
  for (const socket of harness.chat.open) {
    socket.close = () => {
      throw new Error('It is closed already.')
    }
  }
  await harness.run.session.signOut()
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 0)
})

test('a full disk keeps an account in memory, and nothing of it in the vault after the next start', async () => {
  for (const fillAfter of ['nothing', 'saving'] as const) {
    const harness = openHarness()
    harness.vault.delayMs = 100
    if (fillAfter === 'nothing') harness.disk.fill(true)
    const signIn = harness.run.session.signIn(alice, true)
    await harness.clock.turn(50)
    harness.disk.fill(true)
    await harness.clock.turn(1_000)
    await signIn
    assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')
    harness.disk.fill(false)
    harness.vault.delayMs = 0
    await restartAndRestore(harness)
    await settled()
    assert.equal(harness.vault.records.size, 0, fillAfter)
  }
})
