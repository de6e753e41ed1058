import { Failure } from './errors.ts'
import type { Addresses, IndexEntry, SignInMethod, VaultRecord } from './ports.ts'

/** The identity of a workspace, as far as stored credentials are concerned. */
export interface CredentialTarget {
  readonly addresses: Addresses
  /** The workspace's id in versions before 0.2: `apiKey@host`. */
  readonly formerId: string
}

/** The addresses that a sign-in's credentials are issued for. The token service counts only where it issues them. */
export function issuedFor(method: SignInMethod, { addresses }: CredentialTarget): Addresses {
  return method === 'service' ? addresses : { ...addresses, tokenService: null }
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
    (entry.method !== 'service' || issued.tokenService === wanted.tokenService)
  if (isSame) return
  throw new Failure('workspaceMoved', 'The stored sign-in was issued for other addresses.')
}

function ofFormer({ account, record, issuedFor }: IndexEntry, target: CredentialTarget) {
  const key = record ?? account.key
  return key === `${target.formerId}/${account.userId}` ? (issuedFor ?? null) : null
}
