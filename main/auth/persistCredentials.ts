import type { Account } from './account.ts'
import { isKeychainTrouble, type AccountMemory } from './accountStore.ts'
import type { Failure } from './errors.ts'
import type { Rest, Secrets } from './ports.ts'
import { isLocallyIssued, type Provider } from './provider.ts'

/** Somebody who has just signed in, and what is to become of the secrets. */
export interface Newcomer {
  readonly account: Account
  readonly method: Provider['method']
  readonly secrets: Secrets | null
  /** Whether the person wants to stay signed in. */
  readonly keep: boolean
  /** Why the same person had to sign in again; null when that was not so. */
  readonly reason: Failure | null
  /** Whether this is still who signs in. */
  isWanted(): boolean
}

/** Puts the secrets of a new sign-in where they are to rest, and says where that is. */
export async function putToRest(
  memory: AccountMemory,
  { account, method, secrets, keep, reason, isWanted }: Newcomer,
): Promise<Rest | 'nowhere'> {
  // A developer tries something out: the next start is as if that had never been.
  if (isLocallyIssued(method)) return 'memory'
  if (method === 'none' || secrets === null) {
    memory.setCurrent(null)
    return 'nowhere'
  }
  if (keep) return memory.remember(account, method, secrets, isWanted)
  // Who goes on without a keychain that is locked just now has not asked to be wiped from it: that record stays.
  const isSpared = reason !== null && isKeychainTrouble(reason)
  if (!isSpared && memory.find(account.key)) await memory.wipe(account.key)
  memory.setCurrent(null)
  return 'memory'
}
