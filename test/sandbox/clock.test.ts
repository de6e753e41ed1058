import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createServerTime, longestDelayMs, systemClock } from '../../sandbox/clock.ts'
import { createManualClock, startOfTime } from './manualClock.ts'

test('a timer for a far instant is set in pieces that setTimeout can take', () => {
  const clock = createManualClock()
  let hasRun = false
  const instant = startOfTime + 3 * longestDelayMs + 5
  createServerTime(clock, () => 0).at(instant, () => (hasRun = true))
  for (const left of [longestDelayMs, longestDelayMs, longestDelayMs, 5]) {
    assert.deepEqual([clock.pending(), hasRun], [[left], false])
    clock.advance(left)
  }
  assert.deepEqual([clock.pending(), hasRun], [[], true])
})

test('a timer that fires early by the clock is set again', () => {
  const clock = createManualClock()
  let skewMs = 0
  let hasRun = false
  createServerTime(clock, () => skewMs).at(startOfTime + 1000, () => (hasRun = true))
  skewMs = -1
  clock.advance(1000)
  assert.deepEqual([clock.pending(), hasRun], [[1], false])
  clock.advance(1)
  assert.equal(hasRun, true)
})

test('a cancelled timer does not run, in any of its pieces', () => {
  const clock = createManualClock()
  const cancel = createServerTime(clock, () => 0).at(startOfTime + 2 * longestDelayMs, assert.fail)
  clock.advance(longestDelayMs)
  cancel()
  assert.deepEqual(clock.pending(), [])
})

test('a timer for never is none', () => {
  const clock = createManualClock()
  createServerTime(clock, () => 0).at(Infinity, assert.fail)
  assert.deepEqual(clock.pending(), [])
})

test("the system's clock tells the time and cancels", () => {
  const before = Date.now()
  assert.ok(systemClock.now() >= before)
  systemClock.after(0, assert.fail)()
})
