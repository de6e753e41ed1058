import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { Grant } from '../../../main/auth/ports.ts'
import { settled, startOfTime, tokenOf } from '../../support/fakes.ts'
import { grant, hour, openRenewal, trouble } from './renewalHarness.ts'

test('a token of an hour is renewed after 40 minutes, stored before anybody is told', async () => {
  const { clock, told, renewal } = openRenewal([grant(tokenOf('alice', { exp: 7_200 }))])
  renewal.schedule(tokenOf('alice', hour), 'new')
  assert.equal(renewal.renewsAt(), startOfTime + 2_400_000)
  await clock.turn(2_399_999)
  assert.deepEqual(told, [])
  await clock.turn(1)
  assert.deepEqual(told, [
    [2_400, 'calling 0'],
    [2_400, 'stored'],
    [2_400, 'renewed'],
  ])
  // The new one was received after 2,400 s and ends at 7,200 s.
  assert.equal(renewal.renewsAt(), startOfTime + 2_400_000 + 3_200_000)
})

test('the new token is not used before it is stored', async () => {
  let storedNow: () => void = () => undefined
  const { told, renewal } = openRenewal([grant(tokenOf('alice', hour))], {
    store: () => new Promise((resolve) => void (storedNow = resolve)),
  })
  renewal.renewNow()
  await settled()
  assert.deepEqual(told, [[0, 'calling 0']])
  assert.equal(renewal.state().kind, 'calling')
  storedNow()
  await settled()
  assert.deepEqual(told.at(-1), [0, 'renewed'])
})

test('a renewal whose storing fails is a renewal all the same, and no unhandled rejection', async () => {
  const { told, renewal } = openRenewal([grant(tokenOf('alice', hour))], {
    store: () => Promise.reject(new Error('ENOSPC')),
  })
  renewal.renewNow()
  await settled()
  assert.deepEqual(told.at(-1), [0, 'renewed'])
})

// What existing clients get wrong, 1.
test('ten thousand demands at once make one call, at once', async () => {
  const { clock, told, renewal } = openRenewal([grant(tokenOf('alice', hour))])
  for (let demands = 0; demands < 10_000; demands += 1) renewal.renewNow()
  await settled()
  assert.deepEqual(
    told.map(([, what]) => what),
    ['calling 0', 'stored', 'renewed'],
  )
  assert.equal(clock.pending().length, 1)
})

// What existing clients get wrong, 4.
test('a service that never answers is given up after 10 s and asked again', async () => {
  const { clock, told, signals, renewal } = openRenewal(['never', grant(tokenOf('alice', hour))])
  renewal.renewNow()
  await clock.turn(10_000)
  assert.deepEqual(told, [
    [0, 'calling 0'],
    [10, 'failing timeout'],
    [10, 'calling 1'],
    [10, 'stored'],
    [10, 'renewed'],
  ])
  assert.equal(signals[0]?.aborted, true)
})

test('tries follow with full jitter, from half a second doubling to 30 s', async () => {
  const { clock, chance, told, renewal } = openRenewal(Array.from({ length: 9 }, () => trouble))
  chance.value = 0.999_999
  renewal.renewNow()
  await clock.turn(150_000)
  const calls = told.filter(([, what]) => what.startsWith('calling')).map(([at]) => at)
  const waits = calls.slice(1).map((at, place) => Math.round((at - (calls[place] ?? 0)) * 10) / 10)
  assert.deepEqual(waits, [0.5, 1, 2, 4, 8, 16, 30, 30, 30])

  const lucky = openRenewal([trouble, trouble, grant(tokenOf('alice', hour))])
  lucky.renewal.renewNow()
  await lucky.clock.turn(0)
  assert.deepEqual(lucky.told.at(-1), [0, 'renewed'])
})

test('Retry-After is honoured: no call before it, not even when the network is back', async () => {
  const busy = new Failure('rateLimited', 'Slow down.', { retryAfterMs: 20_000 })
  const { clock, told, renewal } = openRenewal([busy, grant(tokenOf('alice', hour))])
  renewal.renewNow()
  await clock.turn(10_000)
  renewal.retryNow()
  renewal.renewNow()
  await clock.turn(9_999)
  assert.deepEqual(told.at(-1), [0, 'failing rateLimited'])
  await clock.turn(1)
  assert.deepEqual(told.at(-1), [20, 'renewed'])
})

test('a Retry-After beyond what a timer can hold is no call at once', async () => {
  const busy = new Failure('rateLimited', 'Slow down.', { retryAfterMs: 40 * 86_400_000 })
  const { clock, told, renewal } = openRenewal([busy])
  renewal.renewNow()
  await clock.turn(60_000)
  assert.deepEqual(told.at(-1), [0, 'failing rateLimited'])
})

test('a pause without Retry-After ends at once when the network is back', async () => {
  const { clock, chance, told, renewal } = openRenewal([trouble, grant(tokenOf('alice', hour))])
  chance.value = 0.9
  renewal.renewNow()
  await settled()
  renewal.retryNow()
  await clock.turn(0)
  assert.deepEqual(told.at(-1), [0, 'renewed'])
})

// What existing clients get wrong, 3.
test('a failed renewal does not poison the next: the backoff starts from the beginning', async () => {
  const renewed = tokenOf('alice', { exp: 7_200 })
  const { clock, told, renewal } = openRenewal([trouble, trouble, grant(renewed), trouble])
  renewal.renewNow()
  await clock.turn(0)
  assert.deepEqual(told.at(-1), [0, 'renewed'])
  renewal.schedule(renewed, 'new')
  await clock.turn(4_800_000)
  const calls = told.map(([, what]) => what).filter((what) => what.startsWith('calling'))
  assert.deepEqual(calls.slice(0, 5), [
    'calling 0',
    'calling 1',
    'calling 2',
    'calling 0',
    'calling 1',
  ])
})

for (const code of ['renewalRefused', 'credentialsRefused'] as const) {
  test(`${code} is definite: no further call`, async () => {
    const { clock, told, renewal } = openRenewal([new Failure(code, 'No.')])
    renewal.renewNow()
    await clock.turn(3_600_000)
    renewal.renewNow()
    renewal.retryNow()
    await clock.turn(3_600_000)
    assert.deepEqual(told, [
      [0, 'calling 0'],
      [0, `ended ${code}`],
    ])
    assert.deepEqual(clock.pending(), [])
  })
}

// What existing clients get wrong, 14 and 12.
test('without a way to renew a demand is answered at once, and no renewal is planned', async () => {
  const { clock, told, renewal } = openRenewal([], { renew: null })
  renewal.schedule(tokenOf('alice', hour), 'new')
  assert.equal(renewal.renewsAt(), null)
  assert.deepEqual(clock.pending(), [])
  renewal.renewNow()
  assert.deepEqual(told, [[0, 'ended tokenExpired']])
})

test('an answer that comes after the stop is dropped, and its call was called off', async () => {
  let answerNow: (grant: Grant) => void = () => undefined
  const { clock, told, renewal, signals } = openRenewal([], {
    renew: (signal) => {
      signals.push(signal)
      return new Promise((resolve) => void (answerNow = resolve))
    },
  })
  renewal.renewNow()
  renewal.stop()
  assert.equal(signals[0]?.aborted, true)
  answerNow(grant(tokenOf('alice', hour)))
  await clock.turn(60_000)
  assert.deepEqual(told, [[0, 'calling 0']])
  assert.deepEqual(clock.pending(), [])
})

test('an answer that comes after the time-out is dropped: the next call decides', async () => {
  const late: ((grant: Grant) => void)[] = []
  const { clock, told, renewal } = openRenewal([], {
    renew: () => new Promise((resolve) => void late.push(resolve)),
  })
  renewal.renewNow()
  await clock.turn(10_000)
  assert.equal(late.length, 2)
  late[0]?.(grant(tokenOf('alice', hour)))
  await settled()
  assert.equal(renewal.state().kind, 'calling')
  late[1]?.(grant(tokenOf('alice', hour)))
  await settled()
  assert.equal(told.filter(([, what]) => what === 'renewed').length, 1)
})
