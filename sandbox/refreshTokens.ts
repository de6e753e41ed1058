import { randomUUID } from 'node:crypto'

import { SignJWT, errors, jwtVerify } from 'jose'

import type { ServerTime } from './clock.ts'
import type { SigningKey } from './signingKey.ts'

/** Why a refresh token is not good. */
export type RefreshProblem =
  | 'refresh_token_invalid'
  | 'refresh_token_expired'
  | 'refresh_token_used'
  | 'signed_out'

/** The result of a presented refresh token. */
export type PresentedToken =
  | { ok: true; userId: string; id: string; signInId: string }
  | { ok: false; problem: RefreshProblem }

/**
 * Refresh tokens: signed, so that they outlive a restart with no store, and rotated at each use.
 *
 * An old one stays good until its successor is used for the first time. A client that asked and died before it stored the
 * answer is therefore not locked out, nor is one that asked twice at once. Which ones are spent, and which sign-ins have
 * ended, is known for this run only.
 */
export interface RefreshTokens {
  /** A new one for a user; `before` is the one it was got with, whose sign-in it continues. */
  issue(userId: string, before?: { id: string; signInId: string }): Promise<string>
  /** Checks one, and spends the one it replaced. */
  present(token: string): Promise<PresentedToken>
  /** Ends a sign-in: none of its refresh tokens is good any more. */
  end(signInId: string): void
}

const lifeSeconds = 90 * 86_400
const audience = 'latchkey-sandbox-token-service'
const typ = 'refresh+jwt'
const mostRemembered = 20_000

/** Refresh tokens signed and checked with one key. */
export function createRefreshTokens(key: SigningKey, time: ServerTime): RefreshTokens {
  const spent = new Set<string>()
  const ended = new Set<string>()
  return {
    issue(userId, before) {
      const now = Math.floor(time.now() / 1000)
      const id = randomUUID()
      return new SignJWT({ replaces: before?.id ?? null, sign_in: before?.signInId ?? id })
        .setProtectedHeader({ alg: 'HS256', typ })
        .setSubject(userId)
        .setAudience(audience)
        .setJti(id)
        .setIssuedAt(now)
        .setExpirationTime(now + lifeSeconds)
        .sign(key)
    },
    async present(token) {
      try {
        const checks = { algorithms: ['HS256'], audience, typ, currentDate: new Date(time.now()) }
        const { payload } = await jwtVerify(token, key, checks)
        const { sub, jti, replaces } = payload
        if (sub === undefined || jti === undefined)
          return { ok: false, problem: 'refresh_token_invalid' }
        // One of an earlier version of the sandbox does not name its sign-in.
        const signInId = typeof payload['sign_in'] === 'string' ? payload['sign_in'] : jti
        if (ended.has(signInId)) return { ok: false, problem: 'signed_out' }
        if (spent.has(jti)) return { ok: false, problem: 'refresh_token_used' }
        if (typeof replaces === 'string') remember(spent, replaces)
        return { ok: true, userId: sub, id: jti, signInId }
      } catch (error) {
        if (error instanceof errors.JWTExpired)
          return { ok: false, problem: 'refresh_token_expired' }
        if (error instanceof errors.JOSEError)
          return { ok: false, problem: 'refresh_token_invalid' }
        throw error
      }
    },
    end: (signInId) => remember(ended, signInId),
  }
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id)
  const oldest = ids.values().next()
  if (ids.size > mostRemembered && !oldest.done) ids.delete(oldest.value)
}
