import { Failure } from '../auth/errors.ts'

/**
 * The code for what went wrong below HTTP, such as ECONNREFUSED or ERR_CERT_DATE_INVALID; null when there is none.
 * Node's fetch says it in the cause, Node's sockets in the error, and Chromium in the message and nowhere else.
 */
export function reasonOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const chromium = /^net::(ERR_\w+)$/.exec(error.message)?.[1]
  return chromium ?? codeOf(error.cause) ?? codeOf(error)
}

/** What an error on the way to a server means. */
export function networkFailure(host: string, error: unknown): Failure {
  const reason = reasonOf(error)
  // An error without a code can be about a header that cannot be sent, and then it repeats its value.
  const details = reason === null ? {} : { cause: error }
  if (reason?.startsWith('ERR_CERT_')) return certificateRefused(host, reason, error)
  const words = `${host} cannot be reached (${reason ?? 'no connection'}).`
  return new Failure('network', words, details)
}

/** The server, or the proxy before it, shows a certificate that this computer does not trust. */
export function certificateRefused(host: string, reason: string, cause: unknown): Failure {
  const words = `${host} shows a certificate that this computer does not trust (${reason}).`
  return new Failure('certificateRefused', words, { cause })
}

/** The proxy wants a user name and password, and there are none that it takes. */
export function proxyRefused(host: string, reason: string): Failure {
  return new Failure('proxyRefused', `The proxy ${host} refuses (${reason}).`)
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
