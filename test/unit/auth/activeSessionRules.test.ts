import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  openHarness,
  openSignedIn,
  restartAndRestore,
  status,
  type Harness,
} from './harness.ts'

const network = new Failure('network', 'There is no network.')
const dueMs = 2_281_000

const active = ({ run }: Harness) =>
  run.session.signedIn()?.activeSession ?? assert.fail('Nobody is signed in.')

/** From now on nothing tells the server's time. */
function mute({ run }: Harness): void {
  run.serverTime.learn = () => false
}

test('a kept token is planned as soon as the server’s time is heard, before it is tried', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = 'silent'
  const run = await restartAndRestore(harness)
  assert.equal(active(harness).renewsAt(), null)
  run.serverTime.learn(harness.clock.worldTime())
  run.session.serverTimeMoved()
  assert.notEqual(active(harness).renewsAt(), null)
})

test('a kept token that a server without a clock has accepted is planned', async () => {
  const harness = await openSignedIn()
  const run = harness.restart()
  mute(harness)
  void run.session.restore('team')
  await harness.clock.turn(0)
  assert.equal(status(harness), 'connected')
  assert.equal(run.serverTime.isHeard(), false)
  assert.notEqual(active(harness).renewsAt(), null)
})

for (const isHeard of [true, false]) {
  test(`a connection that breaks while a good token is renewed comes back with it (${isHeard ? 'the server tells its time' : 'the server tells no time, and this computer is ahead'})`, async () => {
    const harness = openHarness()
    if (!isHeard) {
      harness.clock.setWall(7_200_000)
      harness.restart()
      mute(harness)
    }
    await harness.run.session.signIn(alice, true)
    harness.service.mode = 'late'
    await harness.clock.turn(dueMs)
    assert.equal(status(harness), 'refreshing')
    harness.chance.value = 0
    harness.chat.cut()
    await harness.clock.turn(10)
    assert.equal(harness.chat.open.length, 1)
  })
}

test('a socket that the network lost does not end the pause of a renewal that the network failed', async () => {
  const harness = await openSignedIn()
  harness.chance.value = 0.999
  harness.service.mode = network
  await harness.clock.turn(2_400_000)
  const before = harness.service.renewals
  assert.ok(before >= 1)
  harness.chat.mode = network
  harness.chat.cut()
  await harness.clock.turn(20_000)
  assert.equal(harness.service.renewals, before)
})

test('a refusal that asks for a pause does not hold back the socket with the next token', async () => {
  const harness = await openSignedIn()
  harness.service.mode = 'late'
  const retryAfterMs = 30_000
  harness.chat.cut(new Failure('tokenExpired', 'Code 40.', { retryAfterMs }))
  await settled()
  harness.service.mode = 'ok'
  harness.service.release()
  await harness.clock.turn(0)
  assert.deepEqual([status(harness), harness.chat.sockets.length], ['connected', 2])
})

test('a socket that is refused late, after the wait for its token, is opened again at once', async () => {
  const harness = await openSignedIn()
  harness.service.skewSeconds = 3
  await harness.clock.turn(dueMs)
  assert.equal(harness.service.renewals, 1)
  const early = () => new Failure('tokenUsedBeforeIssued', 'Code 42.')
  const request = Promise.withResolvers<string>()
  let sent = 0
  const passed = harness.run.session.pass(() => {
    sent += 1
    return sent === 1 ? request.promise : Promise.resolve('taken')
  })
  harness.chat.mode = 'silent'
  harness.chance.value = 0
  harness.chat.cut()
  await harness.clock.turn(1)
  request.reject(early())
  await settled()
  assert.equal(status(harness), 'offline tokenUsedBeforeIssued')
  await harness.clock.turn(5_000)
  harness.chance.value = 0.999
  harness.chat.mode = 'ok'
  harness.chat.sockets.at(-1)?.refuse(early())
  await harness.clock.turn(0)
  assert.deepEqual([status(harness), harness.chat.sockets.length], ['connected', 3])
  assert.equal(await passed, 'taken')
})
