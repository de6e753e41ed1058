import { createKeychain, type KeychainClient, type KeychainOptions } from './client.ts'
import { createRecords } from './records.ts'
import { createVault, type KeychainVault, type VaultOptions } from './vault.ts'

export type OpenOptions = Omit<KeychainOptions, 'waiting'> &
  Omit<VaultOptions, 'keychain' | 'records'> & {
    platform: NodeJS.Platform
    /** A prompt is probably open, or is no more. */
    prompting?(isPrompting: boolean): void
  }

/** The capacity of one entry in the Credential Manager of Windows, in bytes. */
const windowsLimitBytes = 2_560

/** The vault on this system's keychain, and the keychain itself, to end its process. */
export function openVault(options: OpenOptions): {
  vault: KeychainVault
  keychain: KeychainClient
} {
  const keychain = createKeychain({
    ...options,
    waiting(isWaiting) {
      options.prompting?.(isWaiting)
      vault.waiting(isWaiting)
    },
  })
  const limitBytes = options.platform === 'win32' ? windowsLimitBytes : Infinity
  const records = createRecords(keychain, limitBytes)
  const vault = createVault({ ...options, keychain, records, giveUp: () => keychain.giveUp() })
  return { vault, keychain }
}
