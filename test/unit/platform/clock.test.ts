import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clock } from '../../../main/auth/ports.ts'
import { systemClock } from '../../../main/platform/clock.ts'
import { FakeClock } from '../../support/fakes.ts'

interface Bench {
  clock: Clock
  /** Lets time pass until `isDone`, on a clock that goes by itself or by being turned. */
  until(done: Promise<unknown>): Promise<void>
}

const clocks: [name: string, open: () => Bench][] = [
  [
    'the fake clock',
    () => {
      const clock = new FakeClock()
      return { clock, until: () => clock.turn(1_000) }
    },
  ],
  [
    "the computer's clock",
    () => ({ clock: systemClock, until: async (done) => void (await done) }),
  ],
]

// The port: main/auth/ports.ts, Clock.
for (const [name, open] of clocks) {
  test(`${name}: now is a moment of this century, in ms, and monotonic time never goes back`, () => {
    const { clock } = open()
    assert.ok(clock.now() > Date.UTC(2020) && clock.now() < Date.UTC(2100))
    const before = clock.monotonic()
    assert.ok(clock.monotonic() >= before)
  })

  test(`${name}: timers run once, in order, not before their time, and the cancelled one not at all`, async () => {
    const { clock, until } = open()
    const ran: string[] = []
    const startedAt = clock.monotonic()
    let tookMs = 0
    const cancel = clock.after(10, () => ran.push('cancelled'))
    await until(
      new Promise<void>((resolve) => {
        clock.after(30, () => {
          ran.push('second')
          tookMs = clock.monotonic() - startedAt
          resolve()
        })
        clock.after(15, () => ran.push('first'))
        cancel()
        cancel()
      }),
    )
    assert.deepEqual(ran, ['first', 'second'])
    // setTimeout counts in whole milliseconds.
    assert.ok(tookMs >= 29, `${tookMs} ms`)
  })

  test(`${name}: a timer is never run at once, before the caller has gone on`, async () => {
    const { clock, until } = open()
    let isRun = false
    const done = new Promise<void>((resolve) => {
      clock.after(0, () => {
        isRun = true
        resolve()
      })
    })
    assert.equal(isRun, false)
    await until(done)
    assert.equal(isRun, true)
  })

  test(`${name}: cancelling after the run is no failure`, async () => {
    const { clock, until } = open()
    let cancel = () => undefined as void
    await until(new Promise<void>((resolve) => void (cancel = clock.after(1, resolve))))
    cancel()
  })

  // Why main/auth caps its timers.
  test(`${name}: a delay over 24.8 days cannot be held and runs at once`, async (t) => {
    t.mock.method(process, 'emitWarning', () => undefined)
    const { clock, until } = open()
    let isRun = false
    await until(
      new Promise<void>((resolve) => {
        clock.after(2 ** 31, () => {
          isRun = true
          resolve()
        })
      }),
    )
    assert.equal(isRun, true)
  })
}

test('the fake clock runs what a timer sets off before the next timer', async () => {
  const clock = new FakeClock()
  const ran: string[] = []
  clock.after(2, () => ran.push('second'))
  clock.after(1, () => {
    void Promise.resolve()
      .then(() => undefined)
      .then(() => ran.push('set off by the first'))
    clock.after(0, () => ran.push('timer of the first'))
  })
  await clock.turn(2)
  assert.deepEqual(ran, ['set off by the first', 'timer of the first', 'second'])
  assert.deepEqual(clock.pending(), [])
})
