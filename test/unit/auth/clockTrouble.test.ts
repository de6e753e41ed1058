import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { makeToken, settled, startOfTime } from '../../support/fakes.ts'
import {
  alice,
  openSignedIn,
  openHarness,
  outcome,
  restartAndRestore,
  send,
  status,
  teamAddresses,
} from './harness.ts'

test('a token that should be valid is waited for as well, for the server’s time is known to 2 s', async () => {
  const harness = openHarness()
  harness.chat.skewMs = -1_900
  const signIn = outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(2_999)
  assert.equal(status(harness), 'signingIn')
  await harness.clock.turn(1)
  assert.equal(await signIn, 'done')
})

for (const [number, claim, code] of [
  ['41', 'nbf', 'tokenNotYetValid'],
  ['42', 'iat', 'tokenUsedBeforeIssued'],
] as const) {
  test(`code ${number}: a token that is valid in 30 s is waited for, and nobody renews it meanwhile`, async () => {
    const harness = await openSignedIn()
    harness.service.extraClaims = { [claim]: 30 }
    harness.chat.end('alice')
    await settled()
    const state = harness.run.session.state()
    assert.equal(status(harness), `offline ${code}`)
    assert.equal(state.kind === 'offline' && state.nextTryAt, harness.clock.now() + 31_000)
    await harness.clock.turn(29_000)
    assert.equal(harness.chat.sockets.length, 2)
    await harness.clock.turn(2_000)
    assert.equal(status(harness), 'connected')
    assert.equal(harness.service.renewals, 1)
  })

  test(`code ${number}: a first sign-in waits as well, instead of failing each time`, async () => {
    const harness = openHarness()
    harness.service.extraClaims = { [claim]: 5 }
    const signIn = outcome(harness.run.session.signIn(alice, true))
    await harness.clock.turn(6_000)
    assert.equal(await signIn, 'done')
    assert.equal(status(harness), 'connected')
  })

  test(`code ${number}: a token that is not valid for another 61 s needs a sign-in, naming the skew`, async () => {
    const harness = openHarness()
    // This computer's clock is ten minutes ahead.
    harness.clock.setWall(600_000)
    const token = makeToken('luke', { exp: 600 })
    await harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
    harness.vault.records.set('team/luke', {
      token: makeToken('luke', { [claim]: 61 }),
      refreshCredential: null,
      issuedFor: { ...teamAddresses, tokenService: null },
    })
    const run = await restartAndRestore(harness)
    assert.equal(status(harness), `needsSignIn ${code}`)
    const state = run.session.state()
    assert.ok(state.kind === 'needsSignIn')
    assert.match(state.failure.message, /valid 61 s from now/)
    assert.match(state.failure.message, /differs from it by -600 s/)
    assert.deepEqual(harness.clock.pending(), [])
  })

  test(`code ${number} on a request waits as on the socket, which stays, and then goes again`, async () => {
    const harness = await openSignedIn()
    harness.service.extraClaims = {
      [claim]: (harness.clock.worldTime() - startOfTime) / 1_000 + 2_310,
    }
    await harness.clock.turn(2_280_000)
    assert.equal(harness.service.renewals, 1)
    const all = [send(harness), send(harness)]
    await settled()
    assert.equal(status(harness), `offline ${code}`)
    await harness.clock.turn(29_000)
    assert.equal(harness.chat.calls, 2)
    const late = send(harness)
    await harness.clock.turn(2_500)
    assert.equal(new Set(await Promise.all([...all, late])).size, 1)
    assert.equal(status(harness), 'connected')
    assert.equal(harness.service.renewals, 1)
    assert.equal(harness.chat.sockets.length, 1)
  })

  test(`code ${number}: a renewal that fails during the wait does not let requests through early`, async () => {
    const harness = await openSignedIn()
    const now = (harness.clock.worldTime() - startOfTime) / 1_000
    harness.service.extraClaims = { [claim]: now + 2_310 }
    harness.service.lifeSeconds = 60
    await harness.clock.turn(2_280_000)
    harness.service.mode = new Failure('serverError', 'It answered 500.')
    const passed = outcome(send(harness))
    await harness.clock.turn(29_000)
    assert.ok(harness.service.renewals > 1)
    assert.equal(harness.chat.calls, 1)
    await harness.clock.turn(3_000)
    assert.equal(await passed, harness.service.issued[1])
    assert.equal(harness.chat.calls, 2)
  })

  test(`code ${number} on a request with a token that is not valid for long needs a sign-in`, async () => {
    const harness = await openSignedIn()
    harness.service.extraClaims = { [claim]: 5_000 }
    await harness.clock.turn(2_280_000)
    const passed = outcome(send(harness))
    await settled()
    assert.equal(await passed, code)
    assert.equal(status(harness), `needsSignIn ${code}`)
    assert.deepEqual(harness.clock.pending(), [])
  })

  test(`code ${number}: after one wait the answer is final`, async () => {
    const harness = await openSignedIn()
    harness.service.extraClaims = { [claim]: 30 }
    harness.chat.end('alice')
    await settled()
    harness.chat.skewMs = -45_000
    await harness.clock.turn(40_000)
    assert.equal(status(harness), `needsSignIn ${code}`)
    assert.equal(harness.service.renewals, 1)
    assert.deepEqual(harness.clock.pending(), [])
  })
}

test('a server that says 42 of a token that names no such time needs a sign-in at once', async () => {
  const harness = await openSignedIn()
  harness.service.mode = 'never'
  harness.chat.skewMs = -100_000
  harness.chat.cut()
  await harness.clock.turn(200)
  assert.equal(status(harness), 'needsSignIn tokenUsedBeforeIssued')
})

test('asking for a retry during the wait neither shortens it nor uses it up', async () => {
  const harness = await openSignedIn()
  harness.service.extraClaims = { nbf: 30 }
  harness.chat.end('alice')
  await harness.clock.turn(5_000)
  harness.run.session.retryNow()
  harness.run.session.resumed()
  await harness.clock.turn(5_000)
  assert.equal(status(harness), 'offline tokenNotYetValid')
  assert.equal(harness.chat.sockets.length, 2)
  await harness.clock.turn(21_000)
  assert.equal(status(harness), 'connected')
  assert.equal(harness.chat.sockets.length, 3)
})

test('a token service whose clock is always 5 s ahead is lived with, renewal after renewal', async () => {
  const harness = openHarness()
  harness.service.skewSeconds = 5
  const signIn = outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(7_000)
  assert.equal(await signIn, 'done')
  for (let renewals = 0; renewals < 5; renewals += 1) {
    harness.chat.end('alice')
    await harness.clock.turn(60_000)
    assert.equal(status(harness), 'connected')
  }
  assert.equal(await send(harness), harness.service.issued.at(-1))
  assert.equal(harness.service.renewals, 5)
})

test('signing out during the wait ends it', async () => {
  const harness = await openSignedIn()
  harness.service.extraClaims = { nbf: 30 }
  harness.chat.end('alice')
  await settled()
  await harness.run.session.signOut()
  await harness.clock.turn(60_000)
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.chat.sockets.length, 2)
})

// What existing clients get wrong, 13.
test('a clock that is a day off is measured against the server and told as the skew', async () => {
  const harness = openHarness()
  harness.clock.setWall(-86_400_000)
  await harness.run.session.signIn(alice, true)
  assert.equal(harness.run.session.signedIn()?.backend.serverTime.skewMs(), 86_400_000)
  await harness.clock.turn(2_279_000)
  assert.equal(harness.service.renewals, 0)
  await harness.clock.turn(2_000)
  assert.equal(harness.service.renewals, 1)
})
