import { Failure } from './errors.ts'
import type {
  Grant,
  Mint,
  MintedClaims,
  SignInMethod,
  SingleSignOn,
  TokenService,
} from './ports.ts'
import type { ServerTime } from './renewal/serverTime.ts'
import { Token } from './token/token.ts'

/** The thing that can issue tokens for one account. */
export interface Provider {
  readonly method: SignInMethod | LocallyIssued | 'none'
  /** Issues a new token. Null: this one cannot be renewed. */
  readonly renew: ((credential: RenewalCredential, signal: AbortSignal) => Promise<Grant>) | null
  /** Whether a renewal with this credential is worth a call: one that must be refused is not. */
  canRenew(refreshCredential: string | null): boolean
  /** The failure when the token has ended and cannot be renewed. */
  ended(): Failure
  /** The account has left: drops what is secret. */
  forget?(): void
}

/** The credential that renews a token. */
export interface RenewalCredential {
  readonly refreshCredential: string | null
  /** A new one has taken its place, before the new token is there. Resolves when it is stored, or cannot be. */
  rotated(refreshCredential: string): Promise<void>
}

/** Ways of developer mode, in which this app makes the tokens. Nothing of them is ever kept. */
export type LocallyIssued = 'development' | 'minted'

/** Whether the tokens are made by this app, in developer mode. */
export function isLocallyIssued(method: Provider['method']): method is LocallyIssued {
  return method === 'development' || method === 'minted'
}

/** The team's token service renews. */
export function serviceProvider(service: TokenService, userId: string): Provider {
  return {
    method: 'service',
    renew: ({ refreshCredential }, signal) => service.renew(userId, refreshCredential, signal),
    canRenew: (refreshCredential) => refreshCredential !== null || service.renewsByUserId,
    ended: () => new Failure('renewalRefused', 'The token service does not renew this token.'),
  }
}

/** The identity provider renews, if it gave a refresh token. */
export function singleSignOnProvider(singleSignOn: SingleSignOn, userId: string): Provider {
  const ended = () =>
    new Failure('refreshTokenMissing', 'The identity provider gave no refresh token.')
  return {
    method: 'oidc',
    async renew({ refreshCredential, rotated }, signal) {
      if (refreshCredential === null) throw ended()
      return await singleSignOn.renew({ userId, refreshCredential, rotated }, signal)
    },
    canRenew: (refreshCredential) => refreshCredential !== null,
    ended,
  }
}

/** A pasted token: when it ends, the person needs a new one. */
export const staticProvider: Provider = {
  method: 'static',
  renew: null,
  canRenew: () => false,
  ended: () => new Failure('tokenExpired', 'The token has expired or was revoked.'),
}

/** A guest's token: renewing it would make another guest. */
export const guestProvider: Provider = {
  method: 'guest',
  renew: null,
  canRenew: () => false,
  ended: () => new Failure('guestEnded', 'The guest has ended: a guest token is not renewed.'),
}

/** Anonymous visitors have no token. */
export const noProvider: Provider = {
  method: 'none',
  renew: null,
  canRenew: () => false,
  ended: () => new Failure('authenticationFailed', 'The server wants a token.'),
}

/** A development token lives for ever: one that is refused as expired is not wanted at all. */
export const developmentProvider: Provider = {
  method: 'development',
  renew: null,
  canRenew: () => false,
  ended: () => new Failure('tokenRejected', 'The server refuses the development token.'),
}

/**
 * Makes tokens from the app's API secret, dated by the server's clock. `lifetimeSeconds` null: they never end.
 */
export function mintProvider(
  mint: Mint,
  userId: string,
  lifetimeSeconds: number | null,
  serverTime: ServerTime,
): Provider & { renew(): Promise<Grant> } {
  return {
    method: 'minted',
    canRenew: () => true,
    async renew() {
      const raw = await mint.sign(datedClaims(userId, lifetimeSeconds, serverTime.now()))
      return { token: new Token(raw), refreshCredential: null, name: null, image: null }
    },
    ended: () => new Failure('tokenRejected', 'The server refuses the token.'),
    forget: () => mint.forget(),
  }
}

/** A server that is a second behind would find a token from the future; a life of a second or two has none to spare. */
function datedClaims(userId: string, lifetimeSeconds: number | null, now: number): MintedClaims {
  const seconds = Math.floor(now / 1000)
  if (lifetimeSeconds === null) return { user_id: userId, iat: seconds - 1 }
  const iat = lifetimeSeconds > 2 ? seconds - 1 : seconds
  return { user_id: userId, iat, exp: iat + lifetimeSeconds }
}

/**
 * Makes one renewal.
 * @throws Failure `userMismatch`, what the provider threw
 */
export async function renewToken(
  provider: Provider,
  userId: string,
  credential: RenewalCredential,
  signal: AbortSignal,
): Promise<Grant> {
  if (provider.renew === null) throw provider.ended()
  const grant = await provider.renew(credential, signal)
  requireUser(grant.token, userId)
  return grant
}

/**
 * A token is used for its own user only.
 * @throws Failure `userMismatch`
 */
export function requireUser(token: Token, userId: string): void {
  if (token.userId === userId) return
  throw new Failure('userMismatch', `The token is for ${token.userId}, not for ${userId}.`, {
    field: 'userId',
  })
}
