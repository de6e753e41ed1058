import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { startPause, type PauseEnder } from '../../../main/auth/renewal/pause.ts'
import { FakeClock } from '../../support/fakes.ts'

const enders: PauseEnder[] = ['demand', 'retry', 'resume', 'signOfLife']

function open(backoffMs: number, retryAfterMs?: number) {
  const clock = new FakeClock()
  const startedAt = clock.monotonic()
  const ran: number[] = []
  const details = retryAfterMs === undefined ? {} : { retryAfterMs }
  const why = new Failure('serverError', 'It answered 503.', details)
  const pause = startPause({
    clock,
    why,
    backoffMs,
    run: () => void ran.push(clock.monotonic() - startedAt),
  })
  return { clock, pause, ran }
}

test('a pause lasts as long as the longer of its two parts', async () => {
  for (const [ours, asked, expected] of [
    [500, undefined, 500],
    [500, 0, 500],
    [500, 1_000, 1_000],
    [30_000, 1_000, 30_000],
  ] as const) {
    const { clock, pause, ran } = open(ours, asked)
    assert.equal(pause.nextTryAt, clock.now() + expected)
    await clock.turn(60_000)
    assert.deepEqual(ran, [expected])
  }
})

for (const by of enders) {
  test(`${by} ends our own part at once, and leaves the part that the server asked for`, async () => {
    const ours = open(300_000)
    ours.pause.hurry(by)
    assert.deepEqual(ours.ran, [0])

    const asked = open(300_000, 1_000)
    asked.pause.hurry(by)
    assert.deepEqual(asked.ran, [])
    assert.equal(asked.pause.nextTryAt, asked.clock.now() + 1_000)
    await asked.clock.turn(999)
    asked.pause.hurry(by)
    assert.deepEqual(asked.ran, [])
    await asked.clock.turn(1)
    assert.deepEqual(asked.ran, [1_000])

    const late = open(300_000, 1_000)
    await late.clock.turn(2_000)
    late.pause.hurry(by)
    late.pause.hurry(by)
    await late.clock.turn(600_000)
    assert.deepEqual(late.ran, [2_000], 'once')
  })
}

test('a server gets a pause of an hour at the most', async () => {
  for (const asked of [3_600_001, 40 * 86_400_000, Number.MAX_SAFE_INTEGER]) {
    const { clock, ran } = open(0, asked)
    await clock.turn(4_000_000)
    assert.deepEqual(ran, [3_600_000])
  }
})

test('a pause that the server asked for is over after a sleep by the wall clock, and not before', async () => {
  const { clock, pause, ran } = open(0, 1_800_000)
  clock.sleep(1_799_999)
  pause.hurry('resume')
  assert.deepEqual(ran, [])
  clock.sleep(1)
  for (const by of ['demand', 'retry', 'signOfLife'] as const) pause.hurry(by)
  assert.deepEqual(ran, [], 'a clock that was set is no sleep')
  pause.hurry('resume')
  assert.deepEqual(ran, [0])
})

test('a pause that was cancelled is never run', async () => {
  const { clock, pause, ran } = open(500, 100)
  pause.cancel()
  for (const by of enders) pause.hurry(by)
  await clock.turn(60_000)
  assert.deepEqual(ran, [])
  assert.deepEqual(clock.pending(), [])
})

test('a pause that is hurried ends in the same turn, and only once', async () => {
  const hurried = open(1_000)
  hurried.pause.hurry('retry')
  assert.deepEqual(hurried.ran, [0])
  hurried.pause.hurry('retry')
  await hurried.clock.turn(2_000)
  assert.deepEqual(hurried.ran, [0])

  const over = open(1_000)
  await over.clock.turn(1_000)
  over.pause.hurry('retry')
  assert.deepEqual(over.ran, [1_000])
})
