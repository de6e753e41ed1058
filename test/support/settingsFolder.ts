import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { makeAccount } from '../../main/auth/account.ts'
import type { IndexEntry } from '../../main/auth/ports.ts'
import { createSettings, recover } from '../../main/settings/settings.ts'
import { openSettingsFile, type AtomicFile } from '../../main/settings/file.ts'
import { FakeMainLog } from './fakeLog.ts'
import { startOfTime } from './fakes.ts'

/** A new folder that goes with the test. */
export function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-settings-'))
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** The settings of a folder, written by electron-store as in the app unless `openFile` says otherwise. */
export async function openRealSettings(folder: string, openFile?: () => AtomicFile) {
  // Outside Electron its package looks for a binary to name; electron-store needs none here, nor what it names.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= folder
  const { default: Store } = await import('electron-store')
  const options = { name: 'settings', cwd: folder, configFileMode: 0o600, clearInvalidConfig: true }
  const log = new FakeMainLog()
  let changes = 0
  const file = openSettingsFile({
    folder,
    openFile: openFile ?? (() => new Store(options)),
    recover,
    log,
    now: () => startOfTime,
    changed: () => void (changes += 1),
  })
  const settings = createSettings(file.store, () => 'profile-name')
  return { file, settings, log, changes: () => changes }
}

/** A remembered account. */
export function entryOf(userId: string): IndexEntry {
  const account = makeAccount({ workspaceId: 'team', kind: 'user', userId, name: userId })
  return { account, method: 'service', stage: 'kept' }
}

/** Settings with Alice in them, saved in a folder. */
export async function saveAlice(folder: string): Promise<string> {
  const { settings } = await openRealSettings(folder)
  settings.profile()
  settings.accounts.put(entryOf('alice'))
  settings.accounts.setCurrent('team/alice')
  return join(folder, 'settings.json')
}
