import { existsSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { executableName, findRuntime } from '../setup/electronRuntime.mjs'
import { FALLBACK } from '../setup/fallbackRuntime.mjs'
import { Stop } from '../run/stop.mjs'

/** The Electron of this machine, from which an app can be put together without a download. */
export interface Runtime {
  /** The folder that is its root. */
  folder: string
  version: string
  /** The fallback is an unofficial copy of an old Electron: good for a look and for tests, never for a release. */
  kind: 'official' | 'fallback'
}

/** @throws Stop when there is none, or when it does not say which one it is */
export function runtimeAtHand(): Runtime {
  const executable = findRuntime()
  if (!executable) throw new Stop('There is no Electron yet: type "npm run package".')
  const folder = resolve(executable.slice(0, -executableName(process.platform).length))
  // Electron's own archives have this file.
  const file = join(folder, 'version')
  if (existsSync(file)) {
    const version = readFileSync(file, 'utf8').trim().replace(/^v/, '')
    return { folder, version, kind: 'official' }
  }
  if (basename(folder) === `electron-${FALLBACK.version}`) {
    return { folder, version: FALLBACK.version, kind: 'fallback' }
  }
  throw new Stop(`${folder} does not say which Electron it is: there is no file "version" in it.`)
}
