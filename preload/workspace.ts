import type { ErrorAbout, ErrorCode } from './errorCode.ts'

/** Workspaces and stored sign-ins on the bridge. Types only. */

/** The credentials that a token service requires: user ID and password, or user ID only. */
export type ServiceAuth = 'password' | 'none'

/** Whether a token service is told of sign-outs: with `DELETE`, or not at all. */
export type ServiceSignOut = 'none' | 'delete'

export interface Workspace {
  id: string
  name: string
  /** The server's host and path, for display. */
  host: string
  /** The token service's host, which receives the password. Null if it equals the chat server's, or there is none. */
  passwordHost: string | null
  from: 'sandbox' | 'configuration' | 'app'
  /** Null if the workspace has no token service, so sign-in requires a token. */
  signIn: ServiceAuth | null
  /** The sandbox's users, with public passwords. Empty for other workspaces. */
  sandboxUsers: { userId: string; password: string }[]
}

export interface NewWorkspace {
  name: string
  apiKey: string
  serverUrl: string
  /** Empty for a workspace without a token service. */
  tokenServiceUrl: string
  signIn: ServiceAuth
  /** `none` unless told. */
  signOut?: ServiceSignOut
}

/** Where a workspace moves to in the list. */
export type MoveDirection = 'up' | 'down'

/**
 * One result of a workspace's test. `notTested`: an earlier check has failed. `notEncrypted`: http, which is for servers on
 * this computer.
 */
export type WorkspaceFinding = { check: WorkspaceCheckName } & (
  | { result: 'passed' | 'notTested' | 'notEncrypted' }
  | { result: 'failed'; code: ErrorCode; about: ErrorAbout }
)

/** `tokenService` is absent for a workspace without one. */
export type WorkspaceCheckName = 'reachable' | 'tls' | 'apiKey' | 'tokenService'

/** A stored sign-in that cannot be continued. `forget` deletes it. */
export interface StoredSignIn {
  key: string
  name: string
  userId: string
  /** The workspace's address, for display. */
  workspace: string
  /** `deleting`: the keychain was unavailable and still holds it. */
  state: 'stored' | 'deleting'
}
