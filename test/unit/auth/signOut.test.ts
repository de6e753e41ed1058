import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  openSignedIn,
  openWorld,
  outcome,
  restartAndRestore,
  send,
  standing,
  workspaceId,
  type World,
} from './harness.ts'

test('sign-out stops, refuses, closes, then deletes the secret, then the index entry', async () => {
  const world = await openSignedIn()
  world.disk.journal.length = 0
  await world.run.session.signOut()
  assert.deepEqual(world.disk.journal, [
    'index alice leaving',
    'index current null',
    'vault remove',
    'index remove',
  ])
  assert.equal(standing(world), 'signedOut')
  assert.deepEqual(world.chat.open, [])
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
  assert.deepEqual(world.clock.pending(), [])
})

test('the socket is closed and requests are refused before the keychain is asked', async () => {
  const world = await openSignedIn()
  world.service.mode = 'never'
  world.chat.end('alice')
  const waiting = outcome(send(world))
  world.vault.delayMs = 8_000
  const signOut = world.run.session.signOut()
  await settled()
  assert.deepEqual(world.chat.open, [])
  assert.equal(await waiting, 'signedOut')
  assert.equal(await outcome(send(world)), 'signedOut')
  await world.clock.turn(8_000)
  await signOut
  assert.equal(await outcome(send(world)), 'notSignedIn')
})

test('sign-out when somebody has to sign in again wipes that account', async () => {
  const world = await openSignedIn()
  world.service.endSessions()
  world.chat.end('alice')
  await settled()
  assert.equal(standing(world), 'needsSignIn renewalRefused')
  await world.run.session.signOut()
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.vault.records.size, 0)
})

test('sign-out with a locked keychain signs out; the secret is wiped at the next start that can', async () => {
  const world = await openSignedIn()
  world.vault.state = 'locked'
  await world.run.session.signOut()
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.index.list()[0]?.stage, 'leaving')

  await restartAndRestore(world)
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.index.list()[0]?.stage, 'leaving')

  world.vault.state = 'ready'
  await restartAndRestore(world)
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
})

test('a sign-out that a locked keychain postponed is finished when the keychain is ready, in the same run', async () => {
  const world = await openSignedIn()
  world.vault.state = 'locked'
  await world.run.session.signOut()
  assert.equal(world.run.session.needsKeychain(), true)
  world.vault.state = 'ready'
  world.run.session.keychainReady()
  await settled()
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
  assert.equal(world.run.session.needsKeychain(), false)
})

test('sign-out with a full disk signs out, and still deletes the secret', async () => {
  const world = await openSignedIn()
  world.disk.fill(true)
  await outcome(world.run.session.signOut())
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.vault.records.size, 0)
})

test('a full disk keeps nobody from switching accounts', async () => {
  const world = await openSignedIn()
  world.disk.fill(true)
  world.run.session.switchAccount()
  assert.equal(standing(world), 'signedOut')
  await world.run.session.continueAs(aliceKey)
  await settled()
  assert.equal(standing(world), 'connected')
})

test('one who signs in again after a sign-out that could not wipe is remembered anew', async () => {
  const world = await openSignedIn()
  world.vault.state = 'locked'
  await world.run.session.signOut()
  world.vault.state = 'ready'
  await world.run.session.signIn(alice, true)
  await restartAndRestore(world)
  assert.equal(standing(world), 'connected')
  assert.equal(world.vault.records.size, 1)
})

test('forgetting a remembered account wipes it without signing in', async () => {
  const world = await openSignedIn()
  world.run.session.switchAccount()
  assert.equal(world.run.memory.kept(workspaceId).length, 1)
  const { tellings } = world.run
  await world.run.session.forget(aliceKey)
  // The sign-in screen shows the remembered accounts, so it has to hear of it.
  assert.equal(world.run.tellings, tellings + 1)
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
  assert.equal(await outcome(world.run.session.continueAs(aliceKey)), 'notFound')
})

/** The power fails before change number `step` of what `act` does; then the next start. */
async function crash(world: World, step: number, act: () => Promise<unknown>): Promise<void> {
  world.disk.cutAfter(step)
  void act().catch(() => undefined)
  for (let turns = 0; turns < 5; turns += 1) await settled()
  world.disk.restorePower()
  await restartAndRestore(world)
  await settled()
}

/** Whatever happened: no secret without a kept entry, and no entry that is half done. */
function assertInStep(world: World): void {
  const keys = world.index.list().map(({ account }) => account.key)
  assert.deepEqual([...world.vault.records.keys()], keys)
  for (const { stage } of world.index.list()) assert.equal(stage, 'kept')
}

for (let step = 0; step <= 4; step += 1) {
  test(`a crash before step ${step} of remembering leaves all of the account or nothing of it`, async () => {
    const world = openWorld()
    await crash(world, step, () => world.run.session.signIn(alice, true))
    assertInStep(world)
    assert.equal(world.vault.records.size, step >= 3 ? 1 : 0)
    assert.equal(standing(world), step >= 4 ? 'connected' : 'signedOut')
  })

  test(`a crash before step ${step} of a sign-out is finished at the next start`, async () => {
    const world = await openSignedIn()
    await crash(world, step, () => world.run.session.signOut())
    assertInStep(world)
    // Before the first step nothing was said yet; after it nobody is restored.
    assert.equal(world.vault.records.size, step === 0 ? 1 : 0)
    assert.equal(standing(world), step === 0 ? 'connected' : 'signedOut')
  })
}

for (let step = 0; step <= 3; step += 1) {
  test(`a crash before step ${step} of storing a renewal leaves the account remembered`, async () => {
    const world = await openSignedIn()
    world.chat.end('alice')
    await crash(world, step, () => settled())
    assertInStep(world)
    assert.equal(standing(world), 'connected')
  })
}

test('a sign-out during the storing of a renewal survives a crash: nobody is restored', async () => {
  for (let step = 0; step <= 6; step += 1) {
    const world = await openSignedIn()
    world.vault.delayMs = 100
    world.chat.end('alice')
    await world.clock.turn(50)
    world.disk.cutAfter(step)
    void world.run.session.signOut()
    await world.clock.turn(1_000)
    const isTold = world.disk.journal.includes('index alice leaving')
    world.disk.restorePower()
    world.vault.delayMs = 0
    await restartAndRestore(world)
    await settled()
    if (isTold) assert.equal(standing(world), 'signedOut', `cut before step ${step}`)
    assertInStep(world)
  }
})

for (const way of ['signOut', 'forget'] as const) {
  test(`${way} during the storing of a renewal leaves nothing, also when the keychain then locks`, async () => {
    const world = await openSignedIn()
    world.vault.delayMs = 100
    world.chat.end('alice')
    await world.clock.turn(50)
    const wiped = world.run.session[way](aliceKey)
    await world.clock.turn(60)
    world.vault.state = 'locked'
    await world.clock.turn(1_000)
    await wiped
    assert.equal(world.index.list()[0]?.stage, 'leaving')
    assert.equal(world.index.current(), null)

    world.vault.state = 'ready'
    world.vault.delayMs = 0
    await restartAndRestore(world)
    assert.equal(standing(world), 'signedOut')
    assert.equal(world.vault.records.size, 0)
  })
}
