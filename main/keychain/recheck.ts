import type { Clock } from '../auth/ports.ts'
import type { KeychainClient } from './client.ts'
import type { KeychainVault } from './vault.ts'

export interface RecheckOptions {
  clock: Clock
  vault: Pick<KeychainVault, 'state' | 'probe'>
  keychain: Pick<KeychainClient, 'lastAnswerAt'>
  /** True when anything waits for the keychain. */
  isNeeded(): boolean
}

const pauseMs = 30_000
/** A dismissed prompt is an answer of the person. "Retry" and an unlocked screen ask sooner. */
const dismissedPauseMs = 600_000

/**
 * Tries a keychain that was locked or away again when the person returns to the window, as one does after unlocking it
 * elsewhere. The vault runs what waits for it.
 *
 * There is no timer. The only way to know is to try, each try brings up the unlock prompt of a desktop that has one, and
 * a prompt without cause is a nuisance. The pause counts from the last answer of the keychain, since a dismissed prompt
 * gives the focus back to the window.
 */
export function createKeychainRecheck(options: RecheckOptions): () => Promise<void> {
  const { clock, vault, keychain, isNeeded } = options
  return async () => {
    const state = vault.state()
    if (state.kind !== 'locked' && state.kind !== 'unavailable') return
    const isRefused = state.kind === 'locked' && state.isDismissed
    const sinceMs = clock.monotonic() - keychain.lastAnswerAt()
    if (sinceMs < (isRefused ? dismissedPauseMs : pauseMs) || !isNeeded()) return
    await vault.probe()
  }
}
