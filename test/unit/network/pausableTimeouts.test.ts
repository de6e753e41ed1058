import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTimeouts } from '../../../main/auth/timeouts.ts'
import { createPatience } from '../../../main/network/pausableTimeouts.ts'
import { FakeClock } from '../../support/fakes.ts'

test('a time-out runs out at its time, and one that is ended does not', async () => {
  const clock = new FakeClock()
  const patience = createPatience(createTimeouts(clock))
  const one = patience.timeout(1_000)
  const other = patience.timeout(1_000)
  other.end()
  await clock.turn(999)
  assert.equal(one.signal.aborted, false)
  await clock.turn(1)
  assert.deepEqual([one.signal.aborted, other.signal.aborted], [true, false])
  assert.deepEqual(clock.pending(), [])
})

test('while a person is asked nothing runs out, and afterwards there is the whole time again', async () => {
  const clock = new FakeClock()
  const patience = createPatience(createTimeouts(clock))
  const before = patience.timeout(1_000)
  await clock.turn(900)
  patience.hold()
  patience.hold()
  const meanwhile = patience.timeout(500)
  const ended = patience.timeout(500)
  ended.end()
  await clock.turn(60_000)
  assert.deepEqual([before.signal.aborted, meanwhile.signal.aborted], [false, false])
  patience.release()
  patience.release()
  await clock.turn(500)
  assert.deepEqual([before.signal.aborted, meanwhile.signal.aborted], [false, true])
  await clock.turn(500)
  assert.deepEqual([before.signal.aborted, ended.signal.aborted], [true, false])
  assert.deepEqual(clock.pending(), [])
})
