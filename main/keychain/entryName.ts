import { createHash } from 'node:crypto'

const mostIdLetters = 100
const mostUserLetters = 255

/**
 * The name of an account's keychain entry. `profile` keeps two profiles apart.
 *
 * Windows ignores case in names and holds 513 characters of one, so the name carries a hash of the exact key and is cut.
 * Keys of versions before 0.2 (`apiKey@host/userId`) keep their plain name, and so do those of the sandbox in small letters.
 */
export function entryName(key: string, profile: string): string {
  if (isPlain(key)) return `${key} (${profile})`
  const at = key.lastIndexOf('/')
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16)
  const workspace = key.slice(0, at).slice(0, mostIdLetters)
  const user = key.slice(at + 1).slice(0, mostUserLetters)
  return `${hash} ${workspace}/${user} (${profile})`
}

function isPlain(key: string): boolean {
  if (key.startsWith('sandbox/')) return key === key.toLowerCase()
  return !key.includes('://')
}
