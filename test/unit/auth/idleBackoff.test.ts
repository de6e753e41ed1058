import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { Grant } from '../../../main/auth/ports.ts'
import { createRenewal } from '../../../main/auth/renewal/renewal.ts'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import { FakeClock, tokenOf } from '../../support/fakes.ts'

/** A token service that is down, asked by the least lucky of clients: each pause is as long as it can be. */
function openDown(failure = new Failure('network', 'Down.')) {
  const clock = new FakeClock()
  const calls: number[] = []
  const during = { call: () => undefined as void }
  const renewal = createRenewal({
    clock,
    serverTime: createServerTime(clock),
    random: () => 0.999_999_999,
    renew(): Promise<Grant> {
      calls.push(Math.round((clock.monotonic() - 5_000) / 1_000))
      during.call()
      return Promise.reject(failure)
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
  return { clock, calls, renewal, during }
}

/** The due time of a token of an hour, for this client. */
const due = 2_160

test('while the token is good, tries spread over a quarter of what is left of it, at most 5 minutes', async () => {
  const { clock, calls, renewal } = openDown()
  renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'new')
  await clock.turn(3_600_000)
  assert.deepEqual(calls.slice(0, 4), [due, due + 300, due + 585, due + 799])
  const last = calls.slice(-2).map((at) => 3_600 - at)
  assert.ok(
    last.every((left) => left <= 60),
    `The last tries are ${last.join(' and ')} s before the end.`,
  )
})

test('a token that is good for a year does not make a try wait longer than 5 minutes', async () => {
  const year = 365 * 86_400
  const { clock, calls, renewal } = openDown()
  renewal.schedule(tokenOf('alice', { iat: -year * 0.7, exp: year * 0.3 }), 'kept')
  await clock.turn(900_001)
  assert.deepEqual(calls, [0, 300, 600, 900])
})

test('a token found bad during such a pause ends it at once, and tries follow from half a second on', async () => {
  const { clock, calls, renewal } = openDown()
  renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'new')
  await clock.turn((due + 100) * 1_000)
  renewal.renewNow()
  await clock.turn(10_000)
  // It is known by now: this changes nothing.
  renewal.renewNow()
  await clock.turn(10_000)
  assert.deepEqual(
    calls.map((at) => at - due),
    // 0.5, 1, 2, 4 and 8 s after one another.
    [0, 100, 101, 102, 104, 108, 116],
  )
})

test('one found bad does not shorten a pause that the service asked for', async () => {
  const { clock, calls, renewal } = openDown(
    new Failure('rateLimited', 'Slow down.', { retryAfterMs: 400_000 }),
  )
  renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'new')
  await clock.turn((due + 100) * 1_000)
  renewal.renewNow()
  await clock.turn(299_000)
  assert.equal(calls.length, 1)
  await clock.turn(2_000)
  assert.equal(calls.length, 2)
})

test('a token found bad during the call for the next one leaves no time after it', async () => {
  const { clock, calls, renewal, during } = openDown()
  // While the service is asked, a request comes back with 40.
  during.call = () => renewal.renewNow()
  renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'new')
  await clock.turn((due + 4) * 1_000)
  assert.deepEqual(calls, [due, due + 1, due + 2, due + 4])
})
