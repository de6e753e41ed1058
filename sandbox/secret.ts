import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const form = /^[\w-]{43}$/

/** The file in a state folder that holds the sandbox's secret. */
export function secretFile(folder: string): string {
  return join(folder, 'sandbox-secret')
}

/**
 * The sandbox's secret from its file in a state folder; made, in a folder and file for the owner's eyes only, when there
 * is none or the file does not hold one. Two sandboxes that start at once get the same. Rejects with the system's error.
 */
export async function keepSecret(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = secretFile(folder)
  const kept = await readSecret(file)
  if (kept !== null) return kept
  const draft = `${file}.${randomUUID()}`
  try {
    await writeDurably(draft, randomBytes(32).toString('base64url'))
    await putInPlace(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
  const written = await readSecret(file)
  if (written === null) throw new Error(`The sandbox's secret could not be kept in ${file}`)
  return written
}

async function readSecret(file: string): Promise<string | null> {
  try {
    const text = await readFile(file, 'utf8')
    await chmod(file, 0o600)
    return form.test(text) ? text : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function putInPlace(draft: string, file: string): Promise<void> {
  try {
    // A link does not overwrite, so of two that start at once the first one's secret stands.
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && (await readSecret(file)) !== null)
      return
    // A spoilt file, or a file system without links.
    await rename(draft, file)
  }
}
