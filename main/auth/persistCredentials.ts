import type { Account } from './account.ts'
import type { AccountStore } from './accountStore.ts'
import { isKeychainTrouble } from './whenKeychainReady.ts'
import type { Failure } from './errors.ts'
import { issuedFor, type CredentialTarget } from './issuedFor.ts'
import type { Secrets, StorageLocation } from './ports.ts'
import { isLocallyIssued, type Provider } from './provider.ts'

/** A new sign-in, and whether to keep it. */
export interface NewSignIn {
  readonly account: Account
  readonly method: Provider['method']
  readonly secrets: Secrets | null
  /** The workspace that issued the credentials. */
  readonly target: CredentialTarget
  /** True when the person wants to stay signed in. */
  readonly keep: boolean
  /** Why the same person had to sign in again; null for a first sign-in. */
  readonly reason: Failure | null
  /** False once the sign-in is over or another one has taken its place. */
  isWanted(): boolean
}

/** Stores the credentials of a new sign-in, and says where. */
export async function persist(
  accounts: AccountStore,
  { account, method, secrets, target, keep, reason, isWanted }: NewSignIn,
): Promise<StorageLocation | 'nowhere'> {
  // A developer tries something out: it changes nothing for the next start.
  if (isLocallyIssued(method)) return 'memory'
  if (method === 'none' || secrets === null) {
    accounts.setCurrent(null)
    return 'nowhere'
  }
  if (keep) {
    const record = { ...secrets, issuedFor: issuedFor(method, target) }
    return accounts.save({ account, method, record, isWanted })
  }
  // Before the deletion, which can take long: another account may be the one to restore by then.
  accounts.setCurrent(null)
  // Continuing without a locked keychain must not delete the stored record.
  const isSpared = reason !== null && isKeychainTrouble(reason)
  if (!isSpared && accounts.has(account.key)) await accounts.erase(account.key)
  return 'memory'
}
