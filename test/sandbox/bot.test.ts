import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Bench } from './client.ts'
import { openBench } from './client.ts'

const habits = { bot: { intervalMs: 20_000 } }
const room = '/channels/livestream/launch-day'

async function watch(bench: Bench) {
  const visitor = await bench.join(null)
  await bench.call(null, `${room}/query`, { watch: true }, visitor.id)
  return visitor
}

test('the bot posts every twenty seconds while somebody watches', async (t) => {
  const bench = await openBench(t, habits)
  const { line } = await watch(bench)
  bench.clock.advance(19_999)
  assert.deepEqual(await line.untilEcho(), [])
  bench.clock.advance(40_001)
  const said = await line.untilEcho()
  assert.deepEqual(
    said.map(({ user }) => user.id),
    ['launch-bot', 'launch-bot', 'launch-bot'],
  )
  assert.equal(new Set(said.map(({ message }) => message.text)).size, 3)
})

test('a second watcher does not make it talk faster', async (t) => {
  const bench = await openBench(t, habits)
  const { line } = await watch(bench)
  await watch(bench)
  bench.clock.advance(20_000)
  assert.equal((await line.untilEcho()).length, 1)
})

test('the bot is quiet when nobody watches, and begins again when somebody does', async (t) => {
  const bench = await openBench(t, habits)
  const { id } = await watch(bench)
  await bench.call(null, `${room}/stop-watching`, {}, id)
  bench.clock.advance(600_000)
  assert.deepEqual(bench.clock.pending(), [])
  assert.equal(bench.sandbox.faults.counters().messagesStored, 0)
  const { line } = await watch(bench)
  bench.clock.advance(20_000)
  assert.equal((await line.untilEcho()).length, 1)
})

test('watching another channel does not wake it', async (t) => {
  const bench = await openBench(t, habits)
  const { id } = await bench.join(null)
  await bench.call(null, '/channels/livestream/night-sky/query', { watch: true }, id)
  assert.deepEqual(bench.clock.pending(), [])
})

test('the bot can be switched off', async (t) => {
  const bench = await openBench(t, { bot: 'off' })
  await watch(bench)
  assert.deepEqual(bench.clock.pending(), [])
})

test('stopping the sandbox stops the bot', async (t) => {
  const bench = await openBench(t, habits)
  await watch(bench)
  await bench.sandbox.stop()
  assert.deepEqual(bench.clock.pending(), [])
})
