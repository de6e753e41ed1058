/** The closed list of error codes. The window's `ErrorCode` is this type; each code has its sentence in `renderer/text/errors.ts`. */
export type FailureCode =
  | 'accessTokenRefused'
  | 'aborted'
  | 'addressWrong'
  | 'appSuspended'
  | 'authenticationFailed'
  | 'badAnswer'
  | 'badInput'
  | 'browserMissing'
  | 'browserTimeout'
  | 'certificateExpired'
  | 'certificateRefused'
  | 'certificateWrongName'
  | 'clientCertificateNeeded'
  | 'codeRefused'
  | 'credentialsRefused'
  | 'credentialUnusable'
  | 'deadline'
  | 'developmentTokenRefused'
  | 'fileUnusable'
  | 'fileUnwritable'
  | 'guestEnded'
  | 'headersTooLarge'
  | 'idTokenInvalid'
  | 'internal'
  | 'issuerMismatch'
  | 'keychainLocked'
  | 'keychainUnavailable'
  | 'lifetimeNegative'
  | 'lifetimeNotWhole'
  | 'lifetimeTooLong'
  | 'lifetimeZero'
  | 'listenerFailed'
  | 'messageTooLong'
  | 'network'
  | 'notAllowed'
  | 'notFound'
  | 'notSignedIn'
  | 'otherPerson'
  | 'payloadTooLarge'
  | 'providerRefused'
  | 'proxyAuthUnsupported'
  | 'proxyDenied'
  | 'proxyRefused'
  | 'proxyUnreachable'
  | 'queueFull'
  | 'rateLimited'
  | 'redirected'
  | 'refreshTokenMissing'
  | 'renewalRefused'
  | 'requestRefused'
  | 'sandboxFailed'
  | 'secretMissing'
  | 'serverError'
  | 'signedOut'
  | 'signInDenied'
  | 'singleSignOnEnded'
  | 'singleSignOnMissing'
  | 'slowMode'
  | 'systemRefused'
  | 'timeout'
  | 'tlsFailed'
  | 'tokenAlgorithmWrong'
  | 'tokenExpired'
  | 'tokenMalformed'
  | 'tokenNotYetValid'
  | 'tokenRejected'
  | 'tokenServiceMissing'
  | 'tokenServiceWrong'
  | 'tokenSignatureInvalid'
  | 'tokenUnsigned'
  | 'tokenUsedBeforeIssued'
  | 'tokenUserMissing'
  | 'tokenUserNotText'
  | 'userIdControls'
  | 'userIdSpaces'
  | 'userIdTooLong'
  | 'userMismatch'
  | 'userNameTaken'
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
  | 'issuer'
  | 'clientId'
  | 'scopes'
  | 'secret'
  | 'lifetime'

/**
 * Where a failure comes from. `server`: the server itself answered, in its own shape. `inBetween`: something else on the way
 * answered (a proxy, a captive portal, a stranger's certificate). `transport`: the request may never have arrived, or its
 * answer got lost. `client`: this app, without asking anyone.
 */
export type FailureOrigin = 'server' | 'inBetween' | 'transport' | 'client'

/** The names in a sentence about a failure. Short and without secrets, so that they can be shown. */
export interface FailureAbout {
  readonly host?: string
  /** `host:port` */
  readonly proxy?: string
  /** The server's text, or the address that it redirects to. */
  readonly text?: string
  /** The user who signed in, and the one who had to. */
  readonly user?: string
  readonly wantedUser?: string
}

interface FailureDetails {
  cause?: unknown
  field?: FailureField
  /** How long the other side asked us to wait, in ms (`Retry-After`, RFC 9110 section 10.2.3). */
  retryAfterMs?: number | null
  /** Decided where the answer is read; by default what the code says. */
  origin?: FailureOrigin
  /** By default true for what was not the server's own answer. */
  canRetry?: boolean
  about?: FailureAbout
}

/**
 * The one error of the project. `message` is technical, in English, and never holds a token, a secret, a password or
 * a URL with one; the words people read are chosen by `code` in the window.
 */
export class Failure extends Error {
  readonly code: FailureCode
  readonly field: FailureField | null
  readonly retryAfterMs: number | null
  readonly origin: FailureOrigin
  /** Whether the same call can succeed later without any change by a person. */
  readonly canRetry: boolean
  readonly about: FailureAbout

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'Failure'
    this.code = code
    this.field = details.field ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
    this.origin = details.origin ?? usualOrigin.get(code) ?? 'client'
    this.canRetry = details.canRetry ?? (this.origin === 'inBetween' || this.origin === 'transport')
    this.about = details.about ?? {}
  }
}

/** Codes that only ever describe one origin. */
const usualOrigin: ReadonlyMap<FailureCode, FailureOrigin> = new Map([
  ['badAnswer', 'inBetween'],
  ['certificateExpired', 'inBetween'],
  ['certificateRefused', 'inBetween'],
  ['certificateWrongName', 'inBetween'],
  ['clientCertificateNeeded', 'inBetween'],
  ['network', 'transport'],
  ['proxyAuthUnsupported', 'inBetween'],
  ['proxyDenied', 'inBetween'],
  ['proxyRefused', 'inBetween'],
  ['proxyUnreachable', 'transport'],
  ['rateLimited', 'inBetween'],
  ['redirected', 'inBetween'],
  ['serverError', 'inBetween'],
  ['timeout', 'transport'],
  ['tlsFailed', 'inBetween'],
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
