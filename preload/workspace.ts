import type { ErrorAbout, ErrorCode } from './errorCode.ts'
import type { Reply } from './reply.ts'

/** Workspaces and stored sign-ins on the bridge. Types only. */

/** Calls about workspaces. */
export interface WorkspaceCalls {
  /** Adds a workspace, and selects it while signed out. */
  addWorkspace(request: NewWorkspace): Promise<Reply<null>>
  /** Returns a workspace that was added in the app, as it was typed. */
  readWorkspace(request: { id: string }): Promise<Reply<NewWorkspace>>
  /**
   * Asks the servers of a workspace whether they are there and accept the API key, without any credential. Asks the person
   * before it calls a new server.
   */
  checkWorkspace(request: NewWorkspace): Promise<Reply<WorkspaceFinding[]>>
  /** Has the person choose a file with a workspace and reads it. Null: none was chosen. */
  openWorkspaceFile(): Promise<Reply<NewWorkspace | null>>
  /** Changes a workspace that was added in the app, but not the one that is in use. */
  updateWorkspace(request: { id: string; workspace: NewWorkspace }): Promise<Reply<null>>
  /** Moves a workspace that was added in the app in the list. */
  moveWorkspace(request: { id: string; to: MoveDirection }): Promise<Reply<null>>
  /** Selects a workspace. Only while signed out. */
  chooseWorkspace(request: { id: string }): Promise<Reply<null>>
  /**
   * Removes a workspace that was added in the app with its sign-ins, but not the one that is in use. Main asks for
   * confirmation. `unsentMessages`: the number of unsent messages that the window holds for it.
   */
  removeWorkspace(request: { id: string; unsentMessages?: number }): Promise<Reply<null>>
}

/** The credentials that a token service requires: user ID and password, or user ID only. */
export type ServiceAuth = 'password' | 'none'

/** The ways to sign in through a token service. `oidc`: single sign-on in the system browser. */
export type WorkspaceSignIn = ServiceAuth | 'oidc'

/** Whether a token service is told of sign-outs: with `DELETE`, or not at all. */
export type ServiceSignOut = 'none' | 'delete'

export interface Workspace {
  id: string
  name: string
  /** The server's host and path, for display. */
  host: string
  /** The token service's host, which receives the password. Null if it equals the chat server's, or there is none. */
  passwordHost: string | null
  source: 'sandbox' | 'configuration' | 'app'
  /** The identity provider's host, for single sign-on only. */
  issuerHost?: string
  /** Null if the workspace has no token service, so sign-in requires a token. */
  signIn: WorkspaceSignIn | null
  /** The sandbox's users, with public passwords. Empty for other workspaces. */
  sandboxUsers: { userId: string; password: string }[]
}

export interface NewWorkspace {
  name: string
  apiKey: string
  serverUrl: string
  /** Empty for a workspace without a token service. */
  tokenServiceUrl: string
  signIn: WorkspaceSignIn
  /** `none` unless told. */
  signOut?: ServiceSignOut
  /** For `oidc` only. */
  singleSignOn?: SingleSignOn
}

/** The identity provider of a workspace. */
export interface SingleSignOn {
  issuer: string
  clientId: string
  /** Separated by spaces. Empty in a new workspace: the usual ones. */
  scopes: string
  audience: string | null
  prompt: string | null
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
