import { makeAccount, type Account } from './account.ts'
import { makeDevelopmentToken } from './token/developmentToken.ts'
import { Failure, type FailureField } from './errors.ts'
import { readLifetime } from './token/lifetime.ts'
import { readPasted } from './token/pastedToken.ts'
import { requireIssuedFor, type CredentialTarget } from './issuedFor.ts'
import type {
  ChatServer,
  Grant,
  IndexEntry,
  Mint,
  SingleSignOn,
  TokenService,
  VaultRecord,
} from './ports.ts'
import {
  developmentProvider,
  guestProvider,
  isLocallyIssued,
  mintProvider,
  noProvider,
  requireUser,
  serviceProvider,
  singleSignOnProvider,
  staticProvider,
  type Provider,
} from './provider.ts'
import type { ServerTime } from './renewal/serverTime.ts'
import { fromSecrets, type Credentials } from './token/credentials.ts'
import { learnSignInEnd } from './token/signInEnd.ts'
import type { Token } from './token/token.ts'
import { readUserId } from './token/userId.ts'

/** A sign-in method with its input. */
export type SignInRequest =
  | { method: 'service'; userId: string; password: string }
  /** In the system browser. `userId`: the user who has to sign in again; null: any. */
  | { method: 'oidc'; userId: string | null }
  /** With an empty `userId` the user ID of the token counts. */
  | { method: 'token'; token: string; userId: string }
  | { method: 'guest'; name: string }
  /** In developer mode: an unsigned token. */
  | { method: 'development'; userId: string }
  /** In developer mode: tokens signed here. `lifetime` in seconds, as typed. */
  | { method: 'minted'; userId: string; lifetime: string; mint: Mint }
  | { method: 'anonymous'; userId: string }

/** One workspace's servers, and the addresses that its credentials are issued for. */
export interface Backend extends CredentialTarget {
  readonly workspaceId: string
  readonly chat: ChatServer
  readonly tokenService: TokenService | null
  /** Absent: the workspace has none. */
  readonly singleSignOn?: SingleSignOn
  readonly serverTime: ServerTime
}

/** An account with its credentials, not yet connected. Anonymous visitors have none. */
export interface Identity {
  readonly account: Account
  readonly provider: Provider
  readonly credentials: Credentials | null
}

/**
 * Gets a first token the way that was chosen and checks that it is for the right user.
 * @throws Failure at its field for what was typed or pasted, `userMismatch`, `credentialsRefused`, `tokenServiceMissing`,
 * `singleSignOnMissing`, or what the network or the server said
 */
export async function authenticate(
  method: SignInRequest,
  backend: Backend,
  signal: AbortSignal,
): Promise<Identity> {
  switch (method.method) {
    case 'service': {
      const service = requireTokenService(backend)
      const userId = required(method.userId, 'userId')
      const grant = await service.signIn(userId, method.password, signal)
      requireUser(grant.token, userId)
      return fromGrant(backend, 'user', grant, serviceProvider(service, userId))
    }
    case 'oidc': {
      const singleSignOn = requireSingleSignOn(backend)
      const grant = await singleSignOn.signIn(method.userId, signal)
      if (method.userId !== null) requireUser(grant.token, method.userId)
      const provider = singleSignOnProvider(singleSignOn, grant.token.userId)
      return fromGrant(backend, 'user', grant, provider)
    }
    case 'token': {
      const token = readPasted(required(method.token, 'token'))
      if (method.userId.trim() !== '') requireUser(token, method.userId.trim())
      return fromGrant(backend, 'user', grantOf(token), staticProvider)
    }
    case 'guest': {
      const grant = await backend.chat.createGuest(required(method.name, 'displayName'), signal)
      return fromGrant(backend, 'guest', grant, guestProvider)
    }
    case 'development': {
      const token = makeDevelopmentToken(readUserId(method.userId))
      return fromGrant(backend, 'user', grantOf(token), developmentProvider)
    }
    case 'minted': {
      const userId = readUserId(method.userId)
      const lifetime = readLifetime(method.lifetime)
      const provider = mintProvider(method.mint, userId, lifetime, backend.serverTime)
      const grant = await provider.renew()
      requireUser(grant.token, userId)
      return fromGrant(backend, 'user', grant, provider)
    }
    case 'anonymous': {
      const { workspaceId } = backend
      const account = makeAccount({
        workspaceId,
        kind: 'anonymous',
        userId: method.userId,
        name: 'Anonymous',
      })
      return { account, provider: noProvider, credentials: null }
    }
  }
}

/**
 * A remembered account, with the credentials from its vault record.
 * @throws Failure `workspaceMoved`, `tokenMalformed`, `userMismatch`, `tokenServiceMissing`, `singleSignOnMissing`
 */
export function restoreIdentity(
  entry: IndexEntry,
  record: VaultRecord,
  backend: Backend,
): Identity {
  const { account, method } = entry
  requireIssuedFor(entry, record, backend)
  const credentials = fromSecrets(record)
  requireUser(credentials.token, account.userId)
  switch (method) {
    case 'service': {
      const provider = serviceProvider(requireTokenService(backend), account.userId)
      return { account, provider, credentials }
    }
    case 'oidc': {
      const provider = singleSignOnProvider(requireSingleSignOn(backend), account.userId)
      return { account, provider, credentials }
    }
    case 'static':
      return { account, provider: staticProvider, credentials }
    case 'guest':
      return { account, provider: guestProvider, credentials }
  }
}

/**
 * The adapters end their calls sooner; one that does not must not keep a sign-in waiting for ever. In the browser a person has
 * 5 minutes, and what follows has the rest.
 */
export function signInTimeoutMs({ method }: SignInRequest): number {
  return method === 'oidc' ? 360_000 : 60_000
}

const ofToken: ReadonlySet<string> = new Set([
  'authenticationFailed',
  'developmentTokenRefused',
  'tokenExpired',
  'tokenNotYetValid',
  'tokenSignatureInvalid',
  'tokenUsedBeforeIssued',
])

/** A refused token is an error of the field that it was pasted in, or of the secret that it was signed with. */
export function atField(failure: Failure, method: SignInRequest): Failure {
  const field = fieldOf(failure, method)
  if (failure.field !== null || field === null) return failure
  return new Failure(failure.code, failure.message, { cause: failure, field })
}

function fieldOf({ code }: Failure, { method }: SignInRequest): FailureField | null {
  if (method === 'token' && ofToken.has(code)) return 'token'
  return method === 'minted' && code === 'tokenSignatureInvalid' ? 'secret' : null
}

function grantOf(token: Token): Grant {
  return { token, refreshCredential: null, name: null, image: null }
}

function fromGrant(
  backend: Backend,
  kind: 'user' | 'guest',
  grant: Grant,
  provider: Provider,
): Identity {
  const { token, refreshCredential, name, image, signInLivesMs } = grant
  const account = makeAccount({
    workspaceId: backend.workspaceId,
    kind,
    userId: token.userId,
    name,
    image,
    isLocallyIssued: isLocallyIssued(provider.method),
  })
  const signInEnd = learnSignInEnd(null, signInLivesMs ?? null, backend.serverTime)
  return { account, provider, credentials: { token, refreshCredential, signInEnd } }
}

function required(value: string, field: 'userId' | 'token' | 'displayName'): string {
  const trimmed = value.trim()
  if (trimmed === '') throw new Failure('badInput', `The field ${field} is empty.`, { field })
  return trimmed
}

function requireTokenService(backend: Backend): TokenService {
  if (backend.tokenService) return backend.tokenService
  throw new Failure('tokenServiceMissing', 'This workspace has no token service.')
}

function requireSingleSignOn(backend: Backend): SingleSignOn {
  if (backend.singleSignOn) return backend.singleSignOn
  throw new Failure('singleSignOnMissing', 'This workspace has no single sign-on.')
}
