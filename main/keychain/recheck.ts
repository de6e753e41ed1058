import type { Clock } from '../auth/ports.ts'
import type { KeychainVault } from './vault.ts'

export interface LookOptions {
  clock: Clock
  vault: KeychainVault
  /** Whether anything waits for the keychain. */
  isNeeded(): boolean
  /** The keychain is ready. */
  found(): void
}

const pauseMs = 30_000

/**
 * Looks whether a keychain that was locked or away is there by now: to be called when somebody comes back to the window,
 * as one does after unlocking it elsewhere.
 *
 * There is no timer. The only way to know is to try, where a desktop has an unlock prompt each try brings it up, and one
 * that comes by itself in front of somebody who is elsewhere is a nuisance and starts a process for nothing. For the same
 * reason there is half a minute between two looks, counted from the end of one: a prompt that is dismissed gives the
 * focus back to the window.
 */
export function createLook({ clock, vault, isNeeded, found }: LookOptions): () => Promise<void> {
  let state: { kind: 'looking' } | { kind: 'resting'; since: number } = {
    kind: 'resting',
    since: -Infinity,
  }
  return async () => {
    if (state.kind === 'looking' || clock.monotonic() - state.since < pauseMs) return
    const { kind } = vault.state()
    if (kind === 'ready' || kind === 'unknown' || !isNeeded()) return
    state = { kind: 'looking' }
    const now = await vault.probe()
    state = { kind: 'resting', since: clock.monotonic() }
    if (now.kind === 'ready') found()
  }
}
