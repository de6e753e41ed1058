import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLook } from '../../../main/keychain/recheck.ts'
import type { KeychainVault, VaultState } from '../../../main/keychain/vault.ts'
import { FakeClock } from '../../support/fakes.ts'

const locked: VaultState = { kind: 'locked' }

/** A window that somebody comes back to, and a keychain that is as `next` says when it is tried. */
function openWindow(known: VaultState = locked) {
  const clock = new FakeClock()
  const world = { known, next: locked, isNeeded: true, probes: 0, found: 0 }
  const requeue = createLook({
    clock,
    vault: {
      state: () => world.known,
      async probe() {
        world.probes += 1
        await Promise.resolve()
        world.known = world.next
        return world.known
      },
    } as KeychainVault,
    isNeeded: () => world.isNeeded,
    found: () => void (world.found += 1),
  })
  return { clock, world, requeue }
}

test('one who comes back after unlocking the keychain finds it looked at', async () => {
  for (const known of [
    locked,
    { kind: 'unavailable', reason: 'It did not answer.' },
  ] satisfies VaultState[]) {
    const { world, requeue } = openWindow(known)
    world.next = { kind: 'ready' }
    await requeue()
    assert.deepEqual([world.probes, world.found], [1, 1])
  }
})

test('one that is locked still is looked at again when half a minute has passed, not sooner', async () => {
  const { clock, world, requeue } = openWindow()
  await Promise.all([requeue(), requeue()])
  await requeue()
  await clock.turn(29_999)
  await requeue()
  assert.deepEqual([world.probes, world.found], [1, 0])
  await clock.turn(1)
  world.next = { kind: 'ready' }
  await requeue()
  assert.deepEqual([world.probes, world.found], [2, 1])
})

test('nobody looks without need: one that is ready, never used, or that nothing waits for; and never by a timer', async () => {
  for (const known of [{ kind: 'ready' }, { kind: 'unknown' }] satisfies VaultState[]) {
    const { clock, world, requeue } = openWindow(known)
    await requeue()
    await clock.turn(3_600_000)
    assert.equal(world.probes, 0)
  }
  const { clock, world, requeue } = openWindow()
  world.isNeeded = false
  await requeue()
  await clock.turn(3_600_000)
  assert.equal(world.probes, 0)
})
