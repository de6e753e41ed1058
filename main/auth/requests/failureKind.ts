import type { Failure, FailureCode } from '../errors.ts'

/**
 * The cause of a failed request. `token`: the server refused the token, and not the request made with it. `transport`: the
 * request may never have arrived, or its answer got lost. `server`: the server has a problem or asks for a pause, or
 * something in between answered; that says nothing about the request. `request`: a definite answer to the request.
 */
export type FailureKind = 'token' | 'transport' | 'server' | 'request'

/** Reads what was decided where the answer was read: main/chat/errors.ts, main/network/errors.ts. */
export function failureKindOf(failure: Failure): FailureKind {
  if (isRefusal(failure)) return 'token'
  if (failure.origin === 'transport') return 'transport'
  return failure.canRetry ? 'server' : 'request'
}

/** True when the server refused the token, and not the request made with it. */
export function isRefusal({ code }: Failure): boolean {
  return refusals.has(code)
}

/** True when the token service will not renew, or the credential fits no header and is never sent. */
export function isRenewalRefusal({ code, canRetry }: Failure): boolean {
  if (code === 'credentialUnusable') return !canRetry
  return renewalRefusals.has(code)
}

const renewalRefusals: ReadonlySet<FailureCode> = new Set([
  'accessTokenRefused',
  'credentialsRefused',
  'renewalRefused',
  'singleSignOnEnded',
])

/** Made of HTTP 401 with the chat server's own code only: main/chat/errors.ts. */
const refusals: ReadonlySet<FailureCode> = new Set([
  'authenticationFailed',
  'tokenExpired',
  'tokenNotYetValid',
  'tokenSignatureInvalid',
  'tokenUsedBeforeIssued',
  'workspaceInvalid',
])
