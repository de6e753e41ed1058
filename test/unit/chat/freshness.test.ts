import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFreshness } from '../../../main/chat/freshness.ts'
import { FakeClock } from '../../support/fakes.ts'

test('an answer within 10 s of its question is fresh, once', async () => {
  const clock = new FakeClock()
  const freshness = createFreshness(clock)
  assert.equal(freshness.isAnswer(), false)
  freshness.asked()
  await clock.turn(10_000)
  assert.equal(freshness.isAnswer(), true)
  assert.equal(freshness.isAnswer(), false)
})

test('an answer that a sleep held up is old, and the one to the next question is fresh', async () => {
  const clock = new FakeClock()
  const freshness = createFreshness(clock)
  freshness.asked()
  clock.sleep(3_600_000)
  freshness.asked()
  assert.equal(freshness.isAnswer(), false)
  assert.equal(freshness.isAnswer(), true)
})

test('a question that was never answered does not stand in the way of the next', async () => {
  const clock = new FakeClock()
  const freshness = createFreshness(clock)
  freshness.asked()
  await clock.turn(25_000)
  freshness.asked()
  assert.equal(freshness.isAnswer(), true)
})
