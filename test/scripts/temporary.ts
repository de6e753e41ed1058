import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestContext } from 'node:test'

/** A folder with these files in it, removed when the test ends. */
export function temporaryFolder(t: TestContext, files: Record<string, string> = {}): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}

/** A temporary project of its own, with this project's scripts and these files. */
export function projectWithScripts(t: TestContext, files: Record<string, string>): string {
  const folder = temporaryFolder(t, files)
  const scripts = fileURLToPath(new URL('../../scripts', import.meta.url))
  // Some are sources of the build, which would not be newer than what is copied now.
  cpSync(scripts, path.join(folder, 'scripts'), { recursive: true, preserveTimestamps: true })
  return folder
}
