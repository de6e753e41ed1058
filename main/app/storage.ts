import { join } from 'node:path'
import { createAccountStore } from '../auth/accountStore.ts'
import type { Timeouts } from '../auth/timeouts.ts'
import { openSavedChats } from '../chat/saved/open.ts'
import type { KeyringName } from '../keychain/keyringName.ts'
import { openVault } from '../keychain/open.ts'
import type { VaultState } from '../keychain/vault.ts'
import type { MainLog } from '../logging/log.ts'
import { systemClock } from '../platform/clock.ts'
import { configurationPlaces, readConfiguration } from '../settings/configuration.ts'
import { adoptFormerAccounts } from '../settings/formerAccounts.ts'
import { openSettings } from '../settings/open.ts'
import type { Forker } from '../platform/forker.ts'
import type { Profile } from './profile.ts'

export interface StorageOptions {
  utilityProcess: Forker
  /** The folder of the built main process. */
  folder: string
  profile: Profile
  log: MainLog
  /** They stand still while a person is at a prompt of the keyring. */
  timeouts: Timeouts
  newId(): string
  changed(): void
  /** The keychain has become ready: now is the time for what waits for it. */
  keychainReady(): void
}

/**
 * Opens what is kept on this computer: settings, configuration, the vault, whose keychain has a process of its own, the
 * accounts and their saved chats.
 */
export function openStorage(options: StorageOptions) {
  const { utilityProcess, folder, profile, log, newId, changed } = options
  const { settings, notices } = openSettings({ folder: profile.userData, log, newId, changed })
  const configuration = readConfiguration(configurationPlaces(process))
  if (configuration.kind === 'read') {
    const { workspace, isShipped = false } = configuration
    adoptFormerAccounts(settings.accounts, { ...workspace, isShipped })
  }
  const { vault, keychain } = openVault({
    clock: systemClock,
    log,
    service: profile.appName,
    platform: process.platform,
    // Made, and written to the disk, when the keychain is first wanted, not before the first paint.
    profile: settings.profile,
    newId,
    changed,
    becameReady: options.keychainReady,
    prompting(isPrompting) {
      if (isPrompting) options.timeouts.hold('keyring')
      else options.timeouts.release('keyring')
    },
    async asksEachProgram() {
      // Only Linux has a choice of keyrings.
      if (process.platform !== 'linux') return false
      const { asksEachProgramHere } = await import('../keychain/keyringName.ts')
      return asksEachProgramHere({ env: process.env, clock: systemClock })
    },
    fork: () =>
      utilityProcess.fork(join(folder, 'keychain.js'), [], {
        serviceName: 'keychain',
        // We match libsecret's English messages, so force an English locale.
        env: { ...process.env, LC_ALL: 'C' },
      }),
  })
  let nameOf: KeyringName | null = null

  /** See `createKeyringName`. */
  function keyringName(kind: VaultState['kind']): string | undefined {
    if (nameOf) return nameOf(kind)
    const isWanted = kind === 'locked' || kind === 'unavailable'
    if (!isWanted || process.platform !== 'linux') return undefined
    // Loaded when the keychain cannot be used: a start has no time for it.
    void import('../keychain/keyringName.ts').then(({ openKeyringName }) => {
      nameOf ??= openKeyringName({ env: process.env, clock: systemClock, changed })
      nameOf(kind)
    })
    return undefined
  }

  const savedChats = openSavedChats({
    profileFolder: profile.userData,
    clock: systemClock,
    log,
    isOn: () => settings.preferences().saveChats,
    accounts: () => accounts,
  })
  const accounts = createAccountStore(vault, settings.accounts, log, savedChats.files)

  return {
    settings,
    notices,
    configuration,
    vault,
    keychain,
    keyringName,
    accounts,
    savedChats,
  }
}
