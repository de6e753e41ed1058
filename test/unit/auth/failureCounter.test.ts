import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFailureCounter } from '../../../main/auth/requests/failureCounter.ts'
import { FakeClock } from '../../support/fakes.ts'

function open() {
  const clock = new FakeClock()
  const told: string[] = []
  const tally = createFailureCounter(clock, (code, count) => void told.push(`${code} ${count}`))
  return { clock, told, tally }
}

test('a second after the first of a crowd it tells how many there were of each code', async () => {
  const { clock, told, tally } = open()
  for (const code of ['network', 'timeout', 'network'] as const) tally.add(code)
  await clock.turn(999)
  tally.add('network')
  assert.deepEqual(told, [])
  await clock.turn(1)
  assert.deepEqual(told, ['network 3', 'timeout 1'])
})

test('what was told is not told again, and with nothing to count there is no timer', async () => {
  const { clock, told, tally } = open()
  tally.add('network')
  tally.flush()
  assert.deepEqual([told, clock.pending()], [['network 1'], []])
  tally.flush()
  await clock.turn(10_000)
  assert.deepEqual(told, ['network 1'])
  tally.add('network')
  await clock.turn(1_000)
  assert.deepEqual(told, ['network 1', 'network 1'])
})
