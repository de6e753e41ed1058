import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import { FakeClock, startOfTime } from '../../support/fakes.ts'

test('until the server is heard its time is that of this computer', () => {
  const time = createServerTime(new FakeClock())
  assert.equal(time.now(), startOfTime)
  assert.equal(time.skewMs(), 0)
})

test('the server’s time is learnt and carried on by the monotonic clock', async () => {
  const clock = new FakeClock()
  const time = createServerTime(clock)
  assert.equal(time.learn(startOfTime + 90_000), true)
  await clock.turn(1_000)
  clock.setWall(-86_400_000)
  assert.equal(time.now(), startOfTime + 91_000)
  assert.equal(time.skewMs(), 86_490_000)
})

test('two seconds more or less are no news: a Date header has whole seconds and travels', () => {
  const time = createServerTime(new FakeClock())
  assert.equal(time.learn(startOfTime + 2_000), false)
  assert.equal(time.learn(startOfTime - 2_000), false)
  assert.equal(time.now(), startOfTime)
  assert.equal(time.learn(startOfTime - 2_001), true)
})

test('it is known whether the server was heard at all, also when it said nothing new', () => {
  const time = createServerTime(new FakeClock())
  assert.equal(time.isHeard(), false)
  time.learn(startOfTime)
  assert.equal(time.isHeard(), true)
})

test('a sleep moves the server time on by what the wall clock saw of it', () => {
  const clock = new FakeClock()
  const time = createServerTime(clock)
  clock.sleep(600_000)
  assert.equal(time.now(), startOfTime)
  time.resumed()
  assert.equal(time.now(), startOfTime + 600_000)
  time.resumed()
  assert.equal(time.now(), startOfTime + 600_000)
})

test('a clock that was set back is no sleep', () => {
  const clock = new FakeClock()
  const time = createServerTime(clock)
  clock.setWall(-600_000)
  time.resumed()
  assert.equal(time.now(), startOfTime)
})

test('a sleep counts once, without the time that the computer was awake for', async () => {
  const clock = new FakeClock()
  const time = createServerTime(clock)
  time.learn(clock.worldTime())
  time.suspended()
  await clock.turn(1_000)
  clock.sleep(60_000)
  const before = time.elapsed()
  time.resumed()
  assert.deepEqual([time.now(), time.elapsed() - before], [clock.worldTime(), 60_000])
  time.resumed()
  assert.deepEqual([time.now(), time.elapsed() - before], [clock.worldTime(), 60_000])
})
