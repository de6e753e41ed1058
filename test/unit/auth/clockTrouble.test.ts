import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { makeToken, settled, startOfTime } from '../../support/fakes.ts'
import {
  alice,
  openSignedIn,
  openWorld,
  outcome,
  restartAndRestore,
  send,
  standing,
} from './harness.ts'

test('a token that should be valid is waited for as well, for the server’s time is known to 2 s', async () => {
  const world = openWorld()
  world.chat.skewMs = -1_900
  const signIn = outcome(world.run.session.signIn(alice, true))
  await world.clock.turn(2_999)
  assert.equal(standing(world), 'signingIn')
  await world.clock.turn(1)
  assert.equal(await signIn, 'done')
})

for (const [number, claim, code] of [
  ['41', 'nbf', 'tokenNotYetValid'],
  ['42', 'iat', 'tokenUsedBeforeIssued'],
] as const) {
  test(`code ${number}: a token that is valid in 30 s is waited for, and nobody renews it meanwhile`, async () => {
    const world = await openSignedIn()
    world.service.extraClaims = { [claim]: 30 }
    world.chat.end('alice')
    await settled()
    const state = world.run.session.state()
    assert.equal(standing(world), `offline ${code}`)
    assert.equal(state.kind === 'offline' && state.nextTryAt, world.clock.now() + 31_000)
    await world.clock.turn(29_000)
    assert.equal(world.chat.sockets.length, 2)
    await world.clock.turn(2_000)
    assert.equal(standing(world), 'connected')
    assert.equal(world.service.renewals, 1)
  })

  test(`code ${number}: a first sign-in waits as well, instead of failing each time`, async () => {
    const world = openWorld()
    world.service.extraClaims = { [claim]: 5 }
    const signIn = outcome(world.run.session.signIn(alice, true))
    await world.clock.turn(6_000)
    assert.equal(await signIn, 'done')
    assert.equal(standing(world), 'connected')
  })

  test(`code ${number}: a token that is not valid for another 61 s needs a sign-in, naming the skew`, async () => {
    const world = openWorld()
    // This computer's clock is ten minutes ahead.
    world.clock.setWall(600_000)
    const token = makeToken('luke', { exp: 600 })
    await world.run.session.signIn({ way: 'token', token, userId: '' }, true)
    world.vault.records.set('team/luke', {
      token: makeToken('luke', { [claim]: 61 }),
      refreshCredential: null,
    })
    const run = await restartAndRestore(world)
    assert.equal(standing(world), `needsSignIn ${code}`)
    const state = run.session.state()
    assert.ok(state.kind === 'needsSignIn')
    assert.match(state.failure.message, /valid 61 s from now/)
    assert.match(state.failure.message, /differs from it by -600 s/)
    assert.deepEqual(world.clock.pending(), [])
  })

  test(`code ${number} on a request waits as on the socket, which stays, and then goes again`, async () => {
    const world = await openSignedIn()
    world.service.extraClaims = { [claim]: (world.clock.worldTime() - startOfTime) / 1_000 + 2_310 }
    await world.clock.turn(2_280_000)
    assert.equal(world.service.renewals, 1)
    const all = [send(world), send(world)]
    await settled()
    assert.equal(standing(world), `offline ${code}`)
    await world.clock.turn(29_000)
    assert.equal(world.chat.calls, 2)
    const late = send(world)
    await world.clock.turn(2_500)
    assert.equal(new Set(await Promise.all([...all, late])).size, 1)
    assert.equal(standing(world), 'connected')
    assert.equal(world.service.renewals, 1)
    assert.equal(world.chat.sockets.length, 1)
  })

  test(`code ${number}: a renewal that fails during the wait does not let requests through early`, async () => {
    const world = await openSignedIn()
    const now = (world.clock.worldTime() - startOfTime) / 1_000
    world.service.extraClaims = { [claim]: now + 2_310 }
    world.service.lifeSeconds = 60
    await world.clock.turn(2_280_000)
    world.service.mode = new Failure('serverError', 'It answered 500.')
    const passed = outcome(send(world))
    await world.clock.turn(29_000)
    assert.ok(world.service.renewals > 1)
    assert.equal(world.chat.calls, 1)
    await world.clock.turn(3_000)
    assert.equal(await passed, world.service.issued[1])
    assert.equal(world.chat.calls, 2)
  })

  test(`code ${number} on a request with a token that is not valid for long needs a sign-in`, async () => {
    const world = await openSignedIn()
    world.service.extraClaims = { [claim]: 5_000 }
    await world.clock.turn(2_280_000)
    const passed = outcome(send(world))
    await settled()
    assert.equal(await passed, code)
    assert.equal(standing(world), `needsSignIn ${code}`)
    assert.deepEqual(world.clock.pending(), [])
  })

  test(`code ${number}: after one wait the answer is final`, async () => {
    const world = await openSignedIn()
    world.service.extraClaims = { [claim]: 30 }
    world.chat.end('alice')
    await settled()
    world.chat.skewMs = -45_000
    await world.clock.turn(40_000)
    assert.equal(standing(world), `needsSignIn ${code}`)
    assert.equal(world.service.renewals, 1)
    assert.deepEqual(world.clock.pending(), [])
  })
}

test('a server that says 42 of a token that names no such time needs a sign-in at once', async () => {
  const world = await openSignedIn()
  world.service.mode = 'never'
  world.chat.skewMs = -100_000
  world.chat.cut()
  await world.clock.turn(200)
  assert.equal(standing(world), 'needsSignIn tokenUsedBeforeIssued')
})

test('asking for a retry during the wait neither shortens it nor uses it up', async () => {
  const world = await openSignedIn()
  world.service.extraClaims = { nbf: 30 }
  world.chat.end('alice')
  await world.clock.turn(5_000)
  world.run.session.retryNow()
  world.run.session.resumed()
  await world.clock.turn(5_000)
  assert.equal(standing(world), 'offline tokenNotYetValid')
  assert.equal(world.chat.sockets.length, 2)
  await world.clock.turn(21_000)
  assert.equal(standing(world), 'connected')
  assert.equal(world.chat.sockets.length, 3)
})

test('a token service whose clock is always 5 s ahead is lived with, renewal after renewal', async () => {
  const world = openWorld()
  world.service.skewSeconds = 5
  const signIn = outcome(world.run.session.signIn(alice, true))
  await world.clock.turn(7_000)
  assert.equal(await signIn, 'done')
  for (let renewals = 0; renewals < 5; renewals += 1) {
    world.chat.end('alice')
    await world.clock.turn(60_000)
    assert.equal(standing(world), 'connected')
  }
  assert.equal(await send(world), world.service.issued.at(-1))
  assert.equal(world.service.renewals, 5)
})

test('signing out during the wait ends it', async () => {
  const world = await openSignedIn()
  world.service.extraClaims = { nbf: 30 }
  world.chat.end('alice')
  await settled()
  await world.run.session.signOut()
  await world.clock.turn(60_000)
  assert.equal(standing(world), 'signedOut')
  assert.equal(world.chat.sockets.length, 2)
})

// What existing clients get wrong, 13.
test('a clock that is a day off is measured against the server and told as the skew', async () => {
  const world = openWorld()
  world.clock.setWall(-86_400_000)
  await world.run.session.signIn(alice, true)
  assert.equal(world.run.session.present()?.backend.serverTime.skewMs(), 86_400_000)
  await world.clock.turn(2_279_000)
  assert.equal(world.service.renewals, 0)
  await world.clock.turn(2_000)
  assert.equal(world.service.renewals, 1)
})
