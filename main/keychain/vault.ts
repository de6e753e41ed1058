import { isDeepStrictEqual } from 'node:util'
import { Failure, toFailure } from '../auth/errors.ts'
import type { Log, Vault } from '../auth/ports.ts'
import type { Keychain } from './client.ts'
import type { Records } from './records.ts'

/** What is known of the keychain. While it is `locked` or `unavailable`, secrets rest in memory for this run. */
export type VaultState =
  | { kind: 'unknown' }
  | { kind: 'ready' }
  | { kind: 'locked' }
  | { kind: 'unavailable'; reason: string }

/** The vault on a keychain, with what it knows of it. */
export interface KeychainVault extends Vault {
  state(): VaultState
  /** Writes, reads and deletes a sentinel, and so knows. Never throws. */
  probe(): Promise<VaultState>
}

export interface VaultOptions {
  keychain: Keychain
  records: Records
  /** A name of this profile's own, so that two never meet in one keychain entry. */
  profile: string
  log: Log
  newId(): string
  changed(): void
}

export function createVault(options: VaultOptions): KeychainVault {
  const { keychain, records, profile, log, newId, changed } = options
  let state: VaultState = { kind: 'unknown' }
  let probing: Promise<VaultState> | null = null

  function set(next: VaultState): VaultState {
    const isNews = !isDeepStrictEqual(next, state)
    state = next
    if (isNews) {
      const { kind, ...facts } = next
      log.info('keychain.state', { state: kind, ...facts })
      changed()
    }
    return next
  }

  function entry(key: string): string {
    return `${key} (${profile})`
  }

  /** Notes what a failed call says of the keychain. */
  function note(error: unknown): Failure {
    const failure = toFailure(error)
    if (failure.code === 'keychainLocked') set({ kind: 'locked' })
    else set({ kind: 'unavailable', reason: failure.message })
    return failure
  }

  /** One at a time: two would read back each other's sentinel. */
  function probe(): Promise<VaultState> {
    probing ??= probeNow().finally(() => {
      probing = null
    })
    return probing
  }

  async function probeNow(): Promise<VaultState> {
    const sentinel = entry('probe')
    const value = newId()
    try {
      await keychain.set(sentinel, value)
      const back = await keychain.get(sentinel)
      await keychain.delete(sentinel)
      if (back === value) return set({ kind: 'ready' })
      return set({ kind: 'unavailable', reason: 'What was written could not be read back.' })
    } catch (error) {
      note(error)
      return state
    }
  }

  async function requireReady(): Promise<void> {
    const found = await probe()
    if (found.kind === 'ready') return
    throw found.kind === 'locked'
      ? new Failure('keychainLocked', 'The keychain is locked.')
      : new Failure('keychainUnavailable', 'The keychain cannot be used.')
  }

  return {
    state: () => state,
    probe,

    async read(key) {
      let secrets
      try {
        secrets = await records.read(entry(key))
      } catch (error) {
        throw note(error)
      }
      if (secrets !== null) {
        set({ kind: 'ready' })
        return secrets
      }
      // Null is also what a locked keychain answers.
      await requireReady()
      return null
    },

    async write(key, secrets) {
      try {
        await records.write(entry(key), secrets)
        set({ kind: 'ready' })
        return 'keychain'
      } catch (error) {
        note(error)
        return 'memory'
      }
    },

    async remove(key) {
      // A locked keychain answers a delete as if there were nothing to delete, and it may have been locked since.
      await requireReady()
      try {
        await records.remove(entry(key))
      } catch (error) {
        throw note(error)
      }
    },
  }
}
