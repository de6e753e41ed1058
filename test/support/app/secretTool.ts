import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import type { Desktop } from './desktop.ts'

/** What Latchkey's probe of the keychain leaves for a moment. */
const probe = '/probe ('

/**
 * The items that another keychain tool finds under a service name (Linux), each as `secret-tool search` prints it. A locked
 * keyring shows none of its secrets.
 */
export async function keyringItems(
  desktop: Desktop,
  service = 'Latchkey (development)',
): Promise<string[]> {
  // An item starts with its object path in brackets.
  const items = (await search(desktop, service)).split(/^(?=\[)/m)
  return items.filter((item) => item !== '' && !item.includes(probe))
}

/** All items as one text; empty when there are none. */
export async function readKeyring(desktop: Desktop, service?: string): Promise<string> {
  return (await keyringItems(desktop, service)).join('')
}

/** The secret in the text of an item; empty when it shows none. */
export function secretIn(item: string): string {
  return /^secret = (.*)$/m.exec(item)?.[1] ?? ''
}

/** The token and the refresh credential of the one account that is stored in one entry. */
export async function storedSecrets(desktop: Desktop): Promise<[string, string]> {
  const record = secretIn(await readKeyring(desktop))
  const { token, refreshCredential } = JSON.parse(record) as Record<string, string>
  return [token ?? assert.fail(), refreshCredential ?? assert.fail()]
}

function search(desktop: Desktop, service: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: desktop.env, timeout: 5_000 }
    execFile('secret-tool', ['search', '--all', 'service', service], options, (error, stdout) => {
      // Exit code 1 without a word: nothing found.
      if (error && error.code !== 1) reject(error)
      else resolve(stdout)
    })
  })
}
