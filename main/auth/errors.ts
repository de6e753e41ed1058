/** What can go wrong, closed. The window's `ErrorCode` is the same list; `main/ipc/ipc.ts` proves it. */
export type FailureCode =
  | 'aborted'
  | 'authenticationFailed'
  | 'badAnswer'
  | 'badInput'
  | 'certificateRefused'
  | 'credentialsRefused'
  | 'deadline'
  | 'developmentTokenRefused'
  | 'fileUnwritable'
  | 'guestEnded'
  | 'internal'
  | 'keychainLocked'
  | 'keychainUnavailable'
  | 'lifetimeNegative'
  | 'lifetimeNotWhole'
  | 'lifetimeTooLong'
  | 'lifetimeZero'
  | 'network'
  | 'notAllowed'
  | 'notFound'
  | 'notSignedIn'
  | 'proxyRefused'
  | 'queueFull'
  | 'rateLimited'
  | 'renewalRefused'
  | 'sandboxFailed'
  | 'secretMissing'
  | 'serverError'
  | 'signedOut'
  | 'systemRefused'
  | 'timeout'
  | 'tokenAlgorithmWrong'
  | 'tokenExpired'
  | 'tokenMalformed'
  | 'tokenNotYetValid'
  | 'tokenRejected'
  | 'tokenServiceMissing'
  | 'tokenSignatureInvalid'
  | 'tokenUnsigned'
  | 'tokenUsedBeforeIssued'
  | 'tokenUserMissing'
  | 'tokenUserNotText'
  | 'userIdControls'
  | 'userIdSpaces'
  | 'userIdTooLong'
  | 'userMismatch'
  | 'workspaceExists'
  | 'workspaceInvalid'
  | 'workspaceMoved'

/** The form fields a failure can stand at. */
export type FailureField =
  | 'userId'
  | 'password'
  | 'token'
  | 'displayName'
  | 'message'
  | 'workspaceName'
  | 'apiKey'
  | 'serverUrl'
  | 'tokenServiceUrl'
  | 'secret'
  | 'lifetime'

interface FailureDetails {
  cause?: unknown
  field?: FailureField
  /** How long the other side asked us to wait, in ms (`Retry-After`, RFC 9110 section 10.2.3). */
  retryAfterMs?: number
}

/**
 * The one error of the project. `message` is technical, in English, and never holds a token, a secret, a password or
 * a URL with one; the words people read are chosen by `code` in the window.
 */
export class Failure extends Error {
  readonly code: FailureCode
  readonly field: FailureField | null
  readonly retryAfterMs: number | null

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'Failure'
    this.code = code
    this.field = details.field ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
  }

  /** Whether the same call can succeed later without anybody changing anything. */
  get canRetry(): boolean {
    return passing.has(this.code)
  }
}

const passing: ReadonlySet<FailureCode> = new Set([
  'badAnswer',
  'certificateRefused',
  'network',
  'proxyRefused',
  'rateLimited',
  'serverError',
  'timeout',
])

/** Any thrown value as a Failure; what is not one is a bug of ours and becomes `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  return new Failure('internal', 'Something unforeseen went wrong in Latchkey.', { cause: error })
}

/** Closes a switch over a union: adding a member without handling it no longer compiles. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case: ${String(value)}`)
}
