import { Failure } from '../auth/errors.ts'
import type { Mint } from '../auth/ports.ts'

/**
 * Makes a mint of an app's API secret: its UTF-8 bytes are the key of HS256 (RFC 7518 section 3.2). The key is one that
 * cannot be read back; neither text nor bytes are held on to. White space around it, as a paste brings it, is dropped.
 * @throws Failure `badInput` at `secret` when it is empty
 */
export async function createMint(secret: string): Promise<Mint> {
  const bytes = new TextEncoder().encode(secret.trim())
  if (bytes.length === 0) {
    throw new Failure('badInput', 'The field secret is empty.', { field: 'secret' })
  }
  let key: CryptoKey | null = await importKey(bytes)
  bytes.fill(0)

  return {
    async sign(claims) {
      const held = key
      if (held === null) throw new Failure('signedOut', 'The API secret is no longer held.')
      // Only developers need it, so no start waits for it.
      const { SignJWT } = await import('jose')
      const header = { alg: 'HS256', typ: 'JWT' }
      return new SignJWT({ ...claims }).setProtectedHeader(header).sign(held)
    },
    forget() {
      key = null
    },
  }
}

type CryptoKey = Awaited<ReturnType<typeof importKey>>

function importKey(bytes: Uint8Array<ArrayBuffer>) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign'])
}
