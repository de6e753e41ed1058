import type { Secrets } from '../ports.ts'
import { Token } from './token.ts'

/** What an account proves itself with: the token in use, and what gets the next one. */
export interface Credentials {
  readonly token: Token
  /** What the token service gave for renewing; null where it gave none. */
  readonly refreshCredential: string | null
}

/** For the vault. */
export function toSecrets({ token, refreshCredential }: Credentials): Secrets {
  return { token: token.reveal(), refreshCredential }
}

/** The same; null for one who has none. */
export function secretsOf(credentials: Credentials | null): Secrets | null {
  return credentials && toSecrets(credentials)
}

/**
 * From the vault.
 * @throws Failure `tokenMalformed`
 */
export function fromSecrets({ token, refreshCredential }: Secrets): Credentials {
  return { token: new Token(token), refreshCredential }
}
