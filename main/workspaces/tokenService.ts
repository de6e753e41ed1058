import * as v from 'valibot'
import { Failure } from '../auth/errors.ts'
import type { Grant, Log, TokenService } from '../auth/ports.ts'
import { Token } from '../auth/token/token.ts'
import { createEchoCheck, quote, type EchoCheck } from '../logging/echo.ts'
import type { SavedTokenService } from '../settings/settings.ts'
import { readName, readObject, readText } from '../network/fields.ts'
import { logBadAnswer, requestJson, type HttpOptions, type JsonAnswer } from '../network/http.ts'

const timeoutMs = 10_000
/** A sign-out is over for the person at once; the app may quit meanwhile. */
const signOutTimeoutMs = 3_000
const maxBytes = 65_536
/** Servers take 8 to 16 KB of headers in all. */
const longestCredential = 16_384
const longestImage = 2_048

/** A grant as the contract has it. The service check goes by it; the app reads leniently. */
export const grantBody = v.object({
  token: v.string(),
  refresh_token: v.optional(v.nullable(v.string())),
  user: v.optional(
    v.nullable(
      v.object({
        name: v.optional(v.nullable(v.string())),
        image: v.optional(v.nullable(v.string())),
      }),
    ),
  ),
})
/** A refusal as the contract has it. */
export const refusalBody = v.object({
  error: v.string(),
  message: v.optional(v.string(), ''),
})

interface TokenServiceTraits {
  signIn: SavedTokenService['signIn']
  signOut?: 'none' | 'delete'
}

/** A token service that also takes the access tokens of an identity provider. */
export interface TokenServiceClient extends TokenService {
  /**
   * Issues a chat token for an access token. `userId` null: the service names the user.
   * @throws Failure `accessTokenRefused` on a definite no, else one that can be retried
   */
  issue(accessToken: string, userId: string | null, signal: AbortSignal): Promise<Grant>
}

/**
 * A team's token service over HTTP, by the contract in docs/token-service.md. Only 401 and 403 with a JSON error are
 * a definite no, and at a renewal also 400 with `invalid_grant` (RFC 6749 section 5.2). Everything else can be tried again.
 */
export function createTokenService(
  url: URL,
  http: HttpOptions,
  { signIn, signOut = 'none' }: TokenServiceTraits = { signIn: 'password' },
): TokenServiceClient {
  return {
    async issue(accessToken, userId, signal) {
      const body: Record<string, string> = userId === null ? {} : { user_id: userId }
      const answer = await ask('POST', body, bearer(accessToken), [accessToken], signal)
      if (isRefusal(answer)) {
        const text = said(answer)
        throw new Failure('accessTokenRefused', text, { origin: 'server', about: { text } })
      }
      // The identity provider alone renews.
      return { ...readGrant(answer), refreshCredential: null }
    },
    renewsByUserId: signIn === 'none',
    async signIn(userId, password, signal) {
      const body = password === '' ? { user_id: userId } : { user_id: userId, password }
      const answer = await ask('POST', body, {}, [password], signal)
      if (isRefusal(answer)) {
        throw new Failure('credentialsRefused', said(answer), {
          origin: 'server',
          field: 'password',
        })
      }
      return readGrant(answer)
    },
    async renew(userId, refreshCredential, signal) {
      const headers = refreshCredential === null ? {} : bearer(refreshCredential)
      const secrets = [refreshCredential ?? '']
      const answer = await ask('POST', { user_id: userId }, headers, secrets, signal)
      if (isRefusal(answer) || isInvalidGrant(answer)) {
        throw new Failure('renewalRefused', said(answer), { origin: 'server' })
      }
      return readGrant(answer)
    },
    ...(signOut === 'delete' ? { signOut: endSignIn } : {}),
  }

  async function endSignIn(refreshCredential: string, signal: AbortSignal): Promise<void> {
    const headers = bearer(refreshCredential)
    const answer = await ask('DELETE', undefined, headers, [refreshCredential], signal)
    const { status } = answer
    if (status >= 200 && status < 300) return
    if (isRefusal(answer)) throw new Failure('renewalRefused', said(answer), { origin: 'server' })
    throw new Failure('badAnswer', `The token service answered ${status} to a sign-out.`)
  }

  async function ask(
    method: 'POST' | 'DELETE',
    body: Record<string, string> | undefined,
    headers: Record<string, string>,
    secrets: string[],
    signal: AbortSignal,
  ): Promise<Answer> {
    const isEcho = createEchoCheck(secrets)
    const isSignOut = method === 'DELETE'
    const answer = await requestJson(http, {
      url,
      method,
      headers,
      body,
      signal,
      timeoutMs: isSignOut ? signOutTimeoutMs : timeoutMs,
      maxBytes,
      isBodyOptional: isSignOut,
      isEcho,
    })
    return { ...answer, isEcho, host: url.host, log: http.log }
  }
}

function bearer(refreshCredential: string): Record<string, string> {
  return { Authorization: `Bearer ${refreshCredential}` }
}

interface Answer extends JsonAnswer {
  isEcho: EchoCheck
  host: string
  log: Log | undefined
}

/** A definite no. What something in between says has no `error` in it. */
function isRefusal({ status, json }: Answer): boolean {
  return (status === 401 || status === 403) && errorOf(json) !== null
}

function isInvalidGrant({ status, json }: Answer): boolean {
  return status === 400 && errorOf(json) === 'invalid_grant'
}

function errorOf(json: unknown): string | null {
  const error = readObject(json)?.['error']
  return typeof error === 'string' ? error : null
}

/** The service's reason for a refusal, without any secret that we sent. */
function said({ status, json, isEcho }: Answer): string {
  const { message, error_description: description } = readObject(json) ?? {}
  const texts = [message, description, errorOf(json)].filter((text) => typeof text === 'string')
  const text = texts.find((text) => text !== '') ?? ''
  return quote(text, isEcho) || `The token service answered ${status}.`
}

function readGrant(answer: Answer): Grant {
  const { status, json, retryAfterMs, isEcho, host, log } = answer
  const details = { retryAfterMs, about: { host } }
  if (status === 429) {
    throw new Failure('rateLimited', 'The token service asks to slow down.', details)
  }
  if (status >= 500 || status === 408) {
    throw new Failure('serverError', `The token service answered ${status}.`, details)
  }
  const body = readObject(json)
  const token = body?.['token']
  if (status < 200 || status >= 300 || typeof token !== 'string') {
    if (json !== undefined) logBadAnswer(log, 'http', host, answer)
    const words = `The token service answered ${status} without a token.`
    throw new Failure('badAnswer', words, details)
  }
  const user = readObject(body?.['user'])
  const name = readName(user?.['name'])
  const image = readText(user?.['image'], longestImage)
  return {
    token: readToken(token),
    refreshCredential: readCredential(body?.['refresh_token']),
    name: name === null || isEcho(name) ? null : name,
    image: image === null || isEcho(image) ? null : image,
  }
}

/** It travels in a header, so more than this, or other characters, would be refused at the renewal. */
function readCredential(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null
  if (value.length <= longestCredential && /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
    return value
  }
  const words = 'The token service gave a refresh credential that fits no header.'
  throw new Failure('credentialUnusable', words, { origin: 'server', canRetry: true })
}

/** A malformed token from the service is the service's fault, to be tried again, not the person's. */
function readToken(raw: string): Token {
  try {
    return new Token(raw)
  } catch (error) {
    throw new Failure('badAnswer', 'The token service issued something that is not a token.', {
      cause: error,
    })
  }
}
