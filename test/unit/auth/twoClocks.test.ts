import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import {
  openHarness,
  openSignedIn,
  alice,
  restartAndRestore,
  send,
  status,
  type Harness,
} from './harness.ts'

const minute = 60_000
const day = 86_400_000

/** Sends a request each half second for a while, and counts those that met a token that had ended. */
async function traffic(harness: Harness, ms: number): Promise<number> {
  let refused = 0
  for (let passed = 0; passed < ms; passed += 500) {
    const sent = harness.run.session.pass(async (token) => {
      try {
        return await harness.chat.call(token)
      } catch (error) {
        refused += 1
        throw error
      }
    })
    sent.catch(() => undefined)
    await harness.clock.turn(500)
  }
  return refused
}

/** When each renewal was made, in seconds. */
function watchRenewals(harness: Harness): number[] {
  const at: number[] = []
  const { renew } = harness.service
  harness.service.renew = (...args) => {
    at.push(harness.clock.monotonic() / 1_000)
    return renew.apply(harness.service, args)
  }
  return at
}

for (const minutes of [-10, -1, 0, 1, 10]) {
  for (const localMinutes of [-10, 0, 10]) {
    test(`a service ${minutes} min and a computer ${localMinutes} min ahead: renewals come in time, and with a pause`, async () => {
      const harness = openHarness()
      harness.clock.setWall(localMinutes * minute)
      harness.restart()
      // Dated `iat` in the future a token is refused with 42: a service that is ahead leaves it out.
      harness.service.skewSeconds = minutes * 60
      if (minutes > 0) harness.service.extraClaims = { iat: 0 }
      harness.service.lifeSeconds = 1_200
      await harness.run.session.signIn(alice, true)
      const renewals = watchRenewals(harness)
      const refused = await traffic(harness, 60 * minute)
      assert.equal(refused, 0, 'no request meets a token that has ended')
      assert.equal(status(harness), 'connected')
      const pauses = renewals.slice(1).map((at, place) => at - (renewals[place] ?? 0))
      assert.ok(renewals.length >= 2 && renewals.length <= 12, `${renewals.length} renewals`)
      assert.ok(
        pauses.every((pause) => pause > 60),
        pauses.join(),
      )
    })
  }
}

test('tokens that the chat server finds expired are not renewed one after the other, at any traffic', async () => {
  const harness = await openSignedIn()
  // Ten minutes behind, with tokens of ten minutes.
  harness.service.skewSeconds = -600
  harness.service.lifeSeconds = 600
  harness.chat.end('alice')
  const renewals = watchRenewals(harness)
  await traffic(harness, 20_000)
  assert.ok(renewals.length <= 3, `${renewals.length} renewals in 20 s`)
})

test('tokens that live seconds by the chat server’s clock, and minutes by their own, are not renewed every other second', async () => {
  for (const withTraffic of [false, true]) {
    const harness = await openSignedIn()
    harness.service.skewSeconds = -597
    harness.service.lifeSeconds = 600
    harness.chat.end('alice')
    const renewals = watchRenewals(harness)
    if (withTraffic) await traffic(harness, 20_000)
    else await harness.clock.turn(20_000)
    assert.ok(renewals.length <= 6, `${renewals.length} renewals in 20 s`)
    assert.equal(status(harness).startsWith('needsSignIn'), false)
  }
})

test('answers of two servers that tell the time ten minutes apart make no renewals', async () => {
  const harness = await openSignedIn()
  const renewals = watchRenewals(harness)
  for (let turns = 0; turns < 200; turns += 1) {
    harness.chat.skewMs = turns % 2 === 0 ? 600_000 : 0
    await send(harness)
    await harness.clock.turn(500)
  }
  assert.deepEqual(renewals, [])
})

test('nor do they with tokens so short that one of the two finds each of them dead', async () => {
  const harness = await openSignedIn(true, ({ service }) => void (service.lifeSeconds = 300))
  const renewals = watchRenewals(harness)
  for (let turns = 0; turns < 40; turns += 1) {
    const isAhead = turns % 2 === 0
    harness.run.serverTime.learn(harness.clock.worldTime() + (isAhead ? 600_000 : 0))
    harness.run.session.serverTimeMoved()
    await harness.clock.turn(1_500)
  }
  const pauses = renewals.slice(1).map((at, place) => at - (renewals[place] ?? 0))
  assert.ok(renewals.length <= 6, `${renewals.length} renewals in a minute`)
  assert.ok(pauses.every((pause) => pause >= 1))
})

// Ahead by 50 minutes, an hour's token seems due and not ended.
for (const byMs of [day, -day, 50 * minute]) {
  test(`a start with a clock that is ${byMs / minute} min ahead renews no token that is still good`, async () => {
    const harness = await openSignedIn()
    harness.clock.setWall(byMs)
    await restartAndRestore(harness)
    await harness.clock.turn(1_000)
    assert.equal(status(harness), 'connected')
    assert.equal(harness.service.renewals, 0)
    await harness.clock.turn(2_280_000)
    assert.equal(harness.service.renewals, 1, 'but in time')
  })
}

test('a kept token that has ended is renewed before it is shown to the chat server', async () => {
  const harness = await openSignedIn()
  harness.clock.sleep(2 * 60 * minute)
  const before = harness.chat.sockets.length
  await restartAndRestore(harness)
  await harness.clock.turn(0)
  assert.equal(status(harness), 'connected')
  const shown = harness.chat.sockets.slice(before).map(({ token }) => token?.reveal())
  assert.deepEqual(shown, [harness.service.issued[1]])
})

test('nor is the token of a session that slept past its end', async () => {
  const harness = await openSignedIn()
  harness.run.session.suspended()
  harness.clock.sleep(2 * 60 * minute)
  harness.chat.cut()
  const before = harness.chat.sockets.length
  harness.run.session.resumed()
  await harness.clock.turn(0)
  assert.equal(status(harness), 'connected')
  const shown = harness.chat.sockets.slice(before).map(({ token }) => token?.reveal())
  assert.deepEqual(shown, [harness.service.issued[1]])
})

test('a chat server that does not tell its time is shown the token, and decides', async () => {
  for (const mode of ['silent', 'failing'] as const) {
    const harness = await openSignedIn()
    harness.clock.sleep(2 * 60 * minute)
    harness.chat.askTime = (signal) =>
      new Promise((_, reject) => {
        if (mode === 'failing') reject(new Failure('serverError', 'It answered 500.'))
        signal.addEventListener('abort', () => reject(new Failure('aborted', '')))
      })
    await restartAndRestore(harness)
    await harness.clock.turn(6_000)
    assert.equal(status(harness), 'connected', mode)
    assert.equal(harness.service.renewals, 1)
    assert.deepEqual(
      harness.clock.pending().filter((ms) => ms < 10_000),
      [],
    )
  }
})

test('signing out while the server is asked for its time leaves nothing behind', async () => {
  const harness = await openSignedIn()
  harness.clock.sleep(2 * 60 * minute)
  harness.chat.mode = 'silent'
  harness.run.session.leave()
  await restartAndRestore(harness)
  const sockets = harness.chat.sockets.length
  await harness.run.session.signOut()
  assert.deepEqual(harness.clock.pending(), [])
  await harness.clock.turn(minute)
  assert.equal(harness.chat.sockets.length, sockets)
})

test('a clock that is set is no sleep, even when the screen is unlocked after it', async () => {
  const harness = await openSignedIn()
  harness.clock.setWall(day)
  harness.run.session.resumed()
  await harness.clock.turn(0)
  assert.equal(harness.service.renewals, 0)
  assert.equal(harness.run.serverTime.skewMs(), -day)
})

test('of a clock that is set before a sleep only the sleep counts', async () => {
  const harness = await openSignedIn()
  harness.clock.setWall(day)
  harness.run.session.suspended()
  harness.clock.sleep(10 * minute)
  harness.run.session.resumed()
  harness.run.session.resumed()
  await harness.clock.turn(0)
  assert.equal(harness.service.renewals, 0)
  assert.equal(harness.run.serverTime.now(), harness.clock.worldTime())
})

test('a sleep past the due time renews at once', async () => {
  const harness = await openSignedIn()
  harness.run.session.suspended()
  harness.clock.sleep(40 * minute)
  harness.run.session.resumed()
  await harness.clock.turn(0)
  assert.equal(harness.service.renewals, 1)
})
