/** Accounts on the bridge. Types only. */

import type { ErrorCode } from './errorCode.ts'

export type AccountKind = 'user' | 'guest' | 'anonymous'

export interface Account {
  /** Identifies the account in calls. Not a secret. */
  key: string
  kind: AccountKind
  userId: string
  name: string
  /** The path of the user's picture in the window. Absent when there is none. */
  picture?: string
}

/** A stored account. The first nine have a shortcut: Ctrl or Cmd with their number. */
export interface RememberedAccount extends Account {
  workspaceId: string
  status: RememberedStatus
}

export type RememberedStatus =
  /** The account of the session, whatever the session's state. */
  | { state: 'active' }
  | { state: 'ready' }
  /** Its last session in this run ended with this error. */
  | { state: 'needsSignIn'; code: ErrorCode }
