import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKeychainRecheck } from '../../../main/keychain/recheck.ts'
import type { VaultState } from '../../../main/keychain/vault.ts'
import { FakeClock } from '../../support/fakes.ts'

const locked: VaultState = { kind: 'locked', isDismissed: false }
const dismissed: VaultState = { kind: 'locked', isDismissed: true }
const unavailable: VaultState = { kind: 'unavailable', reason: 'It did not answer.' }

/** A window that the person returns to, and a keychain that answered last when the window opened. */
function openWindow(state: VaultState, isNeeded = true) {
  const clock = new FakeClock()
  let answeredAt = clock.monotonic()
  let probes = 0
  const recheck = createKeychainRecheck({
    clock,
    vault: {
      state: () => state,
      async probe() {
        probes += 1
        await Promise.resolve()
        answeredAt = clock.monotonic()
        return state
      },
    },
    keychain: { lastAnswerAt: () => answeredAt },
    isNeeded: () => isNeeded,
  })
  return { clock, recheck, probes: () => probes }
}

for (const [state, pauseMs] of [
  [locked, 30_000],
  [unavailable, 30_000],
  [dismissed, 600_000],
] as const) {
  test(`a keychain that is ${JSON.stringify(state)} is tried again ${pauseMs} ms after its last answer, not sooner`, async () => {
    const { clock, recheck, probes } = openWindow(state)
    await recheck()
    await clock.turn(pauseMs - 1)
    await recheck()
    assert.equal(probes(), 0)
    await clock.turn(1)
    await recheck()
    assert.equal(probes(), 1)
    // The dismissed prompt gives the focus back to the window.
    await recheck()
    assert.equal(probes(), 1)
    await clock.turn(pauseMs)
    await recheck()
    assert.equal(probes(), 2)
  })
}

test('a keychain is not tried without need: ready, unknown, at a prompt, or with nothing that waits for it', async () => {
  for (const [state, isNeeded] of [
    [{ kind: 'ready' }, true],
    [{ kind: 'unknown' }, true],
    [{ kind: 'waiting' }, true],
    [locked, false],
  ] as const) {
    const { clock, recheck, probes } = openWindow(state, isNeeded)
    await clock.turn(3_600_000)
    await recheck()
    assert.equal(probes(), 0)
  }
})

test('there is no timer', async () => {
  const { clock, probes } = openWindow(locked)
  await clock.turn(3_600_000)
  assert.deepEqual([probes(), clock.pending()], [0, []])
})
