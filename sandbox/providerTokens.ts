import { randomUUID } from 'node:crypto'

import { SignJWT, errors, jwtVerify } from 'jose'

import type { ServerTime } from './clock.ts'
import type { CodeGrant } from './signInRequests.ts'
import type { SigningKey } from './signingKey.ts'

/** The answer of the token endpoint (RFC 6749 section 5.1, OpenID Connect Core section 3.1.3.3). */
export interface TokenAnswer {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  scope: string
  refresh_token?: string
  /** How long the refresh token lives: no standard name, but a common one. */
  refresh_token_expires_in?: number
  id_token?: string
}

/** The tokens of the identity provider. */
export interface ProviderTokens {
  /** The tokens of a new sign-in. */
  begin(grant: CodeGrant): Promise<TokenAnswer>
  /** The next tokens for a refresh token, which is good once; undefined for one that is not good. */
  refresh(refreshToken: string): Promise<TokenAnswer | undefined>
  /** The user of an access token; undefined for one that is not good. */
  userOf(accessToken: string): Promise<string | undefined>
  /** Ends the sign-in of a refresh token. */
  revoke(refreshToken: string): Promise<void>
  /** Ends a sign-in: none of its refresh tokens is good any more. */
  end(signInId: string): void
}

const audience = 'latchkey-sandbox-single-sign-on'
const accessType = 'at+jwt'
const refreshType = 'sso-refresh+jwt'
const accessSeconds = 300
/** Absolute: the last refresh token of a sign-in ends when the first would have. */
const signInSeconds = 30 * 86_400
const mostRemembered = 20_000

/**
 * Access and refresh tokens are signed with a key of the sandbox's secret, so that they outlive a restart. Refresh tokens are
 * rotated, and one that comes a second time ends its sign-in (RFC 9700 section 4.14.2). Which ones were used is known for this run
 * only.
 */
export function createProviderTokens(key: SigningKey, time: ServerTime): ProviderTokens {
  const used = new Set<string>()
  const ended = new Set<string>()
  const seconds = () => Math.floor(time.now() / 1000)
  const sign = (typ: string, userId: string, signInId: string, endsAt: number) =>
    new SignJWT({ sign_in: signInId })
      .setProtectedHeader({ alg: 'HS256', typ })
      .setSubject(userId)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(seconds())
      .setExpirationTime(endsAt)
      .sign(key)

  const check = async (token: string, typ: string) => {
    try {
      const currentDate = new Date(time.now())
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        audience,
        typ,
        currentDate,
      })
      const { sub = '', jti = '', exp = 0 } = payload
      const signInId = String(payload['sign_in'])
      return ended.has(signInId) ? undefined : { userId: sub, id: jti, endsAt: exp, signInId }
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined
      throw error
    }
  }

  const accessFor = async (userId: string, signInId: string) =>
    ({
      access_token: await sign(accessType, userId, signInId, seconds() + accessSeconds),
      token_type: 'Bearer',
      expires_in: accessSeconds,
      scope: 'openid offline_access',
    }) as const

  const end = (signInId: string) => remember(ended, signInId)

  return {
    end,
    async begin({ userId, signInId, wantsRefreshToken }) {
      const endsAt = seconds() + signInSeconds
      return {
        ...(await accessFor(userId, signInId)),
        ...(wantsRefreshToken
          ? {
              refresh_token: await sign(refreshType, userId, signInId, endsAt),
              refresh_token_expires_in: signInSeconds,
            }
          : {}),
      }
    },
    async refresh(refreshToken) {
      const presented = await check(refreshToken, refreshType)
      if (!presented) return undefined
      const { userId, id, endsAt, signInId } = presented
      if (used.has(id)) {
        end(signInId)
        return undefined
      }
      remember(used, id)
      return {
        ...(await accessFor(userId, signInId)),
        refresh_token: await sign(refreshType, userId, signInId, endsAt),
        refresh_token_expires_in: endsAt - seconds(),
      }
    },
    userOf: async (accessToken) => (await check(accessToken, accessType))?.userId,
    async revoke(refreshToken) {
      const presented = await check(refreshToken, refreshType)
      if (presented) end(presented.signInId)
    },
  }
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id)
  const oldest = ids.values().next()
  if (ids.size > mostRemembered && !oldest.done) ids.delete(oldest.value)
}
