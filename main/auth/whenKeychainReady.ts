import type { AccountStore } from './accountStore.ts'
import type { Failure } from './errors.ts'
import type { IndexEntry } from './ports.ts'
import type { InternalState, SignedIn } from './sessionState.ts'

/** All work that waits for the keychain. */
export interface KeychainWork {
  /** Stores what is only in memory, resumes an account that could not be read, erases what was left. */
  keychainReady(): void
  /** True when `keychainReady` would find something to do. */
  needsKeychain(): boolean
  /** True while an account is signed in that is to stay signed in. */
  isKept(): boolean
  /** True when the keychain has older credentials of the session than memory. */
  isBehind(): boolean
}

export interface KeychainWorkOptions {
  accounts: AccountStore
  state(): InternalState
  isKeeping(): boolean
  /** True while renewed credentials are being stored. */
  isStoring(): boolean
  store(signedIn: SignedIn): void
  resume(entry: IndexEntry): void
}

/** Each part looks at the state of the moment in which the keychain became ready. */
export function createKeychainWork(options: KeychainWorkOptions): KeychainWork {
  const { accounts, state, isKeeping, isStoring, store, resume } = options

  function kept(): SignedIn | null {
    const now = state()
    return now.kind === 'signedIn' && isKeeping() ? now : null
  }

  function unsaved(): SignedIn | null {
    const signedIn = kept()
    return signedIn?.storedIn === 'memory' || signedIn?.storedIn === 'unsure' ? signedIn : null
  }

  function unread(): IndexEntry | null {
    const now = state()
    const isUnread = now.kind === 'needsSignIn' && isKeychainTrouble(now.failure)
    return isUnread ? accounts.restorable(now.account.key) : null
  }

  return {
    keychainReady() {
      const [signedIn, entry] = [unsaved(), unread()]
      if (signedIn) store(signedIn)
      if (entry) resume(entry)
      // After what is to be stored, or it would take that away.
      void accounts.finishErasing()
    },
    needsKeychain() {
      const now = state()
      const isUnread = now.kind === 'needsSignIn' && isKeychainTrouble(now.failure)
      return unsaved() !== null || isUnread || accounts.hasUnfinished()
    },
    isKept: () => kept() !== null,
    isBehind() {
      const signedIn = isStoring() ? kept() : unsaved()
      return signedIn !== null && accounts.restorable(signedIn.account.key) !== null
    },
  }
}

/** True when the failure may go away once the keychain is ready. */
export function isKeychainTrouble({ code }: Failure): boolean {
  return code === 'keychainLocked' || code === 'keychainUnavailable' || code === 'secretMissing'
}
