import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { App } from 'electron'
import { switchValue } from '../platform/commandLine.ts'
import { isWritable } from '../platform/writableFolder.ts'

/** The name of this run and its folder. */
export interface Profile {
  /** Also the name of its entries in the keychain. */
  appName: string
  userData: string
}

/**
 * Settles this run in its folder. Everything else depends on it, so it comes first; the single-instance lock is taken
 * there too. A second run for the same folder ends here.
 */
export function claimProfile(
  app: Pick<App, 'exit' | 'getPath' | 'isPackaged' | 'requestSingleInstanceLock' | 'setPath'>,
  argv: readonly string[],
): Profile {
  const appName = app.isPackaged ? 'Latchkey' : 'Latchkey (development)'
  const folder = switchValue(argv, 'user-data-dir')
  const userData = folder ? resolve(folder) : join(app.getPath('appData'), appName)
  app.setPath('userData', userData)
  if (!app.requestSingleInstanceLock()) {
    // Another run has the folder, or it is read-only. If read-only, this one runs too, with a temporary folder for its caches.
    if (isWritable(userData)) app.exit(0)
    app.setPath('sessionData', join(app.getPath('temp'), `latchkey-${randomUUID()}`))
  }
  return { appName, userData }
}
