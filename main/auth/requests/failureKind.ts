import type { Failure, FailureCode } from '../errors.ts'

/**
 * What a request failed by. `token`: the server refused the token, and not what was asked with it. `transport`: the request may
 * never have arrived, or its answer got lost. `server`: it has a problem or asks for a pause, or something in between has
 * answered; that says nothing about the request. `request`: anything else, which is an answer to it.
 */
export type FailureKind = 'token' | 'transport' | 'server' | 'request'

export function failureKindOf(failure: Failure): FailureKind {
  if (isRefusal(failure)) return 'token'
  if (failure.code === 'network' || failure.code === 'timeout') return 'transport'
  return failure.canRetry ? 'server' : 'request'
}

/** Whether the server refused the token, and not what was asked with it. */
export function isRefusal({ code }: Failure): boolean {
  return refusals.has(code)
}

const refusals: ReadonlySet<FailureCode> = new Set([
  'authenticationFailed',
  'tokenExpired',
  'tokenNotYetValid',
  'tokenSignatureInvalid',
  'tokenUsedBeforeIssued',
  'workspaceInvalid',
])
