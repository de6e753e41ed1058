import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { FakeClock, settled, startOfTime, tokenOf } from '../../support/fakes.ts'
import { grant, hour, openRenewal, trouble } from './renewalHarness.ts'

const refusal = new Failure('renewalRefused', 'Sign in again.')
const afterMs = (seconds: number) => ({ exp: seconds })
/** It ended before it came. */
const dead = () => grant(tokenOf('alice', { iat: -600, exp: -10 }))
const good = (exp = 100_000) => grant(tokenOf('alice', { exp }))

/** When calls began, in seconds. */
const calls = (told: readonly [number, string][]) =>
  told.filter(([, what]) => what.startsWith('calling')).map(([at]) => at)
const pauses = (at: readonly number[]) =>
  at.slice(1).map((call, place) => Math.round(call - (at[place] ?? 0)))

test('a token that is refused right after its renewal is renewed after 2 s, one that held for 10 s at once', async () => {
  const { clock, told, renewal } = openRenewal([good(), good(), good()])
  renewal.renewNow()
  await settled()
  renewal.renewNow()
  assert.deepEqual(told.at(-1), [0, 'failing tokenRejected'])
  await clock.turn(60_000)
  assert.deepEqual(calls(told), [0, 2])
  renewal.renewNow()
  await settled()
  await clock.turn(10_000)
  renewal.renewNow()
  assert.deepEqual(calls(told), [0, 2, 60, 70])
})

test('the pauses after such refusals grow, and start over once a token has held', async () => {
  const { clock, chance, told, renewal } = openRenewal(Array.from({ length: 20 }, () => good()))
  chance.value = 0.999_999
  /** So many refusals, each right after a renewal. */
  async function refuseRapidly(count: number): Promise<number[]> {
    const from = calls(told).length
    renewal.renewNow()
    await settled()
    for (let refusals = 0; refusals < count; refusals += 1) {
      const before = calls(told).length
      renewal.renewNow()
      while (calls(told).length === before) await clock.turn(500)
    }
    return pauses(calls(told).slice(from))
  }
  assert.deepEqual(await refuseRapidly(5), [2, 2, 2, 4, 8])
  await clock.turn(10_000)
  assert.deepEqual(await refuseRapidly(4), [2, 2, 2, 4])
})

test('a demand that was met is over: the next definite no comes while the token is still good', async () => {
  const { clock, told, renewal } = openRenewal([good(3_600), refusal])
  renewal.renewNow()
  await clock.turn(2_400_000)
  assert.deepEqual(told.at(-1), [2_400, 'refused renewalRefused'])
  assert.equal(renewal.state().kind, 'refused')
  renewal.renewNow()
  renewal.renewNow()
  assert.deepEqual(
    told.filter(([, what]) => what.startsWith('ended')),
    [[2_400, 'ended renewalRefused']],
  )
})

test('a new token starts over after a refusal', async () => {
  const { clock, renewal } = openRenewal([refusal])
  renewal.schedule(tokenOf('alice', hour), 'new')
  await clock.turn(2_400_000)
  assert.equal(renewal.renewsAt(), null)
  renewal.schedule(tokenOf('alice', afterMs(7_200)), 'new')
  assert.equal(renewal.state().kind, 'waiting')
})

test('a second token takes the place of the first: one timer is set', () => {
  const { clock, renewal } = openRenewal()
  renewal.schedule(tokenOf('alice', hour), 'new')
  renewal.schedule(tokenOf('alice', hour), 'new')
  assert.equal(clock.pending().length, 1)
})

test('a stopped renewal makes no call, also when it is stopped while it tells of one', async () => {
  const stopped = openRenewal()
  stopped.renewal.schedule(tokenOf('alice', hour), 'new')
  stopped.renewal.stop()
  stopped.renewal.renewNow()
  assert.deepEqual([stopped.told, stopped.renewal.state()], [[], { kind: 'stopped' }])

  const stopping = openRenewal([], {
    on: {
      calling: () => stopping.renewal.stop(),
      renewed: () => undefined,
      failing: () => undefined,
      ended: () => undefined,
    },
  })
  stopping.renewal.renewNow()
  await settled()
  assert.deepEqual([stopping.signals.length, stopping.clock.pending()], [0, []])
})

test('the end of all renewals is told once', () => {
  const { told, renewal } = openRenewal([], { renew: null })
  renewal.renewNow()
  renewal.renewNow()
  assert.deepEqual(told, [[0, 'ended tokenExpired']])
})

test('a renewal that can no longer be made is not called when it is due', async () => {
  let canRenew = true
  const { clock, told, renewal } = openRenewal([], { canRenew: () => canRenew })
  renewal.schedule(tokenOf('alice', hour), 'new')
  canRenew = false
  await clock.turn(2_400_000)
  assert.deepEqual([told, renewal.renewsAt(), renewal.state().kind], [[], null, 'idle'])
})

test('news of the server’s time ends no pause of a renewal that failed', async () => {
  const busy = new Failure('serverError', 'It answered 503.', { retryAfterMs: 20_000 })
  const { clock, told, serverTime, renewal } = openRenewal([busy, good()])
  renewal.schedule(tokenOf('alice', hour), 'new')
  await clock.turn(2_400_000)
  for (const aheadMs of [0, 5_000, -5_000]) {
    serverTime.learn(clock.worldTime() + aheadMs)
    renewal.timeMoved()
    await clock.turn(5_000)
  }
  assert.deepEqual(calls(told), [2_400])
  await clock.turn(5_000)
  assert.deepEqual(calls(told), [2_400, 2_420])
})

test('a sign of life ends a pause after a network failure a second after the call, and not sooner', async () => {
  const { clock, chance, told, renewal } = openRenewal([trouble, good()])
  renewal.schedule(tokenOf('alice', hour), 'new')
  chance.value = 0.999_999
  await clock.turn(2_400_999)
  renewal.signOfLife()
  assert.deepEqual(calls(told), [2_400])
  await clock.turn(1)
  renewal.signOfLife()
  assert.deepEqual(calls(told), [2_400, 2_401])
})

test('a kept token that has ended is renewed at once', () => {
  const { clock, serverTime, told, renewal } = openRenewal()
  serverTime.learn(clock.worldTime())
  renewal.schedule(tokenOf('alice', { exp: -3_600 }), 'kept')
  assert.deepEqual(told, [[0, 'calling 0']])
})

test('a new token that ends as it comes is not replaced without a pause', async () => {
  const { clock, chance, serverTime, told, renewal } = openRenewal()
  chance.value = 0.9
  serverTime.learn(clock.worldTime())
  renewal.schedule(tokenOf('alice', { iat: -600, exp: 0 }), 'new')
  await clock.turn(0)
  assert.deepEqual(told, [])
})

test('tokens that come dead are renewed with pauses that grow; only one that lives until it is due starts them over', async () => {
  const short = () => grant(tokenOf('alice', { iat: 0, exp: 1_000 }))
  const { clock, chance, serverTime, told, renewal } = openRenewal([
    dead(),
    dead(),
    dead(),
    short(),
    dead(),
    dead(),
    'never',
  ])
  chance.value = 0.999_999
  serverTime.learn(clock.worldTime())
  renewal.schedule(dead().token, 'new')
  assert.deepEqual([renewal.state().kind, clock.pending()], ['waiting', [500]])
  await clock.turn(20_000)
  // A least pause of a twentieth of the stated life, 30 s, goes for the good one alone.
  assert.deepEqual(pauses([0, ...calls(told)]), [1, 1, 2, 4])
  // Refused before it was due: the clocks do not agree yet.
  renewal.renewNow()
  await settled()
  assert.deepEqual(clock.pending(), [8_000])
  assert.equal(renewal.state().kind, 'retrying')
})

test('the pauses start over with a dead token after one that lived until it was due', async () => {
  const { clock, chance, serverTime, told, renewal } = openRenewal([
    dead(),
    dead(),
    good(400),
    grant(tokenOf('alice', { iat: -600, exp: -10 })),
    trouble,
    'never',
  ])
  serverTime.learn(clock.worldTime())
  renewal.schedule(dead().token, 'new')
  await clock.turn(5_000)
  const due = (renewal.renewsAt() ?? 0) - clock.worldTime()
  assert.ok(due > 60_000)
  chance.value = 0.999_999
  await clock.turn(due)
  assert.equal(renewal.state().kind, 'waiting')
  assert.deepEqual(clock.pending(), [1_000])
  // One that fails after the first dead token is told as a failure.
  await clock.turn(1_000)
  assert.equal(renewal.state().kind, 'retrying')
  assert.equal(told.at(-1)?.[1], 'failing network')
})

test('a dead token’s pause is not put off by news of the time, unless the token is alive after all', async () => {
  const { clock, chance, serverTime, told, renewal } = openRenewal()
  chance.value = 0.999_999
  serverTime.learn(clock.worldTime())
  renewal.schedule(dead().token, 'new')
  for (let news = 0; news < 4; news += 1) {
    await clock.turn(100)
    renewal.timeMoved()
  }
  await clock.turn(100)
  assert.deepEqual(calls(told), [0.5])
})

test('a token that was demanded is fetched, though the one before seems alive after all', async () => {
  const clock = new FakeClock()
  clock.setWall(7_200_000)
  const { chance, told, serverTime, renewal } = openRenewal([], {}, clock)
  chance.value = 0.999_999
  renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'new')
  assert.equal(renewal.renewsAt(), null, 'dead by this computer’s clock')
  renewal.renewNow()
  serverTime.learn(clock.worldTime())
  renewal.timeMoved()
  await clock.turn(500)
  assert.deepEqual(calls(told), [0.5])
})

test('one that is alive by the server’s clock after all is renewed when it is due', async () => {
  const clock = new FakeClock()
  clock.setWall(7_200_000)
  const { chance, told, serverTime, renewal } = openRenewal([], {}, clock)
  chance.value = 0.999_999
  renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'new')
  assert.deepEqual(clock.pending(), [500])
  serverTime.learn(clock.worldTime())
  renewal.timeMoved()
  await clock.turn(60_000)
  assert.deepEqual(told, [])
  assert.ok((renewal.renewsAt() ?? 0) > startOfTime + 60_000)
})

test('until the server is heard a new token lives as long as it says, with any clock of this computer', async () => {
  for (const wrongMs of [7_200_000, -7_200_000]) {
    const clock = new FakeClock()
    clock.setWall(wrongMs)
    const { told, renewal } = openRenewal([], {}, clock)
    renewal.schedule(tokenOf('alice', { iat: 0, exp: 3_600 }), 'new')
    await clock.turn(2_399_999)
    assert.deepEqual(told, [])
    await clock.turn(1)
    assert.deepEqual(told, [[2_400, 'calling 0']])
  }
})

test('the due time of a kept token without a date of issue stays when the server’s time moves', async () => {
  const { clock, serverTime, renewal } = openRenewal()
  serverTime.learn(clock.worldTime())
  renewal.schedule(tokenOf('alice', hour), 'kept')
  const before = renewal.renewsAt()
  await clock.turn(60_000)
  serverTime.learn(clock.worldTime() + 600_000)
  renewal.timeMoved()
  assert.equal(renewal.renewsAt(), before)
})

for (const [statedSeconds, pause] of [
  [200, 10],
  [6_000, 30],
] as const) {
  test(`tokens that say ${statedSeconds} s and live 3 s by the chat server’s clock are renewed every ${pause} s`, async () => {
    const token = tokenOf('alice', { iat: 3 - statedSeconds, exp: 3 })
    const { clock, serverTime, told, renewal } = openRenewal([grant(token)])
    serverTime.learn(clock.worldTime())
    renewal.renewNow()
    await clock.turn(pause * 1_000 - 1)
    assert.deepEqual(calls(told), [0])
    await clock.turn(1)
    assert.deepEqual(calls(told), [0, pause])
  })
}
