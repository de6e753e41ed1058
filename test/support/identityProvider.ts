import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** A certified identity provider (oidc-provider) on this computer. It signs in any user name with any password. */
export interface IdentityProvider {
  readonly issuer: string
  /** Each request as `METHOD /path`. */
  readonly requests: string[]
  /** The bodies of the requests to the token endpoint and to the revocation endpoint. */
  readonly forms: URLSearchParams[]
  /** Answers a request instead of the provider, when it returns true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Refuses connections from now on. */
  stop(): void
}

/** What ends with a test, or with a file of tests. */
export interface Ends {
  after(stop: () => void): void
}

export interface ProviderTraits {
  /** Whether it issues refresh tokens, and replaces each when it is used. */
  refreshTokens?: 'rotated' | 'kept' | 'none'
  accessTokenSeconds?: number
  codeSeconds?: number
  /** Whether its answers name it (RFC 9207). */
  namesIssuer?: boolean
}

/** The client that Latchkey is to it: public, for any port of this computer. */
const client = {
  client_id: 'latchkey',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
}

/** The key that signs its ID tokens, as a private JWK. */
export const signingKey = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  alg: 'RS256',
  use: 'sig',
}

export async function startIdentityProvider(
  t: Ends,
  traits: ProviderTraits = {},
): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const handle = new Provider(issuer, configurationOf(traits)).callback()
  const provider: IdentityProvider = {
    issuer,
    requests: [],
    forms: [],
    intercept: () => false,
    stop,
  }
  server.on('request', (request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer)
    provider.requests.push(`${request.method} ${pathname}`)
    if (request.method === 'POST' && pathname.startsWith('/token')) keepForm(request, provider)
    if (!provider.intercept(request, response)) handle(request, response)
  })
  t.after(stop)
  return provider

  function stop(): void {
    server.close()
    server.closeAllConnections()
  }
}

/** Listens beside the provider, which reads the same stream. */
function keepForm(request: IncomingMessage, { forms }: IdentityProvider): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => forms.push(new URLSearchParams(Buffer.concat(chunks).toString())))
}

function configurationOf({
  refreshTokens = 'rotated',
  accessTokenSeconds = 600,
  codeSeconds = 60,
  namesIssuer = true,
}: ProviderTraits): object {
  return {
    clients: [client],
    jwks: { keys: [signingKey] },
    cookies: { keys: ['a-cookie-key-for-tests-only'] },
    features: {
      devInteractions: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub'] },
    discovery: { authorization_response_iss_parameter_supported: namesIssuer },
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: codeSeconds,
      IdToken: 600,
      RefreshToken: 86_400,
      Session: 86_400,
      Grant: 86_400,
      Interaction: 600,
    },
    issueRefreshToken: () => refreshTokens !== 'none',
    rotateRefreshToken: refreshTokens === 'rotated',
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  }
}
