import { Failure, type FailureCode } from '../auth/errors.ts'
import type { EchoCheck } from '../logging/echo.ts'

/**
 * The code for what went wrong below HTTP, such as ECONNREFUSED or ERR_CERT_DATE_INVALID; null when there is none.
 * Node's fetch says it in the cause, Node's sockets in the error, and Chromium in the message and nowhere else.
 */
export function reasonOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const chromium = /^net::(ERR_\w+)$/.exec(error.message)?.[1]
  return chromium ?? codeOf(error.cause) ?? codeOf(error)
}

/**
 * An error on the way to a server, as a Failure: `network`, `certificateExpired`, `certificateWrongName`,
 * `certificateRefused`, `clientCertificateNeeded`, `tlsFailed`, `proxyUnreachable`, `proxyDenied`.
 * @param proxy `host:port` of the proxy on the way, if known
 */
export function networkFailure(host: string, error: unknown, proxy?: string): Failure {
  const reason = reasonOf(error)
  // An error without a code can be about a header that cannot be sent, and then it repeats its value.
  const cause = reason === null ? {} : { cause: error }
  const code = codeFor(reason)
  const about = isProxyCode(code) && proxy !== undefined ? { host, proxy } : { host }
  return new Failure(code, `${host} ${words[code]} (${reason ?? 'no connection'}).`, {
    ...cause,
    about,
  })
}

/** The server, or the proxy before it, shows a certificate that this computer does not trust. */
export function certificateRefused(host: string, reason: string, cause: unknown): Failure {
  const code = certificateCode(reason)
  return new Failure(code, `${host} ${words[code]} (${reason}).`, { cause, about: { host } })
}

/** The way to a proxy, or what a SOCKS proxy says. */
export function proxyFailure(host: string, proxy: string, cause: unknown): Failure {
  // What `socks` throws has no code: a proxy that answers "rejected" is there.
  const isDenied = cause instanceof Error && /reject|not allowed/i.test(cause.message)
  const code = isDenied ? 'proxyDenied' : 'proxyUnreachable'
  const reason = reasonOf(cause) ?? 'no connection'
  return new Failure(code, `${host} ${words[code]} (${proxy}, ${reason}).`, {
    cause,
    about: { host, proxy },
  })
}

/** The server asks for a client certificate and does not go on without one. */
export function clientCertificateNeeded(host: string): Failure {
  const code = 'clientCertificateNeeded'
  return new Failure(code, `${host} ${words[code]}.`, { about: { host } })
}

/** The proxy wants a user name and password, and there are none that it takes. */
export function proxyRefused(proxy: string, reason: string): Failure {
  return new Failure('proxyRefused', `The proxy ${proxy} refuses (${reason}).`, {
    about: { proxy },
  })
}

/** The proxy wants a kind of sign-in that sockets cannot do, such as NTLM. */
export function proxyAuthUnsupported(proxy: string, scheme: string): Failure {
  return new Failure('proxyAuthUnsupported', `The proxy ${proxy} asks for ${scheme}.`, {
    about: { proxy, text: scheme },
  })
}

/** The proxy answered a request for a tunnel with a status that is no success. */
export function proxyDenied(host: string, proxy: string, status: number): Failure {
  return new Failure('proxyDenied', `The proxy ${proxy} answered ${status} (${host}).`, {
    about: { host, proxy },
  })
}

/** The server redirects to where this request is not sent. Only the origin is told: a path can hold a secret. */
export function redirected(
  host: string,
  status: number,
  target: URL | null,
  isEcho: EchoCheck = () => false,
): Failure {
  const origin = target && /^https?:$/.test(target.protocol) ? target.origin.slice(0, 100) : ''
  const to = origin === '' || isEcho(origin) ? null : origin
  return new Failure('redirected', `${host} redirects elsewhere (${status}).`, {
    about: { host, ...(to === null ? {} : { text: to }) },
  })
}

/** A credential holds characters that fit no header, so no server can ever be sent it. */
export function credentialUnusable(header: string): Failure {
  return new Failure('credentialUnusable', `The header ${header} cannot be sent.`)
}

const words: Record<NetworkCode, string> = {
  network: 'cannot be reached',
  certificateExpired: 'shows a certificate that has expired or is not valid yet',
  certificateWrongName: 'shows a certificate for another host',
  certificateRefused: 'shows a certificate that this computer does not trust',
  clientCertificateNeeded: 'asks for a client certificate',
  tlsFailed: 'makes no secure connection',
  proxyUnreachable: 'is behind a proxy that cannot be reached',
  proxyDenied: 'is behind a proxy that does not let this through',
}

type NetworkCode = Extract<
  FailureCode,
  | 'network'
  | 'certificateExpired'
  | 'certificateWrongName'
  | 'certificateRefused'
  | 'clientCertificateNeeded'
  | 'tlsFailed'
  | 'proxyUnreachable'
  | 'proxyDenied'
>

function codeFor(reason: string | null): NetworkCode {
  if (reason === null) return 'network'
  if (/^ERR_PROXY_CERTIFICATE_INVALID$|^ERR_CERT_/.test(reason)) return certificateCode(reason)
  if (/CLIENT_AUTH|CERTIFICATE_REQUIRED/.test(reason)) return 'clientCertificateNeeded'
  if (reason.startsWith('ERR_TUNNEL_')) return 'proxyDenied'
  if (/^ERR_(MANDATORY_)?PROXY_|^ERR_SOCKS_|^ERR_PAC_/.test(reason)) return 'proxyUnreachable'
  if (/^ERR_(SSL|ECH)_|^EPROTO$/.test(reason)) return 'tlsFailed'
  return 'network'
}

/** By Chromium's codes and OpenSSL's. */
function certificateCode(reason: string): NetworkCode {
  switch (reason) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
    case 'ERR_CERT_DATE_INVALID':
      return 'certificateExpired'
    case 'ERR_CERT_COMMON_NAME_INVALID':
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'certificateWrongName'
    default:
      return 'certificateRefused'
  }
}

function isProxyCode(code: NetworkCode): boolean {
  return code === 'proxyUnreachable' || code === 'proxyDenied'
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
