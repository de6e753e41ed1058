import { createHash, randomBytes } from 'node:crypto'

import type { ServerTime } from './clock.ts'
import { isSame } from './compare.ts'
import type { Fields } from './fields.ts'

/** A sign-in that a browser has begun at the identity provider. */
export interface SignInRequest {
  redirectUri: string
  state: string
  nonce: string | undefined
  /** The PKCE challenge (RFC 7636), S256. */
  challenge: string
  wantsRefreshToken: boolean
}

/** What an authorization code was given for. */
export interface CodeGrant extends SignInRequest {
  userId: string
  signInId: string
}

/**
 * Why a request is not shown to a person. `page`: nothing may be sent to its redirect address (RFC 6749 section 4.1.2.1);
 * `redirect`: the error goes there.
 */
export type BadRequest =
  | { kind: 'page'; message: string }
  | { kind: 'redirect'; redirectUri: string; state: string; error: string; message: string }

/** The requests that wait for a person, and the codes that wait for a client: each is good once, and not for long. */
export interface SignInRequests {
  /** Keeps a request; the id stands in the page's links. */
  open(request: SignInRequest): string
  /** Takes a request away; undefined when there is none any more. */
  take(id: string): SignInRequest | undefined
  /** A new code. */
  grant(request: SignInRequest, userId: string): string
  /** Redeems a code. `used`: the sign-in whose code comes a second time (RFC 6749 section 4.1.2). */
  redeem(code: string): { grant: CodeGrant } | { used: string } | undefined
}

/** The only client: public, for any port of this computer (RFC 8252 section 7.3). */
export const clientId = 'latchkey-sandbox'

const redirectShape = /^http:\/\/(?:127\.0\.0\.1|\[::1\]):\d{1,5}\/callback$/
const challengeShape = /^[\w-]{43}$/
const requestLifeMs = 10 * 60_000
const codeLifeMs = 60_000
const mostKept = 1_000

/** Reads the query of an authorization request. */
export function readRequest(query: Fields): SignInRequest | BadRequest {
  const redirectUri = query.get('redirect_uri') ?? ''
  if (query.get('client_id') !== clientId) {
    return { kind: 'page', message: 'The client is not registered.' }
  }
  if (!redirectShape.test(redirectUri)) {
    return { kind: 'page', message: 'The redirect address is not registered.' }
  }
  const state = query.get('state') ?? ''
  const bad = (error: string, message: string): BadRequest => {
    return { kind: 'redirect', redirectUri, state, error, message }
  }
  if (query.get('response_type') !== 'code') {
    return bad('unsupported_response_type', 'Only the authorization code flow is there.')
  }
  const challenge = query.get('code_challenge') ?? ''
  if (query.get('code_challenge_method') !== 'S256' || !challengeShape.test(challenge)) {
    return bad('invalid_request', 'PKCE with S256 is required.')
  }
  if (state === '') return bad('invalid_request', 'A state is required.')
  const scopes = (query.get('scope') ?? '').split(' ')
  if (!scopes.includes('openid')) return bad('invalid_scope', 'The scope openid is required.')
  const wantsRefreshToken = scopes.includes('offline_access')
  return { redirectUri, state, nonce: query.get('nonce'), challenge, wantsRefreshToken }
}

/** Whether a verifier belongs to a challenge (RFC 7636 section 4.6). */
export function isVerifier(verifier: string, challenge: string): boolean {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false
  return isSame(createHash('sha256').update(verifier).digest('base64url'), challenge)
}

/** The requests and codes of one identity provider. */
export function createSignInRequests(time: ServerTime): SignInRequests {
  const requests = new Map<string, { request: SignInRequest; endsAt: number }>()
  const codes = new Map<string, { grant: CodeGrant; endsAt: number; isUsed: boolean }>()
  return {
    open(request) {
      const id = randomId()
      keep(requests, id, { request, endsAt: time.now() + requestLifeMs })
      return id
    },
    take(id) {
      const found = requests.get(id)
      requests.delete(id)
      return found && found.endsAt > time.now() ? found.request : undefined
    },
    grant(request, userId) {
      const code = randomId()
      const grant = { ...request, userId, signInId: randomId() }
      keep(codes, code, { grant, endsAt: time.now() + codeLifeMs, isUsed: false })
      return code
    },
    redeem(code) {
      const found = codes.get(code)
      if (!found) return undefined
      if (found.isUsed) return { used: found.grant.signInId }
      found.isUsed = true
      return found.endsAt > time.now() ? { grant: found.grant } : undefined
    },
  }
}

function randomId(): string {
  return randomBytes(32).toString('base64url')
}

function keep<Value>(all: Map<string, Value>, id: string, value: Value): void {
  all.set(id, value)
  const oldest = all.keys().next()
  if (all.size > mostKept && !oldest.done) all.delete(oldest.value)
}
