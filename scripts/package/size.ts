import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The most that our part of an installed Latchkey may take up, in bytes. The rest, some 250 MB, is Electron. */
export const budgetBytes = 2_500_000

/** The size of our part, in bytes. */
export interface Size {
  archive: number
  /** The files beside the archive, which the system has to load as files. */
  unpacked: number
}

/** Measures the app in a folder of resources. */
export function measure(resources: string): Size {
  const unpacked = join(resources, 'app.asar.unpacked')
  return {
    archive: statSync(join(resources, 'app.asar')).size,
    unpacked: filesIn(unpacked).reduce((sum, file) => sum + statSync(file).size, 0),
  }
}

/** The size and the budget in words. */
export function describe({ archive, unpacked }: Size): string {
  const parts = `app.asar ${inMB(archive)} and unpacked ${inMB(unpacked)}`
  return `${parts}: ${inMB(archive + unpacked)} of at most ${inMB(budgetBytes)}`
}

/** Bytes as megabytes of a million bytes. */
export function inMB(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
