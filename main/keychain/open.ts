import { createKeychain, type KeychainClient, type KeychainOptions } from './client.ts'
import { createRecords } from './records.ts'
import { createVault, type KeychainVault, type VaultOptions } from './vault.ts'

export type OpenOptions = KeychainOptions &
  Omit<VaultOptions, 'keychain' | 'records'> & { platform: NodeJS.Platform }

/** What the Credential Manager of Windows holds an entry, in bytes. */
const windowsLimitBytes = 2_560

/** The vault on this system's keychain, and the keychain itself, to end its process. */
export function openVault(options: OpenOptions): {
  vault: KeychainVault
  keychain: KeychainClient
} {
  const keychain = createKeychain(options)
  const limitBytes = options.platform === 'win32' ? windowsLimitBytes : Infinity
  const records = createRecords(keychain, limitBytes)
  return { vault: createVault({ ...options, keychain, records }), keychain }
}
