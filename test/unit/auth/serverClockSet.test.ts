import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tokenOf } from '../../support/fakes.ts'
import { grant, openRenewal } from './renewalHarness.ts'

const hourMs = 3_600_000
const good = () => grant(tokenOf('alice', { exp: 100_000 }))

/** When calls began, in seconds. */
const calls = (told: readonly [number, string][]) =>
  told.filter(([, what]) => what.startsWith('calling')).map(([at]) => at)

for (const setMs of [86_400_000, -86_400_000]) {
  test(`a server whose clock was set by ${setMs / hourMs} h since it was last heard makes no renewal of a new token`, async () => {
    const { clock, serverTime, told, renewal } = openRenewal([good()])
    serverTime.learn(clock.worldTime())
    await clock.turn(60_000)
    // Signed in by a token service whose answer tells no time; the chat server is heard after it.
    const seconds = (60_000 + setMs) / 1_000
    renewal.schedule(tokenOf('alice', { iat: seconds, exp: seconds + 3_600 }), 'new')
    serverTime.learn(clock.worldTime() + setMs)
    renewal.timeMoved()
    await clock.turn(2_300_000)
    assert.deepEqual(told, [])
    await clock.turn(100_000)
    assert.deepEqual(calls(told), [2_460])
  })
}

test('only the first hearing after a new token counts: a clock that jumps later ends its life', async () => {
  const { clock, serverTime, told, renewal } = openRenewal([good()])
  serverTime.learn(clock.worldTime())
  renewal.schedule(tokenOf('alice', { iat: 0, exp: 3_600 }), 'new')
  serverTime.learn(clock.worldTime())
  await clock.turn(60_000)
  serverTime.learn(clock.worldTime() + 86_400_000)
  renewal.timeMoved()
  await clock.turn(1_000)
  assert.deepEqual(calls(told), [60])
})
