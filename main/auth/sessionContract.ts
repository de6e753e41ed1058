import type { AccountStore } from './accountStore.ts'
import type { Failure } from './errors.ts'
import type { Clock, Log, Random } from './ports.ts'
import type { Limits, Send } from './requests/gate.ts'
import type { SessionState, SignedIn } from './sessionState.ts'
import type { Timeouts } from './timeouts.ts'
import type { Backend, SignInRequest } from './signIn.ts'

/** The one owner of the session's state. */
export interface Session {
  state(): SessionState
  /** The signed-in account, connected or not; null when signed out. */
  signedIn(): SignedIn | null
  /** Signs in; resolves when connected and, if `keep`, when the secrets are where they rest. */
  signIn(request: SignInRequest, keep: boolean): Promise<void>
  /** Restores the account of the last run, if it is of this workspace. Never throws: the state says how it went. */
  restore(workspaceId: string): Promise<void>
  /**
   * Signs in as a remembered account of any workspace, and leaves the account that is signed in. Of several calls the last
   * one counts. @throws Failure `notFound`
   */
  continueAs(key: string): Promise<void>
  /** Why a remembered account needs a new sign-in, as far as this run has learned; null when it may continue. */
  endingOf(key: string): Failure | null
  /** Wipes a remembered account that is not signed in, as a sign-out does. */
  forget(key: string): Promise<void>
  /** Leaves; the account stays remembered. */
  switchAccount(): void
  /** Leaves because the app quits; the account is restored at the next start. */
  leave(): void
  /** Leaves, and wipes what is remembered of the account. A token service that takes sign-outs is told meanwhile. */
  signOut(): Promise<void>
  /** Resolves when no token service is being told of a sign-out any more, after 3 s at most. */
  signOutsTold(): Promise<void>
  /**
   * Resolves when no renewal is under way, of an account that was left either. A renewal that is called off may still bring a refresh
   * credential, which is stored.
   */
  renewalsStored(): Promise<void>
  /** Sends one request as the signed-in account. @throws Failure `notSignedIn`, or what the gate throws */
  pass<Value>(send: Send<Value>, limits?: Limits): Promise<Value>
  /** The network may be back, or the person asks: retries what waits. */
  retryNow(): void
  /** The computer goes to sleep. */
  suspended(): void
  /** The computer was asleep, or its screen locked. */
  resumed(): void
  /** The server's time is known better than before. */
  serverTimeMoved(): void
  /** The keychain can be read and written again. The vault calls this whenever that is so: it stores, resumes, erases. */
  keychainReady(): void
  /** True when there is something to do once the keychain is ready. */
  needsKeychain(): boolean
  /** True while an account is signed in that is to stay signed in. */
  isKept(): boolean
  /** True when the keychain holds older credentials of the session than memory, so that quitting would lose the sign-in. */
  isBehind(): boolean
}

export interface SessionOptions {
  clock: Clock
  /** Those of the app, which stand still while a person is asked something; its own unless told otherwise. */
  timeouts?: Timeouts
  random: Random
  log: Log
  accounts: AccountStore
  /** The servers of a workspace; of the current one unless an account's is asked for. */
  backend(workspaceId?: string): Promise<Backend>
  /** Whether the token service of a workspace is told of sign-outs; none is unless this says so. */
  isToldOfSignOuts?(workspaceId: string): boolean
  /** Called at each change of the state. */
  changed(): void
  /** Called each time a socket is up: what was shown before may be out of date. */
  connected(): void
}
