import type { CheckTexts } from '../../text/en/serviceCheck.ts'
import type { CallResult } from './call.ts'

/** A problem and its remedy, in plain words. */
export interface Diagnosis {
  message: string
  advice: string
}

type Failed = Exclude<CallResult, { kind: 'answer' }>

type ConnectionTexts = CheckTexts['connection']

/** Why a call brought no answer, in plain words. */
export function explainFailed(result: Failed, host: string, text: ConnectionTexts): Diagnosis {
  switch (result.kind) {
    case 'timeout':
      return { message: text.timeout.message(host), advice: text.timeout.advice }
    case 'redirect':
      return explainRedirect(result.status, result.to, host, text.redirect)
    case 'failed':
      return explainCertificate(result.code, text) ?? explainConnection(result.code, host, text)
  }
}

/** The codes of Node, OpenSSL and Chromium, by the problem of the certificate or of TLS. */
const tlsProblems: ReadonlyMap<string, keyof ConnectionTexts['certificates']> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'selfSigned'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknownToCommand'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unknownToCommand'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknownToCommand'],
  ['ERR_CERT_AUTHORITY_INVALID', 'untrusted'],
  ['ERR_CERT_DATE_INVALID', 'wrongDate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'incompleteChain'],
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'notYetValid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'otherHost'],
  ['ERR_CERT_COMMON_NAME_INVALID', 'otherHost'],
  ['CERT_REVOKED', 'revoked'],
  ['ERR_CERT_REVOKED', 'revoked'],
  ['EPROTO', 'noTls'],
  ['ERR_SSL_PROTOCOL_ERROR', 'noTls'],
  ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'noTls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'noTls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'noTls'],
])

/** Explains a TLS failure; null for any other failure. Codes: Node's, OpenSSL's and Chromium's. */
export function explainCertificate(code: string | null, text: ConnectionTexts): Diagnosis | null {
  if (code === null) return null
  const problem = tlsProblems.get(code)
  if (problem !== undefined) return text.certificates[problem]
  if (!/^(CERT|ERR_CERT|ERR_TLS|ERR_SSL|UNABLE_TO)_/.test(code)) return null
  return { message: text.otherTls.message(code), advice: text.otherTls.advice }
}

function explainConnection(code: string | null, host: string, text: ConnectionTexts): Diagnosis {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ERR_NAME_NOT_RESOLVED':
      return { message: text.noAddress.message(host, code), advice: text.noAddress.advice }
    case 'ECONNREFUSED':
    case 'ERR_CONNECTION_REFUSED': {
      const { message, advice } = text.nothingListens
      return { message: message(host, code), advice }
    }
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
    case 'ERR_CONNECTION_CLOSED':
    case 'ERR_CONNECTION_RESET':
    case 'ERR_EMPTY_RESPONSE':
      return { message: text.cut.message(host, code), advice: text.cut.advice }
    case 'bad port':
    case 'ERR_UNSAFE_PORT':
      return { message: text.badPort.message(host), advice: text.badPort.advice }
    case 'ERR_PROXY_CONNECTION_FAILED':
    case 'ERR_TUNNEL_CONNECTION_FAILED':
    case 'proxyRefused':
      return { message: text.proxy.message(host, code), advice: text.proxy.advice }
    default:
      return { message: text.unreachable.message(host, code), advice: text.unreachable.advice }
  }
}

function explainRedirect(
  status: number,
  to: string | null,
  host: string,
  text: ConnectionTexts['redirect'],
): Diagnosis {
  const message = to === null ? text.toNowhere(status) : text.to(status, to)
  if (status !== 307 && status !== 308) return { message, advice: text.wouldBeGet }
  return { message, advice: to === host ? text.tooMany : text.otherOrigin }
}
