import type { Account } from './account.ts'
import { type Failure } from './errors.ts'
import type { ActiveSession } from './activeSession.ts'
import type { StorageLocation } from './ports.ts'
import type { Provider } from './provider.ts'
import type { Backend } from './signIn.ts'

/** The state of the one session. `nextTryAt`: epoch ms by this computer's clock. */
export type SessionState =
  | { kind: 'signedOut' }
  | { kind: 'signingIn'; account: Account | null }
  | { kind: 'connected'; signedIn: SignedIn; role: string }
  | { kind: 'refreshing'; signedIn: SignedIn }
  | { kind: 'offline'; signedIn: SignedIn; failure: Failure; nextTryAt: number | null }
  | NeedsSignIn

/** The account is kept, and the person has to sign in again, by the same or another method. */
export interface NeedsSignIn {
  readonly kind: 'needsSignIn'
  readonly account: Account
  readonly method: Provider['method']
  readonly failure: Failure
}

/** The state as the session stores it. The connection of a signed-in account is not stored but asked for. */
export type InternalState =
  | { kind: 'signedOut' }
  /** The account is still being erased. */
  | { kind: 'signingOut' }
  /** `before`: what a sign-in that fails goes back to; null for signed out. */
  | { kind: 'signingIn'; account: Account | null; before: NeedsSignIn | null }
  | ({ kind: 'signedIn' } & SignedIn)
  | NeedsSignIn

/** A signed-in account, connected or not. */
export interface SignedIn {
  readonly account: Account
  readonly activeSession: ActiveSession
  readonly backend: Backend
  readonly method: Provider['method']
  readonly storedIn: StorageLocation | 'nowhere'
}

/** The session's state while an account is signed in, from its active session. */
export function stateOf(signedIn: SignedIn): SessionState {
  const status = signedIn.activeSession.status()
  switch (status.kind) {
    case 'connecting':
      return { kind: 'signingIn', account: signedIn.account }
    case 'connected':
      return { kind: 'connected', signedIn, role: status.role }
    case 'refreshing':
      return { kind: 'refreshing', signedIn }
    case 'offline':
      return { kind: 'offline', signedIn, failure: status.failure, nextTryAt: status.nextTryAt }
  }
}
