import { isConsistent, isFormerKey, type Account } from './account.ts'
import { toFailure, type Failure } from './errors.ts'
import type {
  AccountIndex,
  IndexEntry,
  Log,
  SignInMethod,
  StorageLocation,
  Vault,
  VaultRecord,
} from './ports.ts'

/** The stored accounts: the index in the settings and the records in the vault, kept in step. */
export interface AccountStore {
  /** Accounts of a workspace that can be restored. */
  kept(workspaceId: string): IndexEntry[]
  /** Entries that no listed workspace offers, broken ones, and those whose deletion is not finished. */
  others(workspaceIds: readonly string[]): IndexEntry[]
  /** Every entry of a workspace, whatever its stage. */
  of(workspaceId: string): IndexEntry[]
  /** An account that can be restored; null for one that is broken, half saved or half deleted. */
  restorable(key: string): IndexEntry | null
  /** True when the index names the account, in whatever stage. */
  has(key: string): boolean
  /** The account to restore at start. */
  current(): IndexEntry | null
  setCurrent(key: string | null): void
  /** The record of an account, after all changes asked for before. @throws Failure as `Vault.read` */
  read(key: string): Promise<VaultRecord | null>
  /** Stores an account, or its renewed credentials, for the next start. */
  save(request: SaveRequest): Promise<StorageLocation>
  /** Deletes the record, then the index entry. An interrupted deletion is finished when the keychain is ready. */
  erase(key: string): Promise<void>
  /** Deletes what was half saved or half deleted. */
  finishErasing(): Promise<void>
  /** True when an account is half saved or half deleted. */
  hasUnfinished(): boolean
  /** Resolves when nothing is being written or deleted any more. */
  settled(): Promise<void>
}

/** What to store of whom. */
export interface SaveRequest {
  readonly account: Account
  readonly method: SignInMethod
  readonly record: VaultRecord
  /** Asked again when its turn has come and when the record is written: the person may have left meanwhile. */
  isWanted(): boolean
}

/** Settings that cannot be written (a full disk, a read-only folder) are logged and otherwise ignored. */
export function createAccountStore(vault: Vault, index: AccountIndex, log: Log): AccountStore {
  /** One change after the other, or a deletion could take away what a sign-in has just written. */
  let last: Promise<unknown> = Promise.resolve()
  /** Accounts whose deletion was asked for and is not done. */
  const erasing = new Map<string, number>()

  function inTurn<Value>(change: () => Promise<Value>): Promise<Value> {
    const turn = last.then(change)
    last = turn.catch(() => undefined)
    return turn
  }

  function find(key: string): IndexEntry | null {
    return index.list().find((entry) => entry.account.key === key) ?? null
  }

  function restorable(key: string): IndexEntry | null {
    const entry = find(key)
    return entry !== null && isRestorable(entry) ? entry : null
  }

  /** True when the index could be written. */
  function attempt(change: () => void): boolean {
    try {
      change()
      return true
    } catch (error) {
      log.warn('index.unwritable', { code: toFailure(error).code })
      return false
    }
  }

  function setCurrent(key: string | null): void {
    attempt(() => index.setCurrent(key))
  }

  async function eraseNow(key: string): Promise<void> {
    try {
      await vault.remove(recordKey(find(key), key))
      attempt(() => index.remove(key))
    } catch (error) {
      log.warn('erase.postponed', { code: toFailure(error).code })
    }
  }

  function markDeleting(key: string): void {
    const entry = find(key)
    if (entry) attempt(() => index.put({ ...entry, stage: 'deleting' }))
    if (index.current() === key) setCurrent(null)
  }

  async function saveNow(request: SaveRequest): Promise<StorageLocation> {
    const { account, method, record, isWanted } = request
    const { key } = account
    const before = find(key)
    const isKnown = before !== null && isRestorable(before)
    if (!isWanted() && !isKnown) return 'memory'
    // An entry that is `deleting` stays so until the new record is stored.
    if (before === null && !attempt(() => index.put({ account, method, stage: 'saving' }))) {
      attempt(() => index.remove(key))
      return 'memory'
    }
    const name = recordKey(before, key)
    const location = await vault.write(name, record)
    // Signed out meanwhile: the deletion is next in turn, and a crash before it must not find the account kept.
    if (erasing.has(key)) return location
    if (!isWanted()) {
      if (!isKnown) await discard(key, location, before)
      return location
    }
    if (location === 'keychain') {
      const renamed = name === key ? {} : { record: name }
      const isNoted = attempt(() => {
        index.put({ account, method, stage: 'kept', ...renamed })
        index.setCurrent(key)
      })
      return isNoted ? location : 'memory'
    }
    if (location === 'memory' && before === null) attempt(() => index.remove(key))
    // The next start restores nobody else in the place of this account.
    setCurrent(isKnown ? key : null)
    return location
  }

  /** Takes back what was stored for a sign-in that is over. */
  async function discard(
    key: string,
    location: StorageLocation,
    before: IndexEntry | null,
  ): Promise<void> {
    if (location === 'memory') {
      if (before === null) attempt(() => index.remove(key))
      return
    }
    markDeleting(key)
    await eraseNow(key)
  }

  return {
    kept: (workspaceId) =>
      index
        .list()
        .filter((entry) => isRestorable(entry) && entry.account.workspaceId === workspaceId),
    others: (workspaceIds) =>
      index.list().filter(({ account, stage }) => {
        const isOffered = isConsistent(account) && workspaceIds.includes(account.workspaceId)
        return stage === 'deleting' || !isOffered
      }),
    of: (workspaceId) => index.list().filter(({ account }) => account.workspaceId === workspaceId),
    restorable,
    has: (key) => find(key) !== null,
    current() {
      const key = index.current()
      return key === null ? null : restorable(key)
    },
    setCurrent,
    // After earlier changes, or it could read a refresh credential that is just being replaced. Later changes do not
    // wait for it: it can take as long as a person needs for a prompt.
    read: (key) => last.then(() => vault.read(recordKey(find(key), key))),
    save: (request) => inTurn(() => saveNow(request)),
    erase(key) {
      // Marked before anything is awaited: whatever happens next, this account is not restored.
      markDeleting(key)
      erasing.set(key, (erasing.get(key) ?? 0) + 1)
      return inTurn(async () => {
        const asked = (erasing.get(key) ?? 0) - 1
        if (asked > 0) erasing.set(key, asked)
        else erasing.delete(key)
        await eraseNow(key)
      })
    },
    settled: async () => void (await last),
    hasUnfinished: () => index.list().some(({ stage }) => stage !== 'kept'),
    finishErasing: () =>
      inTurn(async () => {
        for (const { account, stage } of index.list()) {
          if (stage !== 'kept') await eraseNow(account.key)
        }
      }),
  }
}

function isRestorable({ account, stage }: IndexEntry): boolean {
  return stage === 'kept' && isConsistent(account)
}

/** The key of an account's vault record. One that is not of the old form for the same user was written by another hand. */
function recordKey(entry: IndexEntry | null, key: string): string {
  const record = entry?.record
  if (entry === null || record === undefined) return key
  return isFormerKey(record, entry.account.userId) ? record : key
}

/** True when the failure may go away once the keychain is ready. */
export function isKeychainTrouble({ code }: Failure): boolean {
  return code === 'keychainLocked' || code === 'keychainUnavailable' || code === 'secretMissing'
}
