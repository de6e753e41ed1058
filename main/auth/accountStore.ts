import { isConsistent, isFormerKey, type Account } from './account.ts'
import { ChatKeys, type ChatKey } from './chatKeys.ts'
import { toFailure } from './errors.ts'
import type {
  AccountIndex,
  IndexEntry,
  Log,
  SavedChatFiles,
  SignInMethod,
  StorageLocation,
  Vault,
  VaultRecord,
} from './ports.ts'

/** The stored accounts: the index in the settings and the records in the vault, kept in step. */
export interface AccountStore {
  /** Accounts of these workspaces that can be restored, in the order in which they were added. */
  kept(workspaceIds: readonly string[]): IndexEntry[]
  /** Entries that no listed workspace offers, broken ones, and those whose deletion is not finished. */
  others(workspaceIds: readonly string[]): IndexEntry[]
  /** All entries of a workspace, at any stage. */
  of(workspaceId: string): IndexEntry[]
  /** An account that can be restored; null for one that is broken, half saved or half deleted. */
  restorable(key: string): IndexEntry | null
  /** The keys of all accounts that are kept, in whichever workspace. */
  keptKeys(): string[]
  /** True when the index names the account, at any stage. */
  has(key: string): boolean
  /** The account to restore at start. */
  current(): IndexEntry | null
  setCurrent(key: string | null): void
  /** The record of an account, after all changes asked for before. @throws Failure as `Vault.read` */
  read(key: string): Promise<VaultRecord | null>
  /** True for a record of an older form, which is to be stored again. */
  isOutdated(record: VaultRecord): boolean
  /** The key of an account's saved chat; null while its record is not known to be in the keychain. */
  chatKey(key: string): ChatKey | null
  /** The same; one that is not known waits for the `read` of the account that is under way. Never throws. */
  chatKeyOnceRead(key: string): Promise<ChatKey | null>
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

/** An account with the record to store for it. */
export interface SaveRequest {
  readonly account: Account
  readonly method: SignInMethod
  readonly record: VaultRecord
  /** Asked again when its turn has come and when the record is written: the person may have left meanwhile. */
  isWanted(): boolean
}

/**
 * Settings that cannot be written (a full disk, a read-only folder) are logged and otherwise ignored. Without `savedChats`
 * records have no key for a saved chat.
 */
export function createAccountStore(
  vault: Vault,
  index: AccountIndex,
  log: Log,
  savedChats: SavedChatFiles | null = null,
): AccountStore {
  return new IndexedVault(vault, index, log, new ChatKeys(savedChats))
}

class IndexedVault implements AccountStore {
  readonly #vault: Vault
  readonly #index: AccountIndex
  readonly #log: Log
  /** One change after the other, or a deletion could take away what a sign-in has just written. */
  #last: Promise<unknown> = Promise.resolve()
  /** Accounts whose deletion was asked for and is not done. */
  readonly #erasing = new Map<string, number>()
  readonly #chatKeys: ChatKeys
  /** The end of the last read of each account. */
  readonly #reading = new Map<string, Promise<void>>()

  constructor(vault: Vault, index: AccountIndex, log: Log, chatKeys: ChatKeys) {
    this.#vault = vault
    this.#index = index
    this.#log = log
    this.#chatKeys = chatKeys
  }

  kept(workspaceIds: readonly string[]): IndexEntry[] {
    return this.#index
      .list()
      .filter((entry) => isRestorable(entry) && workspaceIds.includes(entry.account.workspaceId))
  }

  others(workspaceIds: string[]): IndexEntry[] {
    return this.#index.list().filter(({ account, stage }) => {
      const isOffered = isConsistent(account) && workspaceIds.includes(account.workspaceId)
      return stage === 'deleting' || !isOffered
    })
  }

  of(workspaceId: string): IndexEntry[] {
    return this.#index.list().filter(({ account }) => account.workspaceId === workspaceId)
  }

  restorable(key: string): IndexEntry | null {
    const entry = this.#find(key)
    return entry !== null && isRestorable(entry) ? entry : null
  }

  keptKeys(): string[] {
    return this.#index
      .list()
      .filter(isRestorable)
      .map(({ account }) => account.key)
  }

  has(key: string): boolean {
    return this.#find(key) !== null
  }

  current(): IndexEntry | null {
    const key = this.#index.current()
    return key === null ? null : this.restorable(key)
  }

  setCurrent(key: string | null): void {
    this.#attempt(() => this.#index.setCurrent(key))
  }

  /**
   * After earlier changes, or it could read a refresh credential that is just being replaced. Later changes do not wait
   * for it: it can take as long as a person needs for a prompt.
   */
  read(key: string): Promise<VaultRecord | null> {
    const reading = this.#last.then(() => this.#readNow(key))
    // Only its end is kept: the record has secrets.
    const ended = () => undefined
    this.#reading.set(key, reading.then(ended, ended))
    return reading
  }

  isOutdated(record: VaultRecord): boolean {
    return record.issuedFor === null || this.#chatKeys.isMissing(record)
  }

  chatKey(key: string): ChatKey | null {
    return this.#chatKeys.get(key)
  }

  async chatKeyOnceRead(key: string): Promise<ChatKey | null> {
    const known = this.#chatKeys.get(key)
    if (known) return known
    await this.#reading.get(key)
    return this.#chatKeys.get(key)
  }

  save(request: SaveRequest): Promise<StorageLocation> {
    return this.#inTurn(() => this.#saveNow(request))
  }

  erase(key: string): Promise<void> {
    // Marked before anything is awaited, so that a crash cannot restore this account.
    this.#markDeleting(key)
    this.#erasing.set(key, (this.#erasing.get(key) ?? 0) + 1)
    return this.#inTurn(async () => {
      const asked = (this.#erasing.get(key) ?? 0) - 1
      if (asked > 0) this.#erasing.set(key, asked)
      else this.#erasing.delete(key)
      await this.#eraseNow(key)
    })
  }

  async settled(): Promise<void> {
    await this.#last
  }

  hasUnfinished(): boolean {
    return this.#index.list().some(({ stage }) => stage !== 'kept')
  }

  finishErasing(): Promise<void> {
    return this.#inTurn(async () => {
      for (const { account, stage } of this.#index.list()) {
        if (stage !== 'kept') await this.#eraseNow(account.key)
      }
    })
  }

  #inTurn<Value>(change: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.then(change)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  #find(key: string): IndexEntry | null {
    return this.#index.list().find((entry) => entry.account.key === key) ?? null
  }

  /** True when the index could be written. */
  #attempt(change: () => void): boolean {
    try {
      change()
      return true
    } catch (error) {
      this.#log.warn('index.unwritable', { code: toFailure(error).code })
      return false
    }
  }

  async #readNow(key: string): Promise<VaultRecord | null> {
    const record = await this.#vault.read(recordKey(this.#find(key), key))
    // Erased while the keychain was asked.
    if (record && this.restorable(key) !== null) this.#chatKeys.note(key, record)
    return record
  }

  async #eraseNow(key: string): Promise<void> {
    this.#chatKeys.erase(key)
    try {
      await this.#vault.remove(recordKey(this.#find(key), key))
      this.#attempt(() => this.#index.remove(key))
    } catch (error) {
      this.#log.warn('erase.postponed', { code: toFailure(error).code })
    }
  }

  #markDeleting(key: string): void {
    this.#chatKeys.erase(key)
    const entry = this.#find(key)
    if (entry) this.#attempt(() => this.#index.put({ ...entry, stage: 'deleting' }))
    if (this.#index.current() === key) this.setCurrent(null)
  }

  async #saveNow(request: SaveRequest): Promise<StorageLocation> {
    const { account, method, isWanted } = request
    const { key } = account
    const before = this.#find(key)
    const isKnown = before !== null && isRestorable(before)
    if (!isWanted() && !isKnown) return 'memory'
    // An entry that is `deleting` stays so until the new record is stored.
    if (
      before === null &&
      !this.#attempt(() => this.#index.put({ account, method, stage: 'saving' }))
    ) {
      this.#attempt(() => this.#index.remove(key))
      return 'memory'
    }
    const name = recordKey(before, key)
    const record = this.#chatKeys.complete(key, request.record)
    const location = await this.#vault.write(name, record)
    // Signed out meanwhile: the deletion is next in turn, and a crash before it must not find the account kept.
    if (this.#erasing.has(key)) return location
    if (!isWanted()) {
      if (!isKnown) await this.#discard(key, location, before)
      return location
    }
    if (location === 'keychain') {
      const renamed = name === key ? {} : { record: name }
      const isNoted = this.#attempt(() => {
        this.#index.put({ account, method, stage: 'kept', ...renamed })
        this.#index.setCurrent(key)
      })
      if (isNoted) this.#chatKeys.note(key, record)
      return isNoted ? location : 'memory'
    }
    if (location === 'memory' && before === null) this.#attempt(() => this.#index.remove(key))
    // The next start must not restore another account in the place of this one.
    this.setCurrent(isKnown ? key : null)
    return location
  }

  /** Takes back what was stored for a sign-in that is over. */
  async #discard(key: string, location: StorageLocation, before: IndexEntry | null): Promise<void> {
    if (location === 'memory') {
      if (before === null) this.#attempt(() => this.#index.remove(key))
      return
    }
    this.#markDeleting(key)
    await this.#eraseNow(key)
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
