/**
 * Where an account had its token from: the token service, a paste, the server's guests, this app (unsigned or signed with
 * an API secret, in developer mode), or it has none.
 */
export type SignInMethod = 'service' | 'static' | 'guest' | 'development' | 'minted' | 'none'

/** What may be known of a token without knowing the token. Times are epoch ms by this computer's clock. */
export interface TokenFacts {
  method: SignInMethod
  /** null: never, or there is no token. */
  expiresAt: number | null
  /** null: nobody renews it, or there is no need to. */
  renewsAt: number | null
  /** `refused`: the token service has refused to renew it for good; it still works until it expires. */
  renewedBy: 'tokenService' | 'thisApp' | 'none' | 'refused' | 'notNeeded'
  storedIn: 'keychain' | 'memory' | 'nowhere'
}
