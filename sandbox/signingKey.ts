import { hkdfSync } from 'node:crypto'

/** A key that signs and checks with HMAC SHA-256. */
export type SigningKey = Awaited<ReturnType<typeof importKey>>

/** The keys of one sandbox, all from its secret. */
export interface SigningKeys {
  /** Signs chat tokens: the secret itself, as in a real app. */
  chat: SigningKey
  /** Signs refresh tokens: derived (HKDF, RFC 5869), so that neither kind can pass for the other. */
  refresh: SigningKey
  /** Signs the tokens of single sign-on, likewise. */
  singleSignOn: SigningKey
}

/** The keys from a secret, which may not be empty. */
export async function createSigningKeys(secret: string): Promise<SigningKeys> {
  if (secret === '') throw new Error('The sandbox needs a secret that is not empty')
  const derive = (purpose: string) =>
    importKey(Buffer.from(hkdfSync('sha256', secret, '', `latchkey sandbox ${purpose}`, 32)))
  return {
    chat: await importKey(Buffer.from(secret, 'utf8')),
    refresh: await derive('refresh tokens'),
    singleSignOn: await derive('single sign-on'),
  }
}

function importKey(bytes: Uint8Array<ArrayBuffer>) {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
}
