import type { Account } from './account.ts'
import { type Failure } from './errors.ts'
import type { Live } from './activeSession.ts'
import type { Rest } from './ports.ts'
import type { Provider } from './provider.ts'
import type { Backend } from './signIn.ts'

/** Who is signed in right now and how it stands. There is exactly one. `nextTryAt`: epoch ms by this computer's clock. */
export type SessionState =
  | { kind: 'signedOut' }
  | { kind: 'signingIn'; account: Account | null }
  | { kind: 'connected'; present: Present; role: string }
  | { kind: 'refreshing'; present: Present }
  | { kind: 'offline'; present: Present; failure: Failure; nextTryAt: number | null }
  | NeedsSignIn

/** The account is kept, and somebody has to sign in again: the way they had, or another. */
export interface NeedsSignIn {
  readonly kind: 'needsSignIn'
  readonly account: Account
  readonly way: Provider['way']
  readonly failure: Failure
}

/** The same as the session itself keeps it: how it stands with somebody present is asked, not stored. */
export type Inner =
  | { kind: 'signedOut' }
  | { kind: 'signingIn'; account: Account | null }
  | ({ kind: 'present' } & Present)
  | NeedsSignIn

/** Somebody who is signed in, connected or not. */
export interface Present {
  readonly account: Account
  readonly live: Live
  readonly backend: Backend
  readonly way: Provider['way']
  readonly rests: Rest | 'nowhere'
}

/** The session's state while somebody is present: what the live identity says of itself. */
export function stateOf(present: Present): SessionState {
  const standing = present.live.standing()
  switch (standing.kind) {
    case 'connecting':
      return { kind: 'signingIn', account: present.account }
    case 'connected':
      return { kind: 'connected', present, role: standing.role }
    case 'refreshing':
      return { kind: 'refreshing', present }
    case 'offline':
      return { kind: 'offline', present, failure: standing.failure, nextTryAt: standing.nextTryAt }
  }
}
