import * as v from 'valibot'
import { Failure } from '../auth/errors.ts'
import type { Grant, TokenService } from '../auth/ports.ts'
import { Token } from '../auth/token/token.ts'
import { requestJson, type HttpOptions, type JsonAnswer } from '../network/http.ts'
import { redact } from '../logging/redact.ts'

const timeoutMs = 10_000
const maxBytes = 65_536

/** A grant, as far as Latchkey reads it. */
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
/** What makes a 401 or 403 the service's own. */
export const refusalBody = v.object({
  error: v.string(),
  message: v.optional(v.string(), ''),
})

/**
 * A team's token service over HTTP, by the contract in docs/token-service.md. Only 401 and 403 with a JSON error are
 * a definite no; everything else can be tried again.
 */
export function createTokenService(
  url: URL,
  http: HttpOptions,
  signIn: 'password' | 'none' = 'password',
): TokenService {
  async function post(
    body: Record<string, string>,
    headers: Record<string, string>,
    signal: AbortSignal,
    refused: (message: string) => Failure,
  ): Promise<Grant> {
    const answer = await requestJson(http, {
      url,
      method: 'POST',
      headers,
      body,
      signal,
      timeoutMs,
      maxBytes,
    })
    return readGrant(answer, refused)
  }

  return {
    renewsByUserId: signIn === 'none',
    signIn: (userId, password, signal) =>
      post(
        password === '' ? { user_id: userId } : { user_id: userId, password },
        {},
        signal,
        (message) => new Failure('credentialsRefused', message, { field: 'password' }),
      ),
    renew: (userId, refreshCredential, signal) =>
      post(
        { user_id: userId },
        refreshCredential === null ? {} : { Authorization: `Bearer ${refreshCredential}` },
        signal,
        (message) => new Failure('renewalRefused', message),
      ),
  }
}

function readGrant(answer: JsonAnswer, refused: (message: string) => Failure): Grant {
  const { status, json, retryAfterMs } = answer
  if (status === 401 || status === 403) {
    const refusal = v.safeParse(refusalBody, json)
    if (refusal.success) {
      const said = redact(refusal.output.message || refusal.output.error)
      throw refused(said || `The token service answered ${status}.`)
    }
    throw new Failure('badAnswer', `The token service answered ${status} without an error.`)
  }
  const wait = retryAfterMs === null ? {} : { retryAfterMs }
  if (status === 429) throw new Failure('rateLimited', 'The token service asks to slow down.', wait)
  if (status >= 500) {
    throw new Failure('serverError', `The token service answered ${status}.`, wait)
  }
  const body = v.safeParse(grantBody, json)
  if (status >= 300 || !body.success) {
    throw new Failure('badAnswer', `The token service answered ${status} without a token.`)
  }
  const { token, refresh_token: refreshCredential, user } = body.output
  return {
    token: readToken(token),
    refreshCredential: refreshCredential ?? null,
    name: user?.name ?? null,
    image: user?.image ?? null,
  }
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
