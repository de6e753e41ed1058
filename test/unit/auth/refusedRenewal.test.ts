import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  openHarness,
  openSignedIn,
  outcome,
  restartAndRestore,
  send,
  status,
} from './harness.ts'

const hourMs = 3_600_000
const renewable = (harness: ReturnType<typeof openHarness>) =>
  harness.run.session.signedIn()?.activeSession.isRenewable()

const isRefused = (harness: ReturnType<typeof openHarness>) =>
  (harness.run.session.signedIn()?.activeSession.renewalRefusal() ?? null) !== null

test('a service that gives no refresh credential is not asked for a renewal that it must refuse', async () => {
  const harness = await openSignedIn(
    true,
    ({ service }) => void (service.givesCredential = 'never'),
  )
  assert.equal(harness.run.session.signedIn()?.activeSession.renewsAt(), null)
  assert.deepEqual([renewable(harness), isRefused(harness)], [false, false])
  await harness.clock.turn(hourMs - 1)
  assert.equal(status(harness), 'connected')
  assert.equal(await send(harness), harness.service.issued[0])
  await harness.clock.turn(1)
  assert.equal(await outcome(send(harness)), 'renewalRefused')
  assert.equal(status(harness), 'needsSignIn renewalRefused')
  assert.deepEqual(harness.service.calls, ['signIn alice'])
  assert.deepEqual(harness.clock.pending(), [])
})

test('nor is it after a restart, though the kept token has ended meanwhile', async () => {
  const harness = await openSignedIn(
    true,
    ({ service }) => void (service.givesCredential = 'never'),
  )
  harness.clock.sleep(2 * hourMs)
  await restartAndRestore(harness)
  await harness.clock.turn(1_000)
  assert.equal(status(harness), 'needsSignIn renewalRefused')
  assert.deepEqual(harness.service.calls, ['signIn alice'])
})

test('one that renews for a user ID alone is asked without a credential', async () => {
  const harness = await openSignedIn(true, ({ service }) => {
    service.givesCredential = 'never'
    service.renewsByUserId = true
  })
  assert.equal(renewable(harness), true)
  await harness.clock.turn(2_281_000)
  assert.deepEqual(harness.service.calls, ['signIn alice', 'renew alice null'])
  assert.equal(status(harness), 'connected')
})

test('a service that does not rotate its credential gets the same one each time', async () => {
  const harness = await openSignedIn(true, ({ service }) => void (service.givesCredential = 'once'))
  await harness.clock.turn(3 * 2_280_000)
  assert.equal(status(harness), 'connected')
  assert.deepEqual(harness.service.calls.slice(1), Array(3).fill('renew alice credential-alice-1'))
  await restartAndRestore(harness)
  await harness.clock.turn(2_280_000)
  assert.equal(harness.service.calls.at(-1), 'renew alice credential-alice-1')
  assert.equal(status(harness), 'connected')
})

for (const code of ['renewalRefused', 'credentialsRefused', 'credentialUnusable'] as const) {
  test(`${code} while the token is accepted stops the renewals and is told; the session ends with the token`, async () => {
    const harness = await openSignedIn()
    harness.service.mode = new Failure(code, 'A definite no.')
    await harness.clock.turn(2_281_000)
    assert.equal(status(harness), 'connected')
    assert.equal(renewable(harness), false)
    assert.equal(isRefused(harness), true)
    assert.equal(await send(harness), harness.service.issued[0])
    harness.run.session.retryNow()
    harness.run.session.resumed()
    harness.run.session.serverTimeMoved()
    harness.chat.cut()
    await harness.clock.turn(hourMs - 2_281_000 - 1)
    assert.equal(status(harness), 'connected')
    assert.equal(harness.service.renewals, 1)
    await harness.clock.turn(1)
    assert.equal(await outcome(send(harness)), code)
    assert.equal(status(harness), `needsSignIn ${code}`)
    assert.equal(harness.service.renewals, 1)
    assert.deepEqual(harness.clock.pending(), [])
  })
}

test('a definite no while the chat server is away ends no session before that server has refused the token', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = new Failure('network', 'Away.')
  harness.chat.cut()
  harness.service.endSessions()
  await harness.clock.turn(2_281_000)
  assert.equal(status(harness), 'offline network')
  harness.chat.mode = 'ok'
  await harness.clock.turn(25_000)
  assert.equal(status(harness), 'connected')
  await harness.clock.turn(hourMs)
  assert.equal(await outcome(send(harness)), 'renewalRefused')
})

test('a definite no that comes while the token is found to have ended ends the session at once', async () => {
  const harness = await openSignedIn()
  harness.service.mode = 'late'
  await harness.clock.turn(2_281_000)
  harness.chat.end('alice')
  harness.service.endSessions()
  harness.service.release()
  await settled()
  assert.equal(status(harness), 'needsSignIn renewalRefused')
})

test('a kept token that has ended and a definite no: the chat server says so before the session ends', async () => {
  const harness = await openSignedIn()
  harness.service.endSessions()
  harness.clock.sleep(2 * hourMs)
  await restartAndRestore(harness)
  await harness.clock.turn(1_000)
  assert.equal(status(harness), 'needsSignIn renewalRefused')
  assert.equal(harness.service.renewals, 1)
  await harness.run.session.signIn(alice, true)
  assert.equal(status(harness), 'connected')
})
