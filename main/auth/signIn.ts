import { makeAccount, type Account } from './account.ts'
import { Failure } from './failure.ts'
import type { ChatServer, Grant, Secrets, TokenService } from './ports.ts'
import {
  guestProvider,
  noProvider,
  requireUser,
  serviceProvider,
  staticProvider,
  type Provider,
} from './provider.ts'
import type { ServerTime } from './serverTime.ts'
import { Token } from './token.ts'

/** What a person chose to sign in with. */
export type SignInWay =
  | { way: 'service'; userId: string; password: string }
  /** An empty `userId` means: whoever the token says. */
  | { way: 'token'; token: string; userId: string }
  | { way: 'guest'; name: string }
  | { way: 'anonymous'; userId: string }

/** One workspace's servers. */
export interface Backend {
  readonly workspaceId: string
  readonly chat: ChatServer
  readonly tokenService: TokenService | null
  readonly serverTime: ServerTime
}

/** Somebody with a token, or nobody in particular without one, not yet connected. */
export interface Identity {
  readonly account: Account
  readonly provider: Provider
  readonly token: Token | null
  readonly secrets: Secrets | null
}

/**
 * Gets a first token the way that was chosen and checks that it is for the right user.
 * @throws Failure `badInput` and `tokenMalformed` at their field, `userMismatch`, `credentialsRefused`,
 * `tokenServiceMissing`, or what the network or the server said
 */
export async function identify(
  way: SignInWay,
  backend: Backend,
  signal: AbortSignal,
): Promise<Identity> {
  switch (way.way) {
    case 'service': {
      const service = requireTokenService(backend)
      const userId = required(way.userId, 'userId')
      const grant = await service.signIn(userId, way.password, signal)
      requireUser(grant.token, userId)
      return fromGrant(backend, 'user', grant, serviceProvider(service, userId))
    }
    case 'token': {
      const token = new Token(required(way.token, 'token'))
      if (way.userId.trim() !== '') requireUser(token, way.userId.trim())
      const grant = { token, refreshCredential: null, name: null, image: null }
      return fromGrant(backend, 'user', grant, staticProvider)
    }
    case 'guest': {
      const grant = await backend.chat.createGuest(required(way.name, 'displayName'), signal)
      return fromGrant(backend, 'guest', grant, guestProvider)
    }
    case 'anonymous': {
      const { workspaceId } = backend
      const account = makeAccount({
        workspaceId,
        kind: 'anonymous',
        userId: way.userId,
        name: 'Anonymous',
      })
      return { account, provider: noProvider, token: null, secrets: null }
    }
  }
}

/**
 * A remembered account, with the secrets from its vault record.
 * @throws Failure `tokenMalformed`, `userMismatch`, `tokenServiceMissing`
 */
export function recall(
  account: Account,
  way: 'service' | 'static' | 'guest',
  secrets: Secrets,
  backend: Backend,
): Identity {
  const token = new Token(secrets.token)
  requireUser(token, account.userId)
  switch (way) {
    case 'service': {
      const provider = serviceProvider(requireTokenService(backend), account.userId)
      return { account, provider, token, secrets }
    }
    case 'static':
      return { account, provider: staticProvider, token, secrets }
    case 'guest':
      return { account, provider: guestProvider, token, secrets }
  }
}

const ofToken: ReadonlySet<string> = new Set([
  'authenticationFailed',
  'tokenExpired',
  'tokenNotYetValid',
  'tokenSignatureInvalid',
  'tokenUsedBeforeIssued',
])

/** What the server says of a pasted token belongs to the field that it was pasted in. */
export function atField(failure: Failure, way: SignInWay): Failure {
  if (way.way !== 'token' || failure.field !== null || !ofToken.has(failure.code)) return failure
  return new Failure(failure.code, failure.message, { cause: failure, field: 'token' })
}

function fromGrant(
  backend: Backend,
  kind: 'user' | 'guest',
  grant: Grant,
  provider: Provider,
): Identity {
  const { token, refreshCredential, name, image } = grant
  const account = makeAccount({
    workspaceId: backend.workspaceId,
    kind,
    userId: token.userId,
    name,
    image,
  })
  return { account, provider, token, secrets: { token: token.reveal(), refreshCredential } }
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
