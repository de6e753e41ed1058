import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTimeouts } from '../../../main/auth/timeouts.ts'
import { FakeClock } from '../../support/fakes.ts'

const day = 86_400_000

function open() {
  const clock = new FakeClock()
  const timeouts = createTimeouts(clock)
  const ended: string[] = []
  const begin = (name: string, ms: number) => timeouts.after(ms, () => void ended.push(name))
  return { clock, timeouts, ended, begin }
}

test('a time-out ends at its time, and one that is cancelled does not', async () => {
  const { clock, ended, begin } = open()
  begin('a', 1_000)
  begin('b', 1_000)()
  await clock.turn(999)
  assert.deepEqual(ended, [])
  await clock.turn(60_000)
  assert.deepEqual(ended, ['a'])
  assert.deepEqual(clock.pending(), [])
})

test('none runs while a person is asked; afterwards a short one starts over, a long one goes on', async () => {
  const { clock, timeouts, ended, begin } = open()
  begin('short', 10_000)
  begin('long', 120_000)
  await clock.turn(9_000)
  timeouts.hold('proxy')
  begin('meanwhile', 5_000)
  await clock.turn(day)
  timeouts.lookAgain()
  assert.deepEqual(ended, [])
  timeouts.release('proxy')
  await clock.turn(9_999)
  assert.deepEqual(ended, ['meanwhile'])
  await clock.turn(1)
  assert.deepEqual(ended, ['meanwhile', 'short'])
  await clock.turn(100_999)
  assert.equal(ended.length, 2)
  await clock.turn(1)
  assert.deepEqual(ended, ['meanwhile', 'short', 'long'])
})

test('of two questions both have to be answered; one that is asked twice is answered once', async () => {
  const { clock, timeouts, ended, begin } = open()
  begin('a', 1_000)
  timeouts.hold('proxy')
  timeouts.hold('proxy')
  timeouts.hold('keyring')
  timeouts.release('proxy')
  timeouts.release('proxy')
  await clock.turn(60_000)
  assert.deepEqual(ended, [])
  timeouts.release('keyring')
  await clock.turn(1_000)
  assert.deepEqual(ended, ['a'])
})

test('over a minute they hold across a sleep as well, looked at when it is over', async () => {
  const { clock, timeouts, ended, begin } = open()
  begin('list', 60_000)
  begin('message', day)
  clock.sleep(day - 1)
  timeouts.lookAgain()
  assert.deepEqual(ended, [])
  clock.sleep(1)
  await clock.turn(0)
  assert.deepEqual(ended, [], 'not by itself: the wall clock may have been set')
  timeouts.lookAgain()
  timeouts.lookAgain()
  assert.deepEqual(ended, ['message'])
  await clock.turn(60_000)
  assert.deepEqual(ended, ['message', 'list'])
  assert.deepEqual(clock.pending(), [])
})

test('the time in which a person was asked does not count by the wall clock either', async () => {
  const { clock, timeouts, ended, begin } = open()
  begin('message', day)
  timeouts.hold('proxy')
  await clock.turn(day)
  timeouts.release('proxy')
  timeouts.lookAgain()
  assert.deepEqual(ended, [])
  clock.sleep(day)
  timeouts.lookAgain()
  assert.deepEqual(ended, ['message'])
})

test('one that was cancelled while a person was asked does not come back', async () => {
  const { clock, timeouts, ended, begin } = open()
  const cancel = begin('a', 1_000)
  timeouts.hold('proxy')
  cancel()
  timeouts.release('proxy')
  await clock.turn(60_000)
  assert.deepEqual(ended, [])
})
