import * as oidc from 'openid-client'
import { Failure, toFailure } from '../auth/errors.ts'
import { createEchoCheck } from '../logging/echo.ts'
import { oidcFailure, type OidcStep } from './failures.ts'
import { createHttpFetch, type OidcHttp } from './httpFetch.ts'

/** The identity provider of a workspace, as the configuration has it. */
export interface IdentityProvider {
  readonly issuer: string
  readonly clientId: string
  /** Separated by spaces. */
  readonly scopes: string
  /** The API that the access token is for, where the provider wants to be told; null: not told. */
  readonly audience: string | null
  /**
   * The provider's question to a person whose browser is signed in (OpenID Connect Core section 3.1.2.1). Strict providers give a
   * refresh token after `consent` only (section 11); null: the provider decides.
   */
  readonly prompt: string | null
}

/** The tokens of an identity provider. They never leave main. */
export interface ProviderTokens {
  readonly accessToken: string
  readonly refreshToken: string | null
  /** How long the access token lives, in ms; null: the provider does not say. */
  readonly livesMs: number | null
  /** How long the refresh token lives, in ms; null: the provider does not say, or it never ends. */
  readonly refreshLivesMs: number | null
}

/** A sign-in that has begun: its address for the browser, and what makes tokens of the answer. */
export interface Authorization {
  readonly state: string
  address(redirectUri: string): URL
  /**
   * Redeems the answer.
   * @throws Failure `signInDenied`, `providerRefused`, `issuerMismatch`, `codeRefused`, `idTokenInvalid`, `badAnswer`, or what
   * the network said
   */
  redeem(answer: URL): Promise<ProviderTokens>
}

/** An OpenID Connect client of one identity provider (openid-client, certified for the basic profile). */
export interface OidcClient {
  /**
   * Reads the provider's metadata and begins a sign-in. `mustAsk`: the person is to be asked even if the browser is signed in.
   * @throws Failure `issuerMismatch`, `badAnswer`, or what the network said
   */
  begin(mustAsk: boolean, signal: AbortSignal): Promise<Authorization>
  /** @throws Failure `singleSignOnEnded` on a definite no, else one that can be retried */
  refresh(refreshToken: string, signal: AbortSignal): Promise<ProviderTokens>
  /** Revokes a refresh token (RFC 7009); does nothing where the provider cannot. @throws Failure */
  revoke(refreshToken: string, signal: AbortSignal): Promise<void>
  /**
   * The provider's page for signing out; null where it has none. Without the ID token as a hint, because the address stays in
   * the browser's history: the provider asks the person instead. @throws Failure
   */
  endSessionAddress(signal: AbortSignal): Promise<URL | null>
}

/**
 * The nonce dates an ID token better than any clock: it was made minutes ago, for this sign-in. So its times are checked by the
 * provider's own clock, as its answers tell it, with room for servers that disagree; and not at all where it is not told.
 */
const toleranceSeconds = 3_600
const unlimitedSeconds = 1_000_000_000
/** `patience` ends a request sooner. */
const libraryTimeoutSeconds = 86_400

/** Makes a client. Metadata is kept for renewals and read again at each sign-in. */
export function createOidcClient(provider: IdentityProvider, http: OidcHttp): OidcClient {
  return new CertifiedClient(provider, http)
}

class CertifiedClient implements OidcClient {
  readonly #provider: IdentityProvider
  readonly #http: OidcHttp
  readonly #issuer: URL
  #known: oidc.ServerMetadata | null = null

  constructor(provider: IdentityProvider, http: OidcHttp) {
    this.#provider = provider
    this.#http = http
    this.#issuer = new URL(provider.issuer)
  }

  async begin(mustAsk: boolean, signal: AbortSignal): Promise<Authorization> {
    const { scopes, audience, prompt } = this.#provider
    let aheadMs: number | null = null
    const fetch = createHttpFetch(this.#http, signal, (ahead) => (aheadMs = ahead))
    const metadata = await this.#discover(fetch)
    const configuration = this.#configure(metadata, fetch, aheadMs)
    oidc.enableNonRepudiationChecks(configuration)
    const isOpenId = scopes.split(' ').includes('openid')
    const nonce = isOpenId ? oidc.randomNonce() : null
    const state = oidc.randomState()
    const verifier = oidc.randomPKCECodeVerifier()
    const challenge = await oidc.calculatePKCECodeChallenge(verifier)
    return {
      state,
      address: (redirectUri) =>
        oidc.buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: scopes,
          state,
          code_challenge: challenge,
          code_challenge_method: 'S256',
          ...(nonce === null ? {} : { nonce }),
          ...(audience === null ? {} : { audience }),
          ...(mustAsk ? { prompt: 'login' } : prompt === null ? {} : { prompt }),
        }),
      redeem: (answer) => {
        requireIssuer(answer, metadata, this.#issuer.host)
        const code = answer.searchParams.get('code') ?? ''
        const checks = {
          pkceCodeVerifier: verifier,
          expectedState: state,
          ...(nonce === null ? {} : { expectedNonce: nonce, idTokenExpected: true }),
        }
        return this.#attempt('code', [code, verifier], async () =>
          toTokens(await oidc.authorizationCodeGrant(configuration, answer, checks)),
        )
      },
    }
  }

  async refresh(refreshToken: string, signal: AbortSignal): Promise<ProviderTokens> {
    const configuration = await this.#configured(signal)
    return await this.#attempt('renewal', [refreshToken], async () =>
      toTokens(await oidc.refreshTokenGrant(configuration, refreshToken)),
    )
  }

  async revoke(refreshToken: string, signal: AbortSignal): Promise<void> {
    const configuration = await this.#configured(signal)
    if (!configuration.serverMetadata().revocation_endpoint) return
    await this.#attempt('renewal', [refreshToken], () =>
      oidc.tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' }),
    )
  }

  async endSessionAddress(signal: AbortSignal): Promise<URL | null> {
    const configuration = await this.#configured(signal)
    if (!configuration.serverMetadata().end_session_endpoint) return null
    return oidc.buildEndSessionUrl(configuration)
  }

  async #attempt<Value>(
    step: OidcStep,
    secrets: string[],
    run: () => Promise<Value>,
  ): Promise<Value> {
    try {
      return await run()
    } catch (error) {
      throw oidcFailure(error, step, this.#issuer.host, createEchoCheck(secrets))
    }
  }

  /** For a renewal or a revocation, whose ID token, if there is one, is not used. */
  async #configured(signal: AbortSignal): Promise<oidc.Configuration> {
    const fetch = createHttpFetch(this.#http, signal)
    return this.#configure(this.#known ?? (await this.#discover(fetch)), fetch, null)
  }

  #configure(
    metadata: oidc.ServerMetadata,
    fetch: oidc.CustomFetch,
    aheadMs: number | null,
  ): oidc.Configuration {
    const clock = {
      [oidc.clockSkew]: Math.round((aheadMs ?? 0) / 1000),
      [oidc.clockTolerance]: aheadMs === null ? unlimitedSeconds : toleranceSeconds,
    }
    const { clientId } = this.#provider
    const configuration = new oidc.Configuration(metadata, clientId, clock, oidc.None())
    configuration[oidc.customFetch] = fetch
    configuration.timeout = libraryTimeoutSeconds
    if (this.#isLoopback()) oidc.allowInsecureRequests(configuration)
    return configuration
  }

  async #discover(fetch: oidc.CustomFetch): Promise<oidc.ServerMetadata> {
    const found = await this.#read('oidc', fetch).catch((error: unknown) => {
      // A server of plain OAuth has its metadata at another address (RFC 8414 section 3).
      if (toFailure(error).code !== 'badAnswer') throw error
      return this.#read('oauth2', fetch)
    })
    this.#known = found.serverMetadata()
    return this.#known
  }

  #read(algorithm: 'oidc' | 'oauth2', fetch: oidc.CustomFetch): Promise<oidc.Configuration> {
    const options = {
      algorithm,
      [oidc.customFetch]: fetch,
      timeout: libraryTimeoutSeconds,
      ...(this.#isLoopback() ? { execute: [oidc.allowInsecureRequests] } : {}),
    }
    const { clientId } = this.#provider
    return this.#attempt('discovery', [], () =>
      oidc.discovery(this.#issuer, clientId, undefined, oidc.None(), options),
    )
  }

  /** The configuration allows http for this computer only. */
  #isLoopback(): boolean {
    return this.#issuer.protocol === 'http:'
  }
}

/** The answer names its issuer (RFC 9207), or another provider may have mixed itself in. @throws Failure `issuerMismatch` */
function requireIssuer({ searchParams }: URL, metadata: oidc.ServerMetadata, host: string): void {
  const named = searchParams.getAll('iss')
  const isRequired = metadata.authorization_response_iss_parameter_supported === true
  if (named.length === 0 && !isRequired) return
  if (named.length === 1 && named[0] === metadata.issuer) return
  throw new Failure('issuerMismatch', `The answer is not by ${host}.`, { about: { host } })
}

function toTokens(tokens: oidc.TokenEndpointResponse): ProviderTokens {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = tokens
  return {
    accessToken,
    refreshToken: refreshToken ?? null,
    livesMs: seconds === undefined ? null : seconds * 1000,
    refreshLivesMs: readRefreshLife(tokens),
  }
}

/**
 * No standard has a name for it: Keycloak says `refresh_expires_in`, where 0 means never; others say
 * `refresh_token_expires_in`. Both in seconds, some as text. Anything else counts as not said.
 */
function readRefreshLife(tokens: oidc.TokenEndpointResponse): number | null {
  const said = tokens['refresh_expires_in'] ?? tokens['refresh_token_expires_in']
  const isDigits = typeof said === 'string' && /^\d{1,10}$/.test(said)
  const seconds = isDigits ? Number(said) : said
  return typeof seconds === 'number' && seconds > 0 && seconds < tenThousandYearsSeconds
    ? seconds * 1000
    : null
}

const tenThousandYearsSeconds = 315_576_000_000
