import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Reply } from './harness.ts'
import { mint, openHarness } from './harness.ts'
import { startOfTime } from './manualClock.ts'

const limits = ({ headers }: Reply) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers[`x-ratelimit-${name}`]))
const nextMinute = Math.ceil(startOfTime / 60_000) * 60

test('a user may make each call so many times a minute, then it is refused with code 9 until the minute ends', async (t) => {
  const harness = await openHarness(t, { faults: { userRateLimit: 2 } })
  const [alice, bob] = await Promise.all(['alice', 'bob'].map((user_id) => mint({ user_id })))
  const list = (token: string) => harness.call(token, '/channels')
  assert.deepEqual(limits(await list(alice ?? '')), [2, 1, nextMinute])
  assert.deepEqual(limits(await list(alice ?? '')), [2, 0, nextMinute])
  const refused = await list(alice ?? '')
  assert.deepEqual([refused.status, refused.body.code], [429, 9])
  assert.deepEqual(limits(refused), [2, 0, nextMinute])
  assert.equal(refused.headers['retry-after'], undefined)

  assert.equal((await list(bob ?? '')).status, 201, 'another user')
  const other = await harness.call(alice ?? '', '/channels/livestream/night-sky/query')
  assert.equal(other.status, 201, 'another call')
  harness.clock.advance(nextMinute * 1000 - startOfTime)
  assert.deepEqual(limits(await list(alice ?? '')), [2, 1, nextMinute + 60])
})

test('all users together may make each call so many times a minute', async (t) => {
  const harness = await openHarness(t, { faults: { appRateLimit: 2 } })
  const list = async (user_id: string) => harness.call(await mint({ user_id }), '/channels')
  assert.deepEqual(limits(await list('alice')), [2, 1, nextMinute])
  assert.deepEqual(limits(await list('bob')), [2, 0, nextMinute])
  assert.equal((await list('carol')).body.code, 9)
})

test('a refusal of another kind reports the rest of the limit as well', async (t) => {
  const harness = await openHarness(t)
  const reply = await harness.call(null, '/channels/team/design-review/query')
  assert.deepEqual([reply.body.code, limits(reply)], [17, [60, 59, nextMinute]])
})
