import { writeFileSync } from 'node:fs'
import type { Plugin, Rollup } from 'vite'
import { readNotice } from './notice.ts'

/** Makes a list of everything that others wrote and the app ships. */
export interface Shipped {
  /** Notes what goes into one bundle. */
  record(bundle: string): Plugin
}

/**
 * The list is made from what the bundler put into the bundles, not from package.json: there, packages that are bundled and
 * tools stand side by side, and what a package itself depends on is missing. It is written after each bundle, and is
 * complete after the last.
 *
 * @param file where to
 * @param beside folders of packages that are shipped as they are
 */
export function createShipped(file: string, beside: string[]): Shipped {
  const bundles = new Map<string, string[]>()
  return {
    record: (bundle) => ({
      name: 'latchkey-shipped',
      generateBundle(_, output) {
        bundles.set(bundle, packagesIn(output))
      },
      writeBundle() {
        const folders = new Set([...beside, ...[...bundles.values()].flat()])
        const notices = [...folders].map(readNotice)
        writeFileSync(file, JSON.stringify(notices.toSorted(byName), null, 1))
      },
    }),
  }
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1
}

function packagesIn(output: Rollup.OutputBundle): string[] {
  return Object.values(output).flatMap((part) => {
    const modules = part.type === 'chunk' ? Object.keys(part.modules) : part.originalFileNames
    return modules.map(packageOf).filter((folder) => folder !== null)
  })
}

/** The folder of the package that a module belongs to; null for one of ours or the bundler's own. */
export function packageOf(module: string): string | null {
  // The last one counts: a package can have a node_modules of its own.
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1] ?? null
}
