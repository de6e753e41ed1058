import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A disk that breaks the file at each start must not fill the folder. */
const mostAsides = 3

/**
 * The new name of a broken settings file: beside the file and in order of time in any listing,
 * without the colons that Windows refuses, and a `.json` that an editor opens.
 */
export function asideName(now: number): string {
  const time = new Date(now).toISOString().replace(/[:.Z]/g, '').replace('T', '-')
  return `settings.broken-${time}.json`
}

/** Deletes all but the latest of the files that were set aside. */
export function deleteOldQuarantined(folder: string): void {
  const asides = readdirSync(folder).filter((name) => /^settings\.broken-[\d-]+\.json$/.test(name))
  for (const name of asides.toSorted().slice(0, -mostAsides)) rmSync(join(folder, name))
}

/** Deletes what a run that was killed in the middle of a write has left: it holds names of accounts. */
export function removeLeftovers(folder: string): void {
  const leftover = /^settings\.(json\.tmp-\w+|last\.json\.draft)$/
  for (const name of readdirSync(folder)) {
    if (leftover.test(name)) rmSync(join(folder, name), { force: true })
  }
}
