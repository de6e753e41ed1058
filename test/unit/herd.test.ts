import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startOurs, startPlain } from '../../bench/herd/clients.ts'
import { createEventClock } from '../../bench/herd/clock.ts'
import { loadOf } from '../../bench/herd/load.ts'
import { simulate, usualHerd } from '../../bench/herd/simulate.ts'

const herd = { ...usualHerd, clients: 10_000 }

test('after an outage at the time of renewal the clients come back over minutes, and none too late', async () => {
  const seen = await simulate(herd, startOurs)
  const { crowding } = loadOf(herd, seen)
  assert.equal(seen.renewed, herd.clients)
  assert.equal(seen.late, 0)
  assert.ok(crowding <= 3, `The peak is ${crowding} times the mean.`)
})

test('a plain client would come back with all the others', async () => {
  const seen = await simulate(herd, startPlain)
  assert.equal(seen.renewed, herd.clients)
  assert.ok(loadOf(herd, seen).crowding > 100)
})

test('without an outage a client calls once, and no second has more than three times the mean', async () => {
  const outage = { from: 2_760, to: 3_060 }
  const { calls, renewed } = await simulate({ ...herd, outage }, startOurs)
  assert.equal(renewed, herd.clients)
  assert.equal(
    calls.reduce((sum, count) => sum + count, 0),
    herd.clients,
  )
  // Spread over the minute of the issue and the four of the jitter.
  assert.ok(Math.max(...calls) <= 3 * (herd.clients / 300))
})

test('the clock of the simulation runs events in order, each once, and none that was called off', async () => {
  const clock = createEventClock(1_000_000)
  const ran: number[] = []
  const delays = Array.from({ length: 500 }, (_, place) => (place * 7_919) % 1_009)
  for (const delay of delays) {
    const cancel = clock.after(delay, () => {
      ran.push(clock.monotonic())
      if (delay % 10 === 1) clock.after(0.5, () => void ran.push(clock.monotonic()))
    })
    if (delay % 10 === 0) cancel()
  }
  await clock.run(1_000)
  const due = delays.filter((delay) => delay < 1_000 && delay % 10 !== 0)
  const followed = due.filter((delay) => delay % 10 === 1).map((delay) => delay + 0.5)
  assert.deepEqual(
    ran,
    [...due, ...followed].toSorted((a, b) => a - b),
  )
  assert.equal(clock.now(), 1_001_000)
})
