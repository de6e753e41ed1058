import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { startPause } from '../../../main/auth/renewal/pause.ts'
import { createTimeouts } from '../../../main/auth/timeouts.ts'
import { FakeClock } from '../../support/fakes.ts'

function open(retryAfterMs: number, backoffMs: number) {
  const clock = new FakeClock()
  let runs = 0
  const why = new Failure('serverError', 'It answered 503.', { retryAfterMs })
  const pause = startPause({ clock, why, backoffMs, run: () => void (runs += 1) })
  return { clock, pause, runs: () => runs }
}

test('a pause that a server asked for, up to a minute, is not shortened by a sleep', async () => {
  for (const askedMs of [30_000, 60_000]) {
    const { clock, pause, runs } = open(askedMs, 0)
    clock.sleep(askedMs + 1_000)
    pause.hurry('resume')
    assert.equal(runs(), 0, `${askedMs}`)
    await clock.turn(askedMs)
    assert.equal(runs(), 1)
  }
})

test('a longer one is over when the computer wakes up after it, and not before', () => {
  const { clock, pause, runs } = open(60_001, 0)
  clock.sleep(60_000)
  pause.hurry('resume')
  assert.equal(runs(), 0)
  clock.sleep(1)
  pause.hurry('resume')
  assert.equal(runs(), 1)
})

test('a pause that was cancelled is not begun again', () => {
  const { clock, pause, runs } = open(5_000, 10_000)
  pause.cancel()
  pause.hurry('retry')
  assert.deepEqual([runs(), clock.pending()], [0, []])
})

test('a pause that is ended early leaves no timer', () => {
  const { clock, pause, runs } = open(0, 10_000)
  pause.hurry('retry')
  pause.hurry('retry')
  assert.deepEqual([runs(), clock.pending()], [1, []])
})

test('a time-out of up to a minute begins anew after a hold, and a longer one goes on', async () => {
  for (const [ms, endsAt] of [
    [60_000, 90_000],
    [60_001, 70_001],
  ] as const) {
    const clock = new FakeClock()
    const timeouts = createTimeouts(clock)
    const begunAt = clock.monotonic()
    let endedAt = 0
    timeouts.after(ms, () => (endedAt = clock.monotonic() - begunAt))
    await clock.turn(20_000)
    timeouts.hold('a proxy')
    await clock.turn(10_000)
    timeouts.release('a proxy')
    await clock.turn(200_000)
    assert.equal(endedAt, endsAt)
  }
})
