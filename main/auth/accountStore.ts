import type { Account } from './account.ts'
import { toFailure, type Failure } from './errors.ts'
import type { AccountIndex, IndexEntry, Log, Rest, Secrets, Vault, SignInMethod } from './ports.ts'

/** What of the accounts outlives the app: the index in the settings and the secrets in the vault, kept in step. */
export interface AccountMemory {
  /** Accounts that can be restored. */
  kept(workspaceId: string): IndexEntry[]
  find(key: string): IndexEntry | null
  /** The account to restore at start. */
  current(): IndexEntry | null
  setCurrent(key: string | null): void
  read(key: string): Promise<Secrets | null>
  /**
   * Stores an account, or its renewed secrets, for the next start; says where they rest. `isWanted` is asked again when
   * its turn has come and when the secrets are written: somebody may have signed out or switched meanwhile.
   */
  remember(
    account: Account,
    way: SignInMethod,
    secrets: Secrets,
    isWanted: () => boolean,
  ): Promise<Rest>
  /** Deletes the secret, then the index entry. Cut short, it is finished at the next start. */
  wipe(key: string): Promise<void>
  /** Finishes what an earlier run began: half-made and half-wiped accounts. */
  finishWipes(): Promise<void>
  /** Whether an account is half made or half wiped. */
  hasWipes(): boolean
  /** Resolves when nothing is being written or wiped any more. */
  settled(): Promise<void>
}

/** Settings that cannot be written (a full disk, a read-only folder) stop nobody: what they miss is only logged. */
export function createAccountMemory(vault: Vault, index: AccountIndex, log: Log): AccountMemory {
  /** One change after the other, or a wipe could take away what a sign-in has just written. */
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<Value>(change: () => Promise<Value>): Promise<Value> {
    const turn = last.then(change)
    last = turn.catch(() => undefined)
    return turn
  }

  function find(key: string): IndexEntry | null {
    return index.list().find((entry) => entry.account.key === key) ?? null
  }

  /** Whether the index could be written. */
  function note(change: () => void): boolean {
    try {
      change()
      return true
    } catch (error) {
      log.warn('index.unwritable', { code: toFailure(error).code })
      return false
    }
  }

  async function wipeNow(key: string): Promise<void> {
    try {
      await vault.remove(key)
      note(() => index.remove(key))
    } catch (error) {
      log.warn('wipe.postponed', { code: toFailure(error).code })
    }
  }

  function markLeaving(key: string): void {
    const entry = find(key)
    if (entry) note(() => index.put({ ...entry, stage: 'leaving' }))
    if (index.current() === key) note(() => index.setCurrent(null))
  }

  async function rememberNow(
    account: Account,
    way: SignInMethod,
    secrets: Secrets,
    isWanted: () => boolean,
  ): Promise<Rest> {
    const { key } = account
    const isKnown = find(key)?.stage === 'kept'
    if (!isWanted() && !isKnown) return 'memory'
    if (!isKnown && !note(() => index.put({ account, way, stage: 'arriving' }))) return 'memory'
    const rest = await vault.write(key, secrets)
    const stage = find(key)?.stage
    // Signed out meanwhile: the wipe is next in turn, and a crash before it must not find the account kept.
    if (stage === 'leaving') return rest
    if (rest === 'memory') {
      if (stage === 'arriving') note(() => index.remove(key))
    } else if (isWanted()) {
      const isNoted = note(() => {
        index.put({ account, way, stage: 'kept' })
        index.setCurrent(key)
      })
      if (!isNoted) return 'memory'
    } else if (stage === 'arriving') {
      markLeaving(key)
      await wipeNow(key)
    }
    return rest
  }

  return {
    kept: (workspaceId) =>
      index
        .list()
        .filter((entry) => entry.stage === 'kept' && entry.account.workspaceId === workspaceId),
    find,
    current() {
      const key = index.current()
      const entry = key === null ? null : find(key)
      return entry?.stage === 'kept' ? entry : null
    },
    setCurrent: (key) => void note(() => index.setCurrent(key)),
    // In turn, or it could read a refresh credential that is just being replaced.
    read: (key) => inTurn(() => vault.read(key)),
    remember: (account, way, secrets, isWanted) =>
      inTurn(() => rememberNow(account, way, secrets, isWanted)),
    wipe(key) {
      // Marked before anything is awaited: whatever happens next, this account is not restored.
      markLeaving(key)
      return inTurn(() => wipeNow(key))
    },
    settled: async () => void (await last),
    hasWipes: () => index.list().some(({ stage }) => stage !== 'kept'),
    finishWipes: () =>
      inTurn(async () => {
        for (const { account, stage } of index.list()) {
          if (stage !== 'kept') await wipeNow(account.key)
        }
      }),
  }
}

/** Whether what went wrong may go right once the keychain is ready. */
export function isKeychainTrouble({ code }: Failure): boolean {
  return code === 'keychainLocked' || code === 'keychainUnavailable' || code === 'secretMissing'
}
