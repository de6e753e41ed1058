/** Who a person can be: someone with a user token, a guest, or nobody in particular. */
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

/** Makes an account; its key names it in the index, in the vault and in calls. */
export function makeAccount(identity: {
  workspaceId: string
  kind: AccountKind
  userId: string
  name?: string | null
  image?: string | null
}): Account {
  return {
    key: `${identity.workspaceId}/${identity.userId}`,
    workspaceId: identity.workspaceId,
    kind: identity.kind,
    userId: identity.userId,
    name: identity.name || identity.userId,
    image: identity.image ?? null,
  }
}
