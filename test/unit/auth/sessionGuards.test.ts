import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { makeToken, settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  openHarness,
  openSignedIn,
  outcome,
  restartAndRestore,
  send,
  status,
  type Harness,
} from './harness.ts'

const network = new Failure('network', 'There is no network.')
const trouble = new Failure('serverError', 'It answered 503.')
const refusal = new Failure('renewalRefused', 'Sign in again.')
const dueMs = 2_281_000

/** Counts how often the chat server is asked for its time alone. */
function countAsks(harness: Harness): () => number {
  let asks = 0
  const ask = harness.chat.askTime.bind(harness.chat)
  harness.chat.askTime = (signal) => {
    asks += 1
    return ask(signal)
  }
  return () => asks
}

test('the server is asked for its time only before a kept token that can be renewed and seems to have ended', async () => {
  const fresh = await openSignedIn()
  let asks = countAsks(fresh)
  await restartAndRestore(fresh)
  assert.deepEqual([status(fresh), asks()], ['connected', 0])

  const pasted = openHarness()
  const token = makeToken('alice', { exp: 600 })
  await pasted.run.session.signIn({ method: 'token', token, userId: '' }, true)
  pasted.clock.setWall(3_600_000)
  asks = countAsks(pasted)
  await restartAndRestore(pasted)
  assert.deepEqual([status(pasted), asks()], ['connected', 0])

  const ahead = openHarness()
  ahead.clock.setWall(7_200_000)
  ahead.restart()
  asks = countAsks(ahead)
  await ahead.run.session.signIn(alice, true)
  assert.deepEqual([status(ahead), asks()], ['connected', 0])

  const heard = await openSignedIn()
  heard.run.session.switchAccount()
  await heard.clock.turn(4_000_000)
  asks = countAsks(heard)
  const sockets = heard.chat.sockets.length
  await heard.run.session.continueAs(aliceKey)
  await settled()
  assert.deepEqual([status(heard), asks(), heard.service.renewals], ['connected', 0, 1])
  assert.equal(heard.chat.sockets.length, sockets + 1)
})

test('while the server is asked for its time no token is shown, also when the person presses Retry', async () => {
  const harness = await openSignedIn()
  await harness.clock.turn(60_000)
  harness.run.session.leave()
  await harness.clock.turn(7_200_000)
  harness.chat.mode = 'silent'
  const before = harness.chat.sockets.length
  await restartAndRestore(harness)
  harness.run.session.retryNow()
  await settled()
  assert.equal(harness.chat.sockets.length, before)
})

test('a restored account shows that it connects while its ended token is renewed', async () => {
  const harness = await openSignedIn()
  harness.run.session.leave()
  await harness.clock.turn(7_200_000)
  harness.service.mode = 'late'
  await restartAndRestore(harness)
  assert.equal(status(harness), 'signingIn')
  harness.service.release()
  await settled()
  await settled()
  assert.equal(status(harness), 'connected')
})

test('a request waits for the first socket of a restored account', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = 'silent'
  await restartAndRestore(harness)
  const calls = harness.chat.calls
  void outcome(send(harness))
  await settled()
  assert.equal(harness.chat.calls, calls)
})

test('a kept token that cannot be renewed is shown even if it has ended: the server decides', async () => {
  const harness = openHarness()
  const token = makeToken('alice', { exp: 600 })
  await harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
  harness.run.session.switchAccount()
  await harness.clock.turn(700_000)
  await harness.run.session.continueAs(aliceKey)
  await settled()
  assert.equal(status(harness), 'needsSignIn tokenExpired')
})

test('a socket that speaks after the session has ended opens no other and sets no timer', async () => {
  for (const end of ['signOut', 'switch', 'refused'] as const) {
    const harness = openHarness()
    const listeners: Parameters<typeof harness.chat.connect>[2][] = []
    const connect = harness.chat.connect.bind(harness.chat)
    harness.chat.connect = (user, token, listener) => {
      listeners.push(listener)
      return connect(user, token, listener)
    }
    await harness.run.session.signIn(alice, true)
    await harness.clock.turn(dueMs)
    harness.chat.cut()
    await harness.clock.turn(1_000)
    if (end === 'signOut') await harness.run.session.signOut()
    if (end === 'switch') harness.run.session.switchAccount()
    if (end === 'refused') {
      await harness.clock.turn(60_000)
      harness.service.mode = refusal
      harness.chat.end('alice')
      await harness.clock.turn(1_000)
    }
    const [sockets, state] = [harness.chat.sockets.length, status(harness)]
    assert.ok(listeners.length >= 2)
    for (const listener of listeners) {
      listener.closed(new Failure('tokenExpired', 'It has expired.'))
      listener.closed(network)
      listener.welcome({ connectionId: 'late', role: 'user', name: null })
      listener.asking(true)
      listener.asking(false)
    }
    await harness.clock.turn(0)
    assert.deepEqual([harness.chat.sockets.length, status(harness)], [sockets, state])
    assert.deepEqual(harness.clock.pending(), [], end)
    assert.equal(harness.chat.open.length, 0)
  }
})

test('a token that is waited for a minute is tried when the computer wakes up after it', async () => {
  const harness = await openSignedIn()
  harness.service.skewSeconds = 60
  await harness.clock.turn(2_280_001)
  harness.chance.value = 0
  harness.chat.cut()
  await harness.clock.turn(10)
  assert.equal(status(harness), 'offline tokenUsedBeforeIssued')
  harness.run.session.suspended()
  harness.clock.sleep(70_000)
  harness.run.session.resumed()
  await harness.clock.turn(500)
  assert.equal(status(harness), 'connected')
})

test('nothing is set any more after a sign-out while a token is waited for', async () => {
  const harness = await openSignedIn()
  harness.service.skewSeconds = 30
  await harness.clock.turn(dueMs)
  harness.chance.value = 0
  harness.chat.cut()
  await harness.clock.turn(10)
  assert.equal(status(harness), 'offline tokenUsedBeforeIssued')
  await harness.run.session.signOut()
  await settled()
  assert.deepEqual(harness.clock.pending(), [])
})

test('while a lost connection is tried again the state gives the reason', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = 'silent'
  harness.chance.value = 0
  harness.run.states.length = 0
  harness.chat.cut()
  await harness.clock.turn(1)
  assert.deepEqual([status(harness), harness.run.states], ['offline network', ['offline network']])
})

test('a socket that is up again ends the pause of a renewal that the network had failed', async () => {
  const harness = await openSignedIn()
  harness.chance.value = 0.999
  harness.service.mode = network
  await harness.clock.turn(2_380_000)
  const before = harness.service.renewals
  assert.ok(before >= 1)
  harness.service.mode = 'ok'
  harness.chat.cut()
  await harness.clock.turn(1_000)
  assert.equal(harness.service.renewals, before + 1)
})

test('a renewal that has come through opens the connection that waits for its next try', async () => {
  const harness = await openSignedIn()
  harness.chance.value = 0.999
  harness.chat.mode = network
  harness.chat.cut()
  let sockets = 0
  for (let ms = 0; harness.service.renewals === 0 && ms < 3_000_000; ms += 50) {
    sockets = harness.chat.sockets.length
    await harness.clock.turn(50)
  }
  assert.equal(harness.service.renewals, 1)
  assert.equal(harness.chat.sockets.length, sockets + 1)
})

test('a token that still works is used while later tries of its renewal go on', async () => {
  const harness = await openSignedIn()
  harness.service.mode = trouble
  await harness.clock.turn(dueMs)
  assert.ok(harness.service.renewals >= 1)
  const before = harness.service.renewals
  harness.service.mode = 'late'
  while (harness.service.renewals === before) await harness.clock.turn(1_000)
  assert.equal(await send(harness), harness.service.issued[0])
})
