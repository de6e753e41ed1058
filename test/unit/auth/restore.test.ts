import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { makeToken, settled } from '../../support/fakes.ts'
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
  teamAddresses,
} from './harness.ts'

const network = new Failure('network', 'There is no network.')

test('the next start restores the account with the token from the keychain, asking no token service', async () => {
  const harness = await openSignedIn()
  const run = await restartAndRestore(harness)
  assert.deepEqual(run.states, ['signingIn', 'connected'])
  assert.equal(run.session.signedIn()?.account.name, 'Alice Moreau')
  assert.equal(run.session.signedIn()?.storedIn, 'keychain')
  assert.equal(harness.service.renewals, 0)
})

test('the window knows the account before the keychain has answered', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 5_000
  const run = await restartAndRestore(harness)
  const state = run.session.state()
  assert.equal(state.kind === 'signingIn' && state.account?.name, 'Alice Moreau')
  await harness.clock.turn(5_000)
  assert.equal(status(harness), 'connected')
})

test('without a stored account the start shows none and touches no keychain', async () => {
  const harness = openHarness()
  harness.vault.state = 'unavailable'
  await harness.run.session.restore(workspaceId)
  assert.equal(status(harness), 'signedOut')
  assert.deepEqual(harness.disk.journal, [])
})

test('an account of another workspace is not restored', async () => {
  const harness = await openSignedIn()
  const run = harness.restart()
  await run.session.restore('another')
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 1)
})

test('a start without a network is offline with the cached identity, and connects by itself later', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = network
  harness.service.mode = network
  const run = await restartAndRestore(harness)
  assert.equal(status(harness), 'offline network')
  const state = run.session.state()
  assert.equal(state.kind === 'offline' && state.signedIn.account.name, 'Alice Moreau')
  assert.equal(state.kind === 'offline' && state.nextTryAt, harness.clock.now() + 125)

  await harness.clock.turn(3_600_000)
  assert.equal(status(harness), 'offline network')
  harness.chat.mode = 'ok'
  harness.service.mode = 'ok'
  run.session.retryNow()
  await harness.clock.turn(0)
  assert.equal(status(harness), 'connected')
  assert.equal(await send(harness), harness.service.issued.at(-1))
})

test('without anybody asking, the next try comes within 25 s of the return of the network', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = network
  await restartAndRestore(harness)
  await harness.clock.turn(600_000)
  harness.chat.mode = 'ok'
  await harness.clock.turn(25_000)
  assert.equal(status(harness), 'connected')
})

test('a kept token that has expired is renewed at the start, before anything is sent with it', async () => {
  const harness = await openSignedIn()
  harness.clock.sleep(7_200_000)
  const run = await restartAndRestore(harness)
  await harness.clock.turn(0)
  assert.equal(status(harness), 'connected')
  assert.equal(harness.service.renewals, 1)
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[1])
  assert.equal(run.session.signedIn()?.storedIn, 'keychain')
})

test('an expired token and a token service that is down: offline with the time of the next try, and not signed out', async () => {
  const harness = await openSignedIn()
  harness.clock.sleep(7_200_000)
  harness.service.mode = new Failure('serverError', 'It answered 500.')
  const run = await restartAndRestore(harness)
  await harness.clock.turn(60_000)
  const state = run.session.state()
  assert.equal(status(harness), 'offline serverError')
  assert.ok(state.kind === 'offline' && (state.nextTryAt ?? 0) > harness.clock.now())

  const queued = send(harness)
  harness.service.mode = 'ok'
  run.session.retryNow()
  await harness.clock.turn(0)
  assert.equal(status(harness), 'connected')
  assert.equal(await queued, harness.service.issued.at(-1))
})

test('a valid token and a dead token service: connected, used until it really ends', async () => {
  const harness = await openSignedIn()
  harness.service.mode = network
  await restartAndRestore(harness)
  await harness.clock.turn(3_500_000)
  assert.equal(status(harness), 'connected')
  assert.equal(await send(harness), harness.service.issued[0])
})

// What existing clients get wrong, 13.
test('a local clock that is a day wrong is never a reason to refuse a token', async () => {
  for (const byMs of [86_400_000, -86_400_000]) {
    const harness = openHarness()
    const token = makeToken('luke', { iat: -10, exp: 600 })
    harness.clock.setWall(byMs)
    await harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
    assert.equal(status(harness), 'connected')
    const run = await restartAndRestore(harness)
    assert.equal(status(harness), 'connected')
    assert.equal(run.session.signedIn()?.account.userId, 'luke')
  }
})

for (const [state, code] of [
  ['locked', 'keychainLocked'],
  ['unavailable', 'keychainUnavailable'],
] as const) {
  test(`a keychain that is ${state} at the start signs nobody out: it is told, and later continued`, async () => {
    const harness = await openSignedIn()
    harness.vault.state = state
    const run = await restartAndRestore(harness)
    assert.equal(status(harness), `needsSignIn ${code}`)
    assert.equal(harness.index.list()[0]?.stage, 'kept')
    assert.equal(harness.index.current(), aliceKey)

    harness.vault.state = 'ready'
    run.session.keychainReady()
    run.session.keychainReady()
    await settled()
    assert.equal(status(harness), 'connected')
    assert.equal(run.connections, 1)
  })
}

test('a person who continues without a locked keychain is signed in, saves nothing and loses no stored record', async () => {
  const harness = await openSignedIn()
  harness.vault.state = 'locked'
  const run = await restartAndRestore(harness)
  assert.equal(run.session.needsKeychain(), true)
  await run.session.signIn(alice, false)
  assert.equal(status(harness), 'connected')
  assert.equal(run.session.signedIn()?.storedIn, 'memory')
  assert.equal(run.session.needsKeychain(), false)
  harness.vault.state = 'ready'
  run.session.keychainReady()
  await settled()
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[0])
  assert.equal(harness.index.list()[0]?.stage, 'kept')
  assert.equal(harness.index.current(), null)
})

test('a new sign-in without keeping deletes the stored record of the account', async () => {
  const harness = await openSignedIn()
  harness.run.session.switchAccount()
  await harness.run.session.signIn(bob, true)
  harness.vault.state = 'locked'
  const run = await restartAndRestore(harness)
  assert.equal(status(harness), 'needsSignIn keychainLocked')
  harness.vault.state = 'ready'
  await run.session.signIn(alice, false)
  assert.deepEqual([...harness.vault.records.keys()], ['team/bob'])
})

for (const [method, account] of [
  ['service', alice],
  ['static', { method: 'token', token: makeToken('luke'), userId: '' }],
  ['guest', { method: 'guest', name: 'Ada' }],
] as const) {
  test(`one who has to sign in again is told how it was before: ${method}`, async () => {
    const harness = openHarness()
    await harness.run.session.signIn(account, true)
    harness.vault.state = 'locked'
    const run = await restartAndRestore(harness)
    const state = run.session.state()
    assert.equal(state.kind === 'needsSignIn' && state.method, method)
  })
}

test('a secret that is gone from a ready keychain needs a sign-in; the account stays remembered', async () => {
  const harness = await openSignedIn()
  harness.vault.records.clear()
  await restartAndRestore(harness)
  assert.equal(status(harness), 'needsSignIn secretMissing')
  assert.equal(harness.index.list().length, 1)

  await harness.run.session.signIn(alice, true)
  assert.equal(status(harness), 'connected')
})

test("a record with somebody else's token or no token at all is not used", async () => {
  for (const [token, code] of [
    [makeToken('bob'), 'userMismatch'],
    ['garbage', 'tokenMalformed'],
  ] as const) {
    const harness = await openSignedIn()
    harness.vault.records.set(aliceKey, {
      token,
      refreshCredential: null,
      issuedFor: teamAddresses,
    })
    const connects = harness.chat.sockets.length
    await restartAndRestore(harness)
    assert.equal(status(harness), `needsSignIn ${code}`)
    assert.equal(harness.chat.sockets.length, connects)
  }
})

test('a workspace that lost its token service says so instead of starting a dead session', async () => {
  const harness = await openSignedIn()
  harness.workspace.hasTokenService = false
  await restartAndRestore(harness)
  assert.equal(status(harness), 'needsSignIn tokenServiceMissing')
})

test('guests and pasted tokens are restored too', async () => {
  const harness = openHarness()
  await harness.run.session.signIn({ method: 'guest', name: 'Ada' }, true)
  let run = await restartAndRestore(harness)
  assert.equal(status(harness), 'connected')
  assert.equal(run.session.signedIn()?.account.kind, 'guest')
  assert.equal(run.session.signedIn()?.method, 'guest')

  run.session.switchAccount()
  await run.session.signIn({ method: 'token', token: makeToken('luke'), userId: 'luke' }, true)
  run = await restartAndRestore(harness)
  assert.equal(run.session.signedIn()?.account.userId, 'luke')
  assert.equal(run.session.signedIn()?.method, 'static')
})

test('signing out while the keychain is still being read wipes the account all the same', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 5_000
  const run = await restartAndRestore(harness)
  assert.equal(status(harness), 'signingIn')
  const signOut = outcome(run.session.signOut())
  await harness.clock.turn(20_000)
  assert.equal(await signOut, 'done')
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
})
