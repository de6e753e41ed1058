import { randomUUID } from 'node:crypto'

import { SignJWT, errors, jwtVerify } from 'jose'
import * as v from 'valibot'

import type { ServerTime } from './clock.ts'
import { readDevelopmentToken } from './developmentToken.ts'
import type { Revocations } from './revocations.ts'
import type { FaultState } from './faults.ts'
import { Refusal } from './refusal.ts'
import type { SigningKey } from './signingKey.ts'
import { userIdSchema } from './users.ts'

/** A token that was found good. */
export interface GoodToken {
  userId: string
  /** When it ends by itself, epoch milliseconds; `Infinity` for never. */
  expiresAt: number
  /** Throws the refusal that fits if the token has been ended by hand since. */
  recheck(): void
}

/** The chat tokens of one sandbox: JWT (RFC 7519), HS256. */
export interface Tokens {
  /** A new token for a user, dated by the token service's clock. `lifeSeconds` overrides the fault switch. */
  issue(userId: string, lifeSeconds?: number | 'forever'): Promise<string>
  /** The last token issued to a user in this run. */
  last(userId: string): string | undefined
  /** The token's claims, or a refusal with code 5, 40, 41, 42 or 43. No clock tolerance: expiry is exact to the second. */
  verify(token: string): Promise<GoodToken>
}

/** Tokens signed and checked with one key. */
export function createTokens(
  key: SigningKey,
  time: ServerTime,
  faults: FaultState,
  revocations: Revocations,
): Tokens {
  const last = new Map<string, string>()
  const nowSeconds = () => Math.floor(time.now() / 1000)
  return {
    async issue(userId, lifeSeconds) {
      const { tokenLifeSeconds, tokenNotBeforeSeconds, tokenServiceSkewSeconds } = faults.current()
      const issuedAt = nowSeconds() + tokenServiceSkewSeconds
      const life = lifeSeconds ?? tokenLifeSeconds
      // The random id keeps two tokens of the same second apart. `iat` is back-dated for chat servers a second behind.
      const token = new SignJWT({ user_id: userId, jti: randomUUID() })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt(issuedAt - 1)
      if (life !== 'forever') token.setExpirationTime(issuedAt + life)
      if (tokenNotBeforeSeconds !== 0) token.setNotBefore(issuedAt + tokenNotBeforeSeconds)
      const signed = await token.sign(key)
      revocations.saw(userId, signed)
      last.set(userId, signed)
      return signed
    },
    last: (userId) => last.get(userId),
    async verify(token) {
      const development = readDevelopmentToken(token)
      if (development !== null) return verifyDevelopmentToken(development, faults)
      const claims = await verifySignature(token, key, time.now())
      const issuedAt = claims.iat
      if (issuedAt !== undefined && issuedAt > nowSeconds()) {
        throw new Refusal(
          42,
          `The token is used ${issuedAt - nowSeconds()} s before it was issued (iat)`,
        )
      }
      const userId = readUserId(claims['user_id'])
      const recheck = () => {
        const ending = revocations.of(userId, token, issuedAt)
        if (ending)
          throw new Refusal(
            40,
            ending === 'revoked' ? 'The token was revoked' : 'The token has expired',
          )
      }
      recheck()
      revocations.saw(userId, token)
      // jose counts whole seconds, so a token with a fraction ends at the next one.
      return {
        userId,
        expiresAt: claims.exp === undefined ? Infinity : Math.ceil(claims.exp) * 1000,
        recheck,
      }
    },
  }
}

async function verifySignature(token: string, key: SigningKey, now: number) {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      currentDate: new Date(now),
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Refusal(40, 'The token has expired')
    if (
      error instanceof errors.JWTClaimValidationFailed &&
      error.claim === 'nbf' &&
      error.reason === 'check_failed'
    ) {
      throw new Refusal(41, 'The token is not valid yet (nbf)')
    }
    if (error instanceof errors.JOSEError)
      throw new Refusal(43, 'The token is malformed or its signature is invalid')
    throw error
  }
}

function verifyDevelopmentToken(userId: unknown, faults: FaultState): GoodToken {
  if (!faults.current().disableAuthChecks) {
    throw new Refusal(
      5,
      'A development token is not accepted: this app checks authentication (disable_auth_checks is off)',
    )
  }
  return { userId: readUserId(userId), expiresAt: Infinity, recheck: () => {} }
}

function readUserId(claim: unknown): string {
  const userId = v.safeParse(userIdSchema, claim)
  if (!userId.success) throw new Refusal(5, 'The token names no user that could sign in (user_id)')
  return userId.output
}
