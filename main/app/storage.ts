import { join } from 'node:path'
import type { UtilityProcess } from 'electron'
import { openVault } from '../keychain/open.ts'
import type { MainLog } from '../logging/log.ts'
import { systemClock } from '../platform/clock.ts'
import { placesOf, readConfiguration } from '../settings/configuration.ts'
import { openSettings } from '../settings/open.ts'
import type { Place } from './profile.ts'

/** Electron's `utilityProcess`. */
export interface Forker {
  fork(
    path: string,
    args: string[],
    options: { serviceName: string; env?: NodeJS.ProcessEnv },
  ): UtilityProcess
}

export interface StorageOptions {
  utilityProcess: Forker
  /** The folder of the built main process. */
  folder: string
  profile: Place
  log: MainLog
  newId(): string
  changed(): void
}

/** Opens what is kept on this computer: settings, configuration, and the vault, whose keychain has a process of its own. */
export function openStorage(options: StorageOptions) {
  const { utilityProcess, folder, profile, log, newId, changed } = options
  const { settings, notices } = openSettings({ folder: profile.userData, log, newId, changed })
  const { vault, keychain } = openVault({
    clock: systemClock,
    log,
    service: profile.appName,
    platform: process.platform,
    profile: settings.profile(),
    newId,
    changed,
    fork: () =>
      utilityProcess.fork(join(folder, 'keychain.js'), [], {
        serviceName: 'keychain',
        // We match libsecret's English messages, so force an English locale.
        env: { ...process.env, LC_ALL: 'C' },
      }),
  })
  return { settings, notices, configuration: readConfiguration(placesOf(process)), vault, keychain }
}
