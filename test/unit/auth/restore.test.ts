import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { makeToken, settled } from '../../support/fakes.ts'
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
} from './harness.ts'

const network = new Failure('network', 'There is no network.')

test('the next start restores the account with the token from the keychain, asking no token service', async () => {
  const world = await openSignedIn()
  const run = await restartAndRestore(world)
  assert.deepEqual(run.states, ['signingIn', 'connected'])
  assert.equal(run.session.present()?.account.name, 'Alice Moreau')
  assert.equal(run.session.present()?.rests, 'keychain')
  assert.equal(world.service.renewals, 0)
})

test('the window is told whom to expect before the keychain has answered', async () => {
  const world = await openSignedIn()
  world.vault.delayMs = 5_000
  const run = await restartAndRestore(world)
  const state = run.session.state()
  assert.equal(state.kind === 'signingIn' && state.account?.name, 'Alice Moreau')
  await world.clock.turn(5_000)
  assert.equal(standing(world), 'connected')
})

test('with nobody remembered the start shows nobody and touches no keychain', async () => {
  const world = openWorld()
  world.vault.state = 'unavailable'
  await world.run.session.restore(workspaceId)
  assert.equal(standing(world), 'signedOut')
  assert.deepEqual(world.disk.journal, [])
})

test('an account of another workspace is not restored', async () => {
  const world = await openSignedIn()
  const run = world.restart()
  await run.session.restore('another')
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.vault.records.size, 1)
})

test('a start without a network is offline with the cached identity, and connects by itself later', async () => {
  const world = await openSignedIn()
  world.chat.mode = network
  world.service.mode = network
  const run = await restartAndRestore(world)
  assert.equal(standing(world), 'offline network')
  const state = run.session.state()
  assert.equal(state.kind === 'offline' && state.present.account.name, 'Alice Moreau')
  assert.equal(state.kind === 'offline' && state.nextTryAt, world.clock.now() + 125)

  await world.clock.turn(3_600_000)
  assert.equal(standing(world), 'offline network')
  world.chat.mode = 'ok'
  world.service.mode = 'ok'
  run.session.retryNow()
  await world.clock.turn(0)
  assert.equal(standing(world), 'connected')
  assert.equal(await send(world), world.service.issued.at(-1))
})

test('without anybody asking, the next try comes within 25 s of the return of the network', async () => {
  const world = await openSignedIn()
  world.chat.mode = network
  await restartAndRestore(world)
  await world.clock.turn(600_000)
  world.chat.mode = 'ok'
  await world.clock.turn(25_000)
  assert.equal(standing(world), 'connected')
})

test('a kept token that has expired is renewed at the start, before anything is sent with it', async () => {
  const world = await openSignedIn()
  world.clock.sleep(7_200_000)
  const run = await restartAndRestore(world)
  await world.clock.turn(0)
  assert.equal(standing(world), 'connected')
  assert.equal(world.service.renewals, 1)
  assert.equal(world.vault.records.get(aliceKey)?.token, world.service.issued[1])
  assert.equal(run.session.present()?.rests, 'keychain')
})

test('an expired token and a token service that is down: offline, saying when, nobody signed out', async () => {
  const world = await openSignedIn()
  world.clock.sleep(7_200_000)
  world.service.mode = new Failure('serverError', 'It answered 500.')
  const run = await restartAndRestore(world)
  await world.clock.turn(60_000)
  const state = run.session.state()
  assert.equal(standing(world), 'offline serverError')
  assert.ok(state.kind === 'offline' && (state.nextTryAt ?? 0) > world.clock.now())

  const queued = send(world)
  world.service.mode = 'ok'
  run.session.retryNow()
  await world.clock.turn(0)
  assert.equal(standing(world), 'connected')
  assert.equal(await queued, world.service.issued.at(-1))
})

test('a valid token and a dead token service: connected, used until it really ends', async () => {
  const world = await openSignedIn()
  world.service.mode = network
  await restartAndRestore(world)
  await world.clock.turn(3_500_000)
  assert.equal(standing(world), 'connected')
  assert.equal(await send(world), world.service.issued[0])
})

// What existing clients get wrong, 13.
test('a local clock that is a day wrong is never a reason to refuse a token', async () => {
  for (const byMs of [86_400_000, -86_400_000]) {
    const world = openWorld()
    const token = makeToken('luke', { iat: -10, exp: 600 })
    world.clock.setWall(byMs)
    await world.run.session.signIn({ way: 'token', token, userId: '' }, true)
    assert.equal(standing(world), 'connected')
    const run = await restartAndRestore(world)
    assert.equal(standing(world), 'connected')
    assert.equal(run.session.present()?.account.userId, 'luke')
  }
})

for (const [state, code] of [
  ['locked', 'keychainLocked'],
  ['unavailable', 'keychainUnavailable'],
] as const) {
  test(`a keychain that is ${state} at the start signs nobody out: it is told, and later continued`, async () => {
    const world = await openSignedIn()
    world.vault.state = state
    const run = await restartAndRestore(world)
    assert.equal(standing(world), `needsSignIn ${code}`)
    assert.equal(world.index.list()[0]?.stage, 'kept')
    assert.equal(world.index.current(), aliceKey)

    world.vault.state = 'ready'
    run.session.keychainReady()
    run.session.keychainReady()
    await settled()
    assert.equal(standing(world), 'connected')
    assert.equal(run.connections, 1)
  })
}

test('one who goes on without a locked keychain is in, keeps nothing of it, and loses nothing that is in it', async () => {
  const world = await openSignedIn()
  world.vault.state = 'locked'
  const run = await restartAndRestore(world)
  assert.equal(run.session.needsKeychain(), true)
  await run.session.signIn(alice, false)
  assert.equal(standing(world), 'connected')
  assert.equal(run.session.present()?.rests, 'memory')
  assert.equal(run.session.needsKeychain(), false)
  world.vault.state = 'ready'
  run.session.keychainReady()
  await settled()
  assert.equal(world.vault.records.get(aliceKey)?.token, world.service.issued[0])
  assert.equal(world.index.list()[0]?.stage, 'kept')
  assert.equal(world.index.current(), null)
})

test('one who signs in anew without wanting to be kept is wiped, whoever else a keychain is locked for', async () => {
  const world = await openSignedIn()
  world.run.session.switchAccount()
  await world.run.session.signIn(bob, true)
  world.vault.state = 'locked'
  const run = await restartAndRestore(world)
  assert.equal(standing(world), 'needsSignIn keychainLocked')
  world.vault.state = 'ready'
  await run.session.signIn(alice, false)
  assert.deepEqual([...world.vault.records.keys()], ['team/bob'])
})

for (const [way, account] of [
  ['service', alice],
  ['static', { way: 'token', token: makeToken('luke'), userId: '' }],
  ['guest', { way: 'guest', name: 'Ada' }],
] as const) {
  test(`one who has to sign in again is told how it was before: ${way}`, async () => {
    const world = openWorld()
    await world.run.session.signIn(account, true)
    world.vault.state = 'locked'
    const run = await restartAndRestore(world)
    const state = run.session.state()
    assert.equal(state.kind === 'needsSignIn' && state.way, way)
  })
}

test('a secret that is gone from a ready keychain needs a sign-in; the account stays remembered', async () => {
  const world = await openSignedIn()
  world.vault.records.clear()
  await restartAndRestore(world)
  assert.equal(standing(world), 'needsSignIn secretMissing')
  assert.equal(world.index.list().length, 1)

  await world.run.session.signIn(alice, true)
  assert.equal(standing(world), 'connected')
})

test("a record with somebody else's token or no token at all is not used", async () => {
  for (const [token, code] of [
    [makeToken('bob'), 'userMismatch'],
    ['garbage', 'tokenMalformed'],
  ] as const) {
    const world = await openSignedIn()
    world.vault.records.set(aliceKey, { token, refreshCredential: null })
    const connects = world.chat.sockets.length
    await restartAndRestore(world)
    assert.equal(standing(world), `needsSignIn ${code}`)
    assert.equal(world.chat.sockets.length, connects)
  }
})

test('a workspace that lost its token service says so instead of starting a dead session', async () => {
  const world = await openSignedIn()
  world.workspace.hasTokenService = false
  await restartAndRestore(world)
  assert.equal(standing(world), 'needsSignIn tokenServiceMissing')
})

test('guests and pasted tokens are restored too', async () => {
  const world = openWorld()
  await world.run.session.signIn({ way: 'guest', name: 'Ada' }, true)
  let run = await restartAndRestore(world)
  assert.equal(standing(world), 'connected')
  assert.equal(run.session.present()?.account.kind, 'guest')
  assert.equal(run.session.present()?.way, 'guest')

  run.session.switchAccount()
  await run.session.signIn({ way: 'token', token: makeToken('luke'), userId: 'luke' }, true)
  run = await restartAndRestore(world)
  assert.equal(run.session.present()?.account.userId, 'luke')
  assert.equal(run.session.present()?.way, 'static')
})

test('signing out while the keychain is still being read wipes the account all the same', async () => {
  const world = await openSignedIn()
  world.vault.delayMs = 5_000
  const run = await restartAndRestore(world)
  assert.equal(standing(world), 'signingIn')
  const signOut = outcome(run.session.signOut())
  await world.clock.turn(20_000)
  assert.equal(await signOut, 'done')
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
})
