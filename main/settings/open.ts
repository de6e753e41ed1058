import Store from 'electron-store'
import type { MainLog } from '../logging/log.ts'
import { createSettings, recover, type Settings } from './settings.ts'
import { openSettingsFile } from './file.ts'
import type { Texts } from '../text/en.ts'

export interface OpenOptions {
  folder: string
  log: MainLog
  newId(): string
  changed(): void
}

/** The settings of a profile, stored by electron-store, and their problems in sentences for the person. */
export function openSettings(options: OpenOptions): {
  settings: Settings
  notices(texts: Texts): string[]
} {
  const { folder, log, newId, changed } = options
  const file = openSettingsFile({
    folder,
    openFile: () =>
      new Store({ name: 'settings', cwd: folder, configFileMode: 0o600, clearInvalidConfig: true }),
    recover,
    log,
    now: Date.now,
    changed,
  })
  return { settings: createSettings(file.store, newId), notices: file.notices }
}
