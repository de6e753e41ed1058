/** Workspaces and what is stored of them, as they cross between main and the window. Types only. */

/** What a token service asks for: a user id and a password, or a user id alone. */
export type ServiceAuth = 'password' | 'none'

export interface Workspace {
  id: string
  name: string
  /** The server's host and path, to be shown. */
  host: string
  /** The token service's host, which gets the password; null where it is the chat server's, or there is none. */
  passwordHost: string | null
  from: 'sandbox' | 'configuration' | 'app'
  /** null: the workspace has no token service, so signing in needs a token. */
  signIn: ServiceAuth | null
  /** Who can sign in to the sandbox; empty for every other workspace. These passwords are public. */
  sandboxUsers: { userId: string; password: string }[]
}

export interface NewWorkspace {
  name: string
  apiKey: string
  serverUrl: string
  /** Empty: none. */
  tokenServiceUrl: string
  signIn: ServiceAuth
}

/** A stored sign-in that nobody can continue. `forget` deletes it. */
export interface StoredSignIn {
  key: string
  name: string
  userId: string
  /** The workspace's address, to be shown. */
  workspace: string
  /** `deleting`: the keychain still holds it, because it could not be asked. */
  state: 'stored' | 'deleting'
}
