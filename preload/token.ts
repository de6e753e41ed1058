/**
 * The source of an account's token: the token service, the same with single sign-on, a pasted token, the server's guest endpoint, this app (unsigned,
 * or signed with an API secret; developer mode), or none.
 */
export type SignInMethod =
  | 'service'
  | 'oidc'
  | 'static'
  | 'guest'
  | 'development'
  | 'minted'
  | 'none'

/** The public facts about a token. Times are epoch ms by this computer's clock. */
export interface TokenFacts {
  method: SignInMethod
  /** Null if the token never expires, or there is none. */
  expiresAt: number | null
  /** Null if the token is not renewed. */
  renewsAt: number | null
  /** `refusedBy…`: neither renews the token any more, which works until it expires; this one has refused. */
  renewedBy:
    | 'tokenService'
    | 'identityProvider'
    | 'thisApp'
    | 'none'
    | 'refusedByTokenService'
    | 'refusedByIdentityProvider'
    | 'notNeeded'
  /** The end of the sign-in at the identity provider, which no renewal postpones; null: none is known. */
  signInEndsAt: number | null
  storedIn: 'keychain' | 'memory' | 'nowhere'
}
