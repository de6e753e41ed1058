import type { Secrets } from '../ports.ts'
import type { SignInEnd } from './signInEnd.ts'
import { Token } from './token.ts'

/** The token in use and the credential that renews it. */
export interface Credentials {
  readonly token: Token
  /** The token service's refresh credential; null where it gave none. */
  readonly refreshCredential: string | null
  /** The end of the sign-in at the identity provider. Kept in memory only. */
  readonly signInEnd?: SignInEnd | null
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
