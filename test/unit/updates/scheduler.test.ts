import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createUpdate, dayMs, type Updater } from '../../../main/updates/scheduler.ts'
import { FakeClock, FakeLog } from '../../support/fakes.ts'

type Answer = string | null | Error

/** An app with a feed that answers what it is told to. */
function openApp(random = () => 0.5) {
  const clock = new FakeClock()
  const log = Object.assign(new FakeLog(), { error: assert.fail, debug: () => undefined })
  const state = { opened: 0, changes: 0, quits: 0, restarts: 0 }
  const looks: number[] = []
  const startedAt = clock.now()
  let answer: Answer = null
  const updater: Updater = {
    async fetch() {
      looks.push(clock.now() - startedAt)
      if (answer instanceof Error) throw answer
      return answer
    },
    restart: () => void (state.restarts += 1),
  }
  const update = createUpdate({
    clock,
    random,
    log,
    async open() {
      state.opened += 1
      return updater
    },
    quit: () => void (state.quits += 1),
    changed: () => void (state.changes += 1),
  })
  return { clock, log, state, looks, update, answers: (next: Answer) => void (answer = next) }
}

test('nothing is loaded before the window has had its time, and then it looks once', async () => {
  for (const [random, firstMs] of [
    [0, 10_000],
    [0.999_999, 59_999.95],
  ] as const) {
    const { clock, state, looks, update } = openApp(() => random)
    assert.equal(clock.pending().length, 0, 'unless it is told to begin, never')
    update.begin()
    await clock.turn(firstMs - 1)
    assert.deepEqual([state.opened, looks], [0, []])
    await clock.turn(2)
    assert.deepEqual([state.opened, looks.length], [1, 1])
  }
})

test('it looks again a day later, and every day', async () => {
  const { clock, looks, state, update } = openApp()
  update.begin()
  await clock.turn(3 * dayMs)
  assert.deepEqual(looks, [35_000, 35_000 + dayMs, 35_000 + 2 * dayMs])
  assert.equal(state.opened, 1)
})

test('a day that a computer sleeps away counts', async () => {
  const { clock, looks, update } = openApp()
  update.begin()
  await clock.turn(60_000)
  clock.sleep(dayMs)
  await clock.turn(3_600_000)
  assert.equal(looks.length, 2)
})

test('a clock that is set back by years puts the next look off by a day at most', async () => {
  const { clock, looks, update } = openApp()
  update.begin()
  await clock.turn(60_000)
  clock.setWall(-5 * 365 * dayMs)
  await clock.turn(dayMs + 3_600_000)
  assert.equal(looks.length, 2)
})

test('an update that is there is told once, by its version, and a newer one after it', async () => {
  const { clock, state, log, update, answers } = openApp()
  update.begin()
  assert.equal(update.ready(), null)
  answers('0.2.0')
  await clock.turn(dayMs + 60_000)
  assert.deepEqual([update.ready(), state.changes], [{ version: '0.2.0' }, 1])
  answers('0.3.0')
  await clock.turn(dayMs)
  assert.deepEqual([update.ready(), state.changes], [{ version: '0.3.0' }, 2])
  // What has been fetched is installed, whatever the feed says now.
  answers(null)
  await clock.turn(dayMs)
  assert.deepEqual(update.ready(), { version: '0.3.0' })
  assert.equal(log.lines.length, 2)
})

test('what fails is logged by its code alone, tells nobody, and is tried again with growing pauses', async () => {
  const { clock, state, log, looks, update, answers } = openApp()
  const refused = 'net::ERR_CONNECTION_REFUSED at https://updates.acme.example/?key=1'
  answers(new Error(refused))
  update.begin()
  await clock.turn(dayMs)
  const pauses = looks.slice(1).map((at, index) => at - Number(looks[index]))
  const quarterMs = 15 * 60_000
  assert.deepEqual(
    pauses.slice(0, 5),
    [1, 2, 4, 8, 16].map((times) => times * quarterMs * 0.75),
  )
  assert.deepEqual([state.changes, update.ready()], [0, null])
  assert.deepEqual(
    [...new Set(log.lines)],
    ['warn update.failed {"code":"ERR_CONNECTION_REFUSED"}'],
  )
  answers(Object.assign(new Error('sha512 mismatch'), { code: 'ERR_CHECKSUM_MISMATCH' }))
  await clock.turn(dayMs / 2)
  assert.equal(log.lines.at(-1), 'warn update.failed {"code":"ERR_CHECKSUM_MISMATCH"}')
  answers(null)
  await clock.turn(dayMs)
  const before = looks.length
  answers(new Error('A bug.'))
  await clock.turn(dayMs)
  assert.equal(log.lines.at(-1), 'warn update.failed {"code":"internal"}')
  const anew = looks.slice(before).map((at, index) => at - Number(looks[before + index - 1]))
  assert.equal(Math.min(...anew), quarterMs * 0.75, 'after a success the pauses begin anew')
})

test('restarting installs what is ready, and only quits when nothing is', async () => {
  const { clock, state, update, answers } = openApp()
  update.restart()
  assert.deepEqual([state.quits, state.restarts], [1, 0])
  answers('0.2.0')
  update.begin()
  await clock.turn(60_000)
  update.restart()
  assert.deepEqual([state.quits, state.restarts], [1, 1])
})
