import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { Grant } from '../../../main/auth/ports.ts'
import { createRenewal } from '../../../main/auth/renewal/renewal.ts'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import type { Token } from '../../../main/auth/token/token.ts'
import { FakeClock, settled, startOfTime, tokenOf } from '../../support/fakes.ts'

const day = 86_400

/** A renewal that only counts its calls; a service that issues what it is told to. */
function openSchedule(issue: () => Token | Failure = () => new Failure('network', 'Down.')) {
  const clock = new FakeClock()
  const serverTime = createServerTime(clock)
  const calls: number[] = []
  const renewal = createRenewal({
    clock,
    serverTime,
    random: () => 0.5,
    renew: async (): Promise<Grant> => {
      calls.push((clock.monotonic() - 5_000) / 1_000)
      const token = issue()
      if (token instanceof Failure) throw token
      return { token, refreshCredential: null, name: null, image: null }
    },
    ended: () => new Failure('tokenExpired', 'Ended.'),
    store: async () => undefined,
    on: {
      calling: () => undefined,
      renewed: () => undefined,
      failing: () => undefined,
      ended: () => undefined,
    },
  })
  return { clock, serverTime, calls, renewal }
}

test('a token valid for 60 days waits on timers that setTimeout can hold', async () => {
  const { clock, calls, renewal } = openSchedule()
  renewal.schedule(tokenOf('alice', { exp: 60 * day }), 'new')
  assert.ok((clock.pending()[0] ?? Infinity) <= 3_600_000)
  await clock.turn(37 * day * 1_000)
  assert.deepEqual(calls, [])
  await clock.turn(day * 1_000 + 1)
  assert.equal(calls[0], 38 * day)
})

test('a kept token is due by when it was issued; one that is overdue is renewed at once', async () => {
  const kept = openSchedule()
  kept.renewal.schedule(tokenOf('alice', { iat: -1_800, exp: 1_800 }), 'kept')
  assert.equal(kept.renewal.renewsAt(), startOfTime - 1_800_000 + 2_280_000)

  const overdue = openSchedule()
  overdue.renewal.schedule(tokenOf('alice', { iat: -3_000, exp: 600 }), 'kept')
  await settled()
  assert.deepEqual(overdue.calls, [0])
})

test('a kept token that does not say when it was issued lives from now', () => {
  const { renewal } = openSchedule()
  renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'kept')
  assert.equal(renewal.renewsAt(), startOfTime + 2_280_000)
})

// What existing clients get wrong, 13.
test('learning the true time moves the due time: a wrong local clock changes nothing', async () => {
  const { clock, serverTime, calls, renewal } = openSchedule()
  renewal.schedule(tokenOf('alice', { iat: 0, exp: 3_600 }), 'kept')
  assert.equal(serverTime.learn(startOfTime + 2_000_000), true)
  renewal.timeMoved()
  await clock.turn(279_999)
  assert.deepEqual(calls, [])
  await clock.turn(1)
  assert.deepEqual(calls, [280])
})

test('setting the local clock a day forward or back changes nothing', async () => {
  for (const byMs of [day * 1_000, -day * 1_000]) {
    const { clock, calls, renewal } = openSchedule()
    renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'new')
    clock.setWall(byMs)
    renewal.timeMoved()
    await clock.turn(2_279_000)
    assert.deepEqual(calls, [])
    await clock.turn(1_000)
    assert.deepEqual(calls, [2_280])
  }
})

test('after a sleep past the due time the token is renewed at once', async () => {
  const { clock, serverTime, calls, renewal } = openSchedule()
  renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'new')
  clock.sleep(3_000_000)
  await clock.turn(0)
  assert.deepEqual(calls, [])
  serverTime.resumed()
  renewal.timeMoved()
  await settled()
  assert.deepEqual(calls, [0])
})

test('a token that is dead on arrival is not renewed in a loop without a pause', async () => {
  const { clock, calls, renewal } = openSchedule(() => tokenOf('alice', { exp: -1 }))
  renewal.renewNow()
  await clock.turn(60_000)
  const waits = calls.slice(1).map((at, place) => at - (calls[place] ?? 0))
  assert.deepEqual(waits, [1, 1, 1, 2, 4, 8, 15, 15])
})

test('however short its life, a token is renewed once a second and no more often', async () => {
  for (const lifeSeconds of [0.3, 1, 2.5]) {
    const { clock, calls, renewal } = openSchedule(() =>
      tokenOf('alice', { exp: (clock.worldTime() - startOfTime) / 1_000 + lifeSeconds }),
    )
    renewal.renewNow()
    await clock.turn(60_000)
    const waits = calls.slice(1).map((at, place) => at - (calls[place] ?? 0))
    assert.ok(waits.length >= 50 && Math.min(...waits) >= 1, `${lifeSeconds}: ${waits.join()}`)
  }
})

test('a token that lives 20 s is renewed every 6 s or so, not without a pause', async () => {
  const { clock, calls, renewal } = openSchedule(() =>
    tokenOf('alice', { exp: (clock.worldTime() - startOfTime) / 1_000 + 20 }),
  )
  renewal.renewNow()
  await clock.turn(60_000)
  assert.ok(calls.length >= 9 && calls.length <= 11, `${calls.length} calls`)
})
