import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Harness } from './harness.ts'
import { openHarness } from './harness.ts'

const habits = { bot: { intervalMs: 20_000 } }
const channel = '/channels/livestream/launch-day'

async function watch(harness: Harness) {
  const visitor = await harness.join(null)
  await harness.call(null, `${channel}/query`, { watch: true }, visitor.id)
  return visitor
}

test('the bot posts every twenty seconds while a connection watches', async (t) => {
  const harness = await openHarness(t, habits)
  const { line } = await watch(harness)
  harness.clock.advance(19_999)
  assert.deepEqual(await line.untilEcho(), [])
  harness.clock.advance(40_001)
  const said = await line.untilEcho()
  assert.deepEqual(
    said.map(({ user }) => user.id),
    ['launch-bot', 'launch-bot', 'launch-bot'],
  )
  assert.equal(new Set(said.map(({ message }) => message.text)).size, 3)
})

test('a second watcher does not make it talk faster', async (t) => {
  const harness = await openHarness(t, habits)
  const { line } = await watch(harness)
  await watch(harness)
  harness.clock.advance(20_000)
  assert.equal((await line.untilEcho()).length, 1)
})

test('the bot stops when no connection watches, and starts again with the next one', async (t) => {
  const harness = await openHarness(t, habits)
  const { id } = await watch(harness)
  await harness.call(null, `${channel}/stop-watching`, {}, id)
  harness.clock.advance(600_000)
  assert.deepEqual(harness.clock.pending(), [])
  assert.equal(harness.sandbox.faults.counters().messagesStored, 0)
  const { line } = await watch(harness)
  harness.clock.advance(20_000)
  assert.equal((await line.untilEcho()).length, 1)
})

test('watching another channel does not wake it', async (t) => {
  const harness = await openHarness(t, habits)
  const { id } = await harness.join(null)
  await harness.call(null, '/channels/livestream/night-sky/query', { watch: true }, id)
  assert.deepEqual(harness.clock.pending(), [])
})

test('the bot can be switched off', async (t) => {
  const harness = await openHarness(t, { bot: 'off' })
  await watch(harness)
  assert.deepEqual(harness.clock.pending(), [])
})

test('stopping the sandbox stops the bot', async (t) => {
  const harness = await openHarness(t, habits)
  await watch(harness)
  await harness.sandbox.stop()
  assert.deepEqual(harness.clock.pending(), [])
})
