import { Failure, unreachable } from './errors.ts'
import type { Addresses, IndexEntry, SignInMethod, VaultRecord } from './ports.ts'

/** The identity of a workspace, as far as stored credentials are concerned. */
export interface CredentialTarget {
  readonly addresses: Addresses
  /** The workspace's id in versions before 0.2: `apiKey@host`. */
  readonly formerId: string
}

/**
 * The addresses that a sign-in's credentials are issued for. Token service and issuer count only where they issue them.
 */
export function issuedFor(method: SignInMethod, { addresses }: CredentialTarget): Addresses {
  switch (method) {
    case 'service':
    case 'oidc':
      return addresses
    case 'static':
    case 'guest':
      return { ...addresses, tokenService: null, issuer: null }
    default:
      return unreachable(method)
  }
}

/**
 * Stored credentials are sent only to the addresses they were issued for. A record of version 1 does not say them: it
 * counts by what the index was made with, and only under its own old key (docs/decisions/021).
 * @throws Failure `workspaceMoved`
 */
export function requireIssuedFor(
  entry: IndexEntry,
  record: VaultRecord,
  target: CredentialTarget,
): void {
  const wanted = issuedFor(entry.method, target)
  const issued = record.issuedFor ?? ofFormer(entry, target)
  const isSame =
    issued !== null &&
    issued.server === wanted.server &&
    issued.issuer === wanted.issuer &&
    // A pasted or guest token never goes to a token service, even if its record names one.
    (!usesTokenService(entry.method) || issued.tokenService === wanted.tokenService)
  if (isSame) return
  throw new Failure('workspaceMoved', 'The stored sign-in was issued for other addresses.')
}

function usesTokenService(method: SignInMethod): boolean {
  return method === 'service' || method === 'oidc'
}

function ofFormer({ account, record, issuedFor }: IndexEntry, target: CredentialTarget) {
  const key = record ?? account.key
  return key === `${target.formerId}/${account.userId}` ? (issuedFor ?? null) : null
}
