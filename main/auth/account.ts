/** The kinds of accounts: a user with a token, a guest, or an anonymous visitor. */
export type AccountKind = 'user' | 'guest' | 'anonymous'

/** One identity in one workspace. Never holds a secret. */
export interface Account {
  readonly key: string
  readonly workspaceId: string
  readonly kind: AccountKind
  readonly userId: string
  readonly name: string
  readonly image: string | null
}

/** The parts of an account. */
export interface AccountOf {
  workspaceId: string
  kind: AccountKind
  userId: string
  name?: string | null
  image?: string | null
  /** Whether its token is made here, in developer mode. */
  isLocallyIssued?: boolean
}

/**
 * Makes an account; its key names it in the index, in the vault and in calls. One of developer mode has a key of its own,
 * so that nothing that happens to it touches what is kept of the same user.
 */
export function makeAccount(identity: AccountOf): Account {
  const key = `${identity.workspaceId}/${identity.userId}`
  return {
    key: identity.isLocallyIssued ? `developer:${key}` : key,
    workspaceId: identity.workspaceId,
    kind: identity.kind,
    userId: identity.userId,
    name: identity.name || identity.userId,
    image: identity.image ?? null,
  }
}

/**
 * True when the key is the one that `makeAccount` gives a remembered account. The settings file can be edited: an entry
 * whose key and workspace differ would send one workspace's credentials to another.
 */
export function isConsistent({ key, workspaceId, userId }: Account): boolean {
  return key === `${workspaceId}/${userId}`
}

/** True for a key of versions before 0.2, `apiKey@host/userId`, of this user. */
export function isFormerKey(key: string, userId: string): boolean {
  return !key.includes('://') && key.endsWith(`/${userId}`)
}

/** The user of a socket. The server stores a name or picture that is sent; null changes nothing there. */
export interface ConnectUser {
  readonly kind: AccountKind
  readonly userId: string
  readonly name: string | null
  readonly image: string | null
}

/**
 * How an account introduces itself: with the name and picture that came with its token, if it has just signed in. A
 * remembered one tells nothing, for what is remembered may be out of date by now.
 */
export function connectUser(account: Account, origin: 'new' | 'kept'): ConnectUser {
  const { kind, userId, name, image } = account
  if (origin === 'kept') return { kind, userId, name: null, image: null }
  return { kind, userId, name: name === userId ? null : name, image }
}
