import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Desktop } from './desktop.ts'

const run = promisify(execFile)

/**
 * Tells the computer to trust an authority: on Linux Chromium keeps to the NSS database of the person.
 * @param cert PEM
 */
export async function trust(desktop: Desktop, { cert }: { cert: string }): Promise<void> {
  const database = join(desktop.env['HOME'] ?? '', '.pki', 'nssdb')
  const file = join(desktop.folder, 'authority.pem')
  await mkdir(database, { recursive: true })
  await writeFile(file, cert)
  // The app has made one if it ran before.
  const isThere = existsSync(join(database, 'cert9.db'))
  if (!isThere) await run('certutil', ['-d', `sql:${database}`, '-N', '--empty-password'])
  const trusted = ['-A', '-t', 'C,,', '-n', 'private', '-i', file]
  await run('certutil', ['-d', `sql:${database}`, ...trusted])
}
