import { cp, mkdtemp, rm } from 'node:fs/promises'
import Module, { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, isAbsolute, join, relative, sep } from 'node:path'

/**
 * What Electronegativity has to say about a file, relative to the root and with slashes. It is `certain` (or `firm`,
 * `tentative`) that there is something, which says nothing of whether it matters here.
 */
export interface Finding {
  check: string
  file: string
  confidence: string
}

/** What a scan brought: the findings, and the files that could not be read. */
export interface Scan {
  findings: Finding[]
  unread: string[]
}

interface Report {
  issues: { id: string; file: string; confidence: { name: string } }[]
  errors: { file: string; message: string }[]
}

type Run = (options: Record<string, unknown>) => Promise<Report>

/**
 * Looks for Electron's known misconfigurations in folders and files under a root, by their source, offline. They are
 * looked at together, because some checks ask whether a thing is there at all.
 * https://github.com/doyensec/electronegativity
 */
export async function scan(root: string, parts: string[]): Promise<Scan> {
  // Its checks look at everything that lies in a folder, node_modules too.
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-scan-'))
  try {
    for (const part of parts) {
      await cp(join(root, part), join(folder, basename(part)), { recursive: true })
    }
    const report = await loadRun()({
      input: folder,
      // Looks at Electron's releases on the network, and knows nothing of them without.
      excludeFromScan: ['availablesecurityfixesglobalcheck'],
    })
    // What is nowhere has no path but `N/A`.
    const place = (file: string) =>
      isAbsolute(file) ? relative(folder, file).split(sep).join('/') : file
    return {
      findings: report.issues.map(({ id, file, confidence }) => ({
        check: id,
        file: place(file),
        confidence: confidence.name.toLowerCase(),
      })),
      unread: report.errors.map(({ file, message }) => `${place(file)}: ${message}`),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Loads Electronegativity without what it cannot have here. */
function loadRun(): Run {
  const require = createRequire(import.meta.url)
  const path = require.resolve('@doyensec/electronegativity')
  const inside = createRequire(path)
  const replace = (name: string, exports: unknown) => {
    const file = inside.resolve(name)
    const module = new Module(file)
    inside.cache[file] = Object.assign(module, { exports, loaded: true })
  }
  // At each run it asks its makers' server for newer words. Its own are in the package.
  replace('got', () => Promise.resolve({ statusCode: 204 }))
  // Its second parser of TypeScript wants the JavaScript API that TypeScript 7 has not. What Babel, the first, cannot read
  // is told as unread.
  replace('@typescript-eslint/typescript-estree', { parse: unreadable })
  return require(path) as Run
}

function unreadable(): never {
  throw new Error('There is no second parser.')
}
