import type { AboutPanelOptionsOptions } from 'electron'
import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import type { Licence, Versions } from '../../preload/contract.ts'
import type { Texts } from '../text/en.ts'

const licences = v.array(
  v.object({ name: v.string(), version: v.string(), licence: v.string(), text: v.string() }),
)

/** The licences of what is shipped, by name; null in a build without the list, or with one that does not read. */
export function readLicences(path: string): Licence[] | null {
  try {
    return v.parse(licences, JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** The versions that the app runs on. */
export function versionsOf(latchkey: string, versions: NodeJS.ProcessVersions): Versions {
  const { electron, chrome, node } = versions
  return { latchkey, electron, chromium: chrome, node }
}

/** The system's own About window. Linux shows neither `version` nor `credits`, so all is said in a line that it shows. */
export function aboutPanel(
  { latchkey, electron, chromium, node }: Versions,
  platform: NodeJS.Platform,
  { about: { terms } }: Texts,
): AboutPanelOptionsOptions {
  const runsOn = `Electron ${electron}, Chromium ${chromium}, Node ${node}`
  const panel = { applicationName: 'Latchkey', applicationVersion: latchkey }
  return platform === 'linux'
    ? { ...panel, copyright: `${terms}\n${runsOn}` }
    : { ...panel, copyright: terms, credits: runsOn, version: '' }
}
