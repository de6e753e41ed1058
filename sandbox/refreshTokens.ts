import { randomUUID } from 'node:crypto'

import { SignJWT, errors, jwtVerify } from 'jose'

import type { ServerTime } from './clock.ts'
import type { SigningKey } from './signingKey.ts'

/** Why a refresh token is not good. */
export type RefreshProblem =
  | 'refresh_token_invalid'
  | 'refresh_token_expired'
  | 'refresh_token_used'

/** The result of a presented refresh token. */
export type PresentedToken =
  | { ok: true; userId: string; id: string }
  | { ok: false; problem: RefreshProblem }

/**
 * Refresh tokens: signed, so that they outlive a restart with no store, and rotated at each use.
 *
 * An old one stays good until its successor is used for the first time. A client that asked and died before it stored the
 * answer is therefore not locked out, nor is one that asked twice at once. Which ones are spent is known for this run only.
 */
export interface RefreshTokens {
  /** A new one for a user; `replaces` is the id of the one it was got with. */
  issue(userId: string, replaces?: string): Promise<string>
  /** Checks one, and spends the one it replaced. */
  present(token: string): Promise<PresentedToken>
}

const lifeSeconds = 90 * 86_400
const audience = 'latchkey-sandbox-token-service'
const typ = 'refresh+jwt'
const mostRemembered = 20_000

/** Refresh tokens signed and checked with one key. */
export function createRefreshTokens(key: SigningKey, time: ServerTime): RefreshTokens {
  const spent = new Set<string>()
  return {
    issue(userId, replaces) {
      const now = Math.floor(time.now() / 1000)
      return new SignJWT({ replaces: replaces ?? null })
        .setProtectedHeader({ alg: 'HS256', typ })
        .setSubject(userId)
        .setAudience(audience)
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(now + lifeSeconds)
        .sign(key)
    },
    async present(token) {
      try {
        const checks = { algorithms: ['HS256'], audience, typ, currentDate: new Date(time.now()) }
        const { sub, jti, replaces } = (await jwtVerify(token, key, checks)).payload
        if (sub === undefined || jti === undefined)
          return { ok: false, problem: 'refresh_token_invalid' }
        if (spent.has(jti)) return { ok: false, problem: 'refresh_token_used' }
        if (typeof replaces === 'string') spend(spent, replaces)
        return { ok: true, userId: sub, id: jti }
      } catch (error) {
        if (error instanceof errors.JWTExpired)
          return { ok: false, problem: 'refresh_token_expired' }
        if (error instanceof errors.JOSEError)
          return { ok: false, problem: 'refresh_token_invalid' }
        throw error
      }
    },
  }
}

function spend(spent: Set<string>, id: string): void {
  spent.add(id)
  const oldest = spent.values().next()
  if (spent.size > mostRemembered && !oldest.done) spent.delete(oldest.value)
}
