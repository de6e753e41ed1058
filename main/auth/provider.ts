import { Failure } from './failure.ts'
import type { Grant, TokenService, Way } from './ports.ts'
import type { Token } from './token.ts'

/** The thing that can issue tokens for one account. */
export interface Provider {
  readonly way: Way | 'none'
  /** Issues a new token. Null: nobody can renew this one. */
  readonly renew: ((refreshCredential: string | null, signal: AbortSignal) => Promise<Grant>) | null
  /** What to say when the token has ended and nobody can renew it. */
  ended(): Failure
}

/** The team's token service renews. */
export function serviceProvider(service: TokenService, userId: string): Provider {
  return {
    way: 'service',
    renew: (refreshCredential, signal) => service.renew(userId, refreshCredential, signal),
    ended: () => new Failure('renewalRefused', 'The token service does not renew this token.'),
  }
}

/** A token that somebody pasted: when it ends, a new one is needed. */
export const staticProvider: Provider = {
  way: 'static',
  renew: null,
  ended: () => new Failure('tokenExpired', 'The token has expired or was revoked.'),
}

/** A guest's token: renewing it would make another guest. */
export const guestProvider: Provider = {
  way: 'guest',
  renew: null,
  ended: () => new Failure('guestEnded', 'The guest has ended: a guest token is not renewed.'),
}

/** Anonymous visitors have no token. */
export const noProvider: Provider = {
  way: 'none',
  renew: null,
  ended: () => new Failure('authenticationFailed', 'The server wants a token.'),
}

/**
 * A token is used for nobody but its own user.
 * @throws Failure `userMismatch`
 */
export function requireUser(token: Token, userId: string): void {
  if (token.userId === userId) return
  throw new Failure('userMismatch', `The token is for ${token.userId}, not for ${userId}.`, {
    field: 'userId',
  })
}
