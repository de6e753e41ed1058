/** Workspaces and stored sign-ins on the bridge. Types only. */

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
  from: 'sandbox' | 'configuration' | 'app'
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
  signIn: ServiceAuth
}

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
