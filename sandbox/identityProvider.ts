import type { IncomingMessage } from 'node:http'

import type { ServerTime } from './clock.ts'
import type { Fields, Target } from './fields.ts'
import type { Answer } from './http.ts'
import { json, readBody } from './http.ts'
import { createIdTokens } from './idTokens.ts'
import { createProviderTokens } from './providerTokens.ts'
import { seededUsers } from './seed.ts'
import { refusalPage, signInPage } from './signInPage.ts'
import type { SignInRequest, SignInRequests } from './signInRequests.ts'
import { clientId, createSignInRequests, isVerifier, readRequest } from './signInRequests.ts'
import type { SigningKey } from './signingKey.ts'

/**
 * A small identity provider: authorization code with PKCE, for one public client on this computer. It asks for no password, and
 * is strict in everything else.
 */
export interface IdentityProvider {
  /** Where the server listens; before that nothing is answered. */
  open(serverUrl: string): void
  /** Its name, which is the beginning of its addresses. */
  issuer(): string
  /** Answers a request below `sso/`. */
  answer(request: IncomingMessage, target: Target): Promise<Answer>
  /** The user of an access token; undefined for one that is not good. */
  userOf(accessToken: string): Promise<string | undefined>
}

/** An identity provider whose tokens are signed with this key. */
export function createIdentityProvider(key: SigningKey, time: ServerTime): IdentityProvider {
  const tokens = createProviderTokens(key, time)
  const idTokens = createIdTokens(time)
  const requests = createSignInRequests(time)
  let issuer = ''

  async function answerTokens(form: URLSearchParams): Promise<Answer> {
    if (form.get('client_id') !== clientId) return refuse('invalid_client', 401)
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return await answerCode(form)
      case 'refresh_token': {
        const answer = await tokens.refresh(form.get('refresh_token') ?? '')
        return answer ? json(200, answer) : refuse('invalid_grant')
      }
      default:
        return refuse('unsupported_grant_type')
    }
  }

  async function answerCode(form: URLSearchParams): Promise<Answer> {
    const redeemed = requests.redeem(form.get('code') ?? '')
    if (redeemed && 'used' in redeemed) tokens.end(redeemed.used)
    if (!redeemed || 'used' in redeemed) return refuse('invalid_grant')
    const { grant } = redeemed
    const isSent = form.get('redirect_uri') === grant.redirectUri
    if (!isSent || !isVerifier(form.get('code_verifier') ?? '', grant.challenge)) {
      return refuse('invalid_grant')
    }
    const id_token = await idTokens.sign(issuer, grant)
    return json(200, { ...(await tokens.begin(grant)), id_token })
  }

  return {
    open: (serverUrl) => void (issuer = `${serverUrl}/sso`),
    issuer: () => issuer,
    userOf: (accessToken) => tokens.userOf(accessToken),
    async answer(request, { parts, query }) {
      const route = `${request.method} ${parts?.slice(1).join('/') ?? ''}`
      switch (route) {
        case 'GET .well-known/openid-configuration':
          return json(200, metadataOf(issuer))
        case 'GET jwks':
          return json(200, await idTokens.jwks())
        case 'GET authorize':
          return authorize(requests, query, issuer)
        case 'GET continue':
          return proceed(requests, query, issuer)
        case 'POST token':
          return await answerTokens(await readForm(request, time))
        case 'POST revoke':
          await tokens.revoke((await readForm(request, time)).get('token') ?? '')
          return json(200, {})
        default:
          return refusalPage('There is nothing at this address.')
      }
    },
  }
}

/** OpenID Connect Discovery section 3, RFC 8414 section 2. */
function metadataOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/revoke`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    scopes_supported: ['openid', 'offline_access'],
    authorization_response_iss_parameter_supported: true,
  }
}

function authorize(requests: SignInRequests, query: Fields, issuer: string): Answer {
  const read = readRequest(query)
  if (!('kind' in read)) return signInPage(requests.open(read))
  if (read.kind === 'page') return refusalPage(read.message)
  const { error, message: error_description } = read
  return redirect(read, { error, error_description }, issuer)
}

/** The person has chosen: a user, or to deny. */
function proceed(requests: SignInRequests, query: Fields, issuer: string): Answer {
  const request = requests.take(query.get('request') ?? '')
  if (!request) return refusalPage('This sign-in is over. Go back to Latchkey and begin again.')
  const userId = query.get('user')
  if (userId === undefined) return redirect(request, { error: 'access_denied' }, issuer)
  if (!seededUsers.some(({ id }) => id === userId)) return refusalPage('There is no such user.')
  return redirect(request, { code: requests.grant(request, userId) }, issuer)
}

function redirect(
  { redirectUri, state }: Pick<SignInRequest, 'redirectUri' | 'state'>,
  answer: Record<string, string>,
  issuer: string,
): Answer {
  const query = new URLSearchParams({ ...answer, state, iss: issuer })
  const headers = {
    Location: `${redirectUri}?${query.toString()}`,
    'Referrer-Policy': 'no-referrer',
  }
  return { kind: 'text', status: 303, type: 'text/plain', body: '', headers }
}

function refuse(error: string, status = 400): Answer {
  return json(status, { error })
}

async function readForm(request: IncomingMessage, time: ServerTime): Promise<URLSearchParams> {
  return new URLSearchParams(await readBody(request, time))
}
