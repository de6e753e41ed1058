import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Desktop } from './desktop.ts'

const run = promisify(execFile)

/**
 * Tells the computer to trust a certificate: on Linux Chromium keeps to the NSS database of the person.
 * @param flags of certutil: `C,,` an authority, `P,,` this very certificate
 */
export async function trustInNss(
  desktop: Desktop,
  cert: string,
  flags: 'C,,' | 'P,,' = 'C,,',
): Promise<void> {
  const database = join(desktop.env['HOME'] ?? '', '.pki', 'nssdb')
  const file = join(desktop.folder, `trusted-${flags[0]}.pem`)
  await mkdir(database, { recursive: true })
  await writeFile(file, cert)
  // The app has made one if it ran before.
  const isThere = existsSync(join(database, 'cert9.db'))
  if (!isThere) await run('certutil', ['-d', `sql:${database}`, '-N', '--empty-password'])
  const trusted = ['-A', '-t', flags, '-n', `private ${flags}`, '-i', file]
  await run('certutil', ['-d', `sql:${database}`, ...trusted])
}
