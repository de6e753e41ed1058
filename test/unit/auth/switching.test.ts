import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  bob,
  openSignedIn,
  openWorld,
  outcome,
  restartAndRestore,
  send,
  standing,
  workspaceId,
  type World,
} from './harness.ts'

/** Nothing of Alice's was ever used for Bob, nor the other way round. */
function assertNeverMixed(world: World): void {
  for (const { account, token } of world.chat.sockets) {
    if (token) assert.equal(token.userId, account.userId)
  }
  for (const [key, { token }] of world.vault.records) {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
    assert.equal(`${workspaceId}/${JSON.parse(payload).user_id}`, key)
  }
}

test('switching leaves the session and keeps the account remembered; the next start restores nobody', async () => {
  const world = await openSignedIn()
  world.run.session.switchAccount()
  assert.equal(standing(world), 'signedOut')
  assert.deepEqual(world.chat.open, [])
  assert.deepEqual(world.clock.pending(), [])
  assert.equal(world.vault.records.size, 1)
  await restartAndRestore(world)
  assert.equal(standing(world), 'signedOut')

  await world.run.session.continueAs(aliceKey)
  await settled()
  assert.equal(standing(world), 'connected')
  assert.equal(world.index.current(), aliceKey)
})

test('two accounts are remembered side by side, and the last one is restored', async () => {
  const world = await openSignedIn()
  world.run.session.switchAccount()
  await world.run.session.signIn(bob, true)
  const run = await restartAndRestore(world)
  assert.equal(run.session.present()?.account.userId, 'bob')
  assert.equal(run.memory.kept(workspaceId).length, 2)
  assertNeverMixed(world)
})

// What existing clients get wrong, 5.
test("a renewal in flight for Alice never becomes Bob's token: switch, sign-in as Bob, late answer", async () => {
  const world = await openSignedIn()
  world.service.mode = 'late'
  world.chat.end('alice')
  const waiting = outcome(send(world))
  await settled()
  assert.equal(standing(world), 'refreshing')

  world.run.session.switchAccount()
  assert.equal(await waiting, 'signedOut')
  world.service.mode = 'ok'
  await world.run.session.signIn(bob, true)
  world.service.release()
  await settled()

  assert.equal(world.run.session.present()?.account.userId, 'bob')
  assert.equal(await send(world), world.service.issued[1])
  assert.deepEqual(world.chat.taken, ['bob'])
  assert.equal(world.vault.records.get(aliceKey)?.token, world.service.issued[0])
  assertNeverMixed(world)
})

// What existing clients get wrong, 5.
test('a renewal in flight at sign-out leaves no trace when its answer comes late', async () => {
  const world = await openSignedIn()
  world.service.mode = 'late'
  world.chat.end('alice')
  await settled()
  await world.run.session.signOut()
  world.service.release()
  await world.clock.turn(60_000)
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
  assert.deepEqual(world.chat.open, [])
})

test('a sign-in in flight is dropped when somebody signs out or another signs in', async () => {
  for (const next of ['signOut', 'switchAccount', 'signIn'] as const) {
    const world = openWorld()
    world.service.mode = 'late'
    const first = outcome(world.run.session.signIn(alice, true))
    await settled()
    world.service.mode = 'ok'
    if (next === 'signIn') await world.run.session.signIn(bob, true)
    else await world.run.session[next]()
    world.service.release()
    assert.equal(await first, 'aborted')
    await settled()
    assert.equal(standing(world), next === 'signIn' ? 'connected' : 'signedOut')
    assert.ok(!world.vault.records.has(aliceKey))
    assert.ok(world.chat.sockets.every(({ account }) => account.userId !== 'alice'))
    assertNeverMixed(world)
  }
})

test('a sign-in that is called off while its secrets are being stored leaves none', async () => {
  for (const next of ['signOut', 'switchAccount'] as const) {
    const world = openWorld()
    world.vault.delayMs = 100
    const first = outcome(world.run.session.signIn(alice, true))
    await world.clock.turn(50)
    const left = world.run.session[next]()
    await world.clock.turn(1_000)
    await left
    assert.equal(await first, 'aborted')
    assert.equal(standing(world), 'signedOut')
    assert.equal(world.vault.records.size, 0)
    assert.deepEqual(world.index.list(), [])
    assert.equal(world.index.current(), null)
  }
})

test('a sign-in called off while storing does not wipe what the next sign-in of the same person stores', async () => {
  const world = openWorld()
  world.vault.delayMs = 100
  const first = outcome(world.run.session.signIn(alice, true))
  await world.clock.turn(50)
  const second = outcome(world.run.session.signIn(alice, true))
  await world.clock.turn(2_000)
  assert.deepEqual([await first, await second], ['aborted', 'done'])
  assert.equal(standing(world), 'connected')
  assert.equal(world.run.session.present()?.rests, 'keychain')
  assert.equal(world.vault.records.get(aliceKey)?.token, world.service.issued[1])
  assert.equal(world.index.list()[0]?.stage, 'kept')
  assert.equal(world.index.current(), aliceKey)
})

test('switching away while a renewal is being stored keeps what it stores, and restores nobody', async () => {
  const world = await openSignedIn()
  world.vault.delayMs = 100
  world.chat.end('alice')
  await world.clock.turn(50)
  world.run.session.switchAccount()
  await world.clock.turn(1_000)
  assert.equal(world.index.current(), null)
  world.vault.delayMs = 0
  await restartAndRestore(world)
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.index.list()[0]?.stage, 'kept')
})

test('switching away and back while a rotation is being stored continues with the new credential', async () => {
  const world = await openSignedIn()
  world.vault.delayMs = 100
  world.chat.end('alice')
  await world.clock.turn(50)
  world.run.session.switchAccount()
  const back = world.run.session.continueAs(aliceKey)
  await world.clock.turn(1_000)
  await back
  assert.equal(world.run.session.present()?.live.secrets()?.refreshCredential, 'credential-alice-2')
  assert.equal(standing(world), 'connected')
})

test('quitting leaves the account to be restored, closes the socket and waits for what is being written', async () => {
  const world = await openSignedIn()
  world.vault.delayMs = 100
  world.chat.end('alice')
  await world.clock.turn(50)
  world.run.session.leave()
  assert.deepEqual(world.chat.open, [])
  let isSettled = false
  void world.run.memory.settled().then(() => void (isSettled = true))
  await world.clock.turn(49)
  assert.equal(isSettled, false)
  await world.clock.turn(1)
  assert.equal(isSettled, true)
  assert.equal(world.vault.records.get(aliceKey)?.token, world.service.issued[1])
  world.vault.delayMs = 0
  await restartAndRestore(world)
  assert.equal(standing(world), 'connected')
})
