import type { CallResult } from './call.ts'

/** A problem and its remedy, in plain words. */
export interface Diagnosis {
  message: string
  advice: string
}

type Failed = Exclude<CallResult, { kind: 'answer' }>

/** Why a call brought no answer, in plain words. */
export function explainFailed(result: Failed, host: string): Diagnosis {
  switch (result.kind) {
    case 'timeout':
      return {
        message: `${host} did not answer within 10 s.`,
        advice:
          'Look for what the service waits for. Latchkey gives up after 10 s and tries again.',
      }
    case 'redirect':
      return explainRedirect(result.status, result.to, host)
    case 'failed':
      return explainCertificate(result.code) ?? explainConnection(result.code, host)
  }
}

/** Explains a TLS failure; null for any other failure. Codes: Node's, OpenSSL's and Chromium's. */
export function explainCertificate(code: string | null): Diagnosis | null {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return {
        message: 'The certificate is self-signed: nobody vouches for it.',
        advice:
          'Get one from an authority that computers trust. On this computer itself, plain http will do.',
      }
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return {
        message: 'The certificate is from an authority that this command does not know.',
        advice:
          'Use a public authority. One that was added to this computer is looked at in the app, and not here.',
      }
    case 'ERR_CERT_AUTHORITY_INVALID':
      return {
        message: 'The certificate is from nobody whom this computer trusts.',
        advice:
          'Use a public authority, or have yours added to the computers that Latchkey runs on.',
      }
    case 'ERR_CERT_DATE_INVALID':
      return {
        message: 'The certificate has expired, or is not valid yet.',
        advice: 'Renew it, and compare the clocks of this computer and of whoever issued it.',
      }
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return {
        message: 'The chain of certificates is not whole.',
        advice: 'Let the server send the intermediate certificates too (often “fullchain.pem”).',
      }
    case 'CERT_HAS_EXPIRED':
      return { message: 'The certificate has expired.', advice: 'Renew it, and let a job do so.' }
    case 'CERT_NOT_YET_VALID':
      return {
        message: 'The certificate is not valid yet.',
        advice: 'Set the clocks right: this computer’s, or that of whoever issued it.',
      }
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'ERR_CERT_COMMON_NAME_INVALID':
      return {
        message: 'The certificate is for another host.',
        advice: 'Get one that names this host, or give the address by the name in the certificate.',
      }
    case 'CERT_REVOKED':
    case 'ERR_CERT_REVOKED':
      return { message: 'The certificate was revoked.', advice: 'Get a new one.' }
    case 'EPROTO':
    case 'ERR_SSL_PROTOCOL_ERROR':
    case 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return {
        message: 'What answers at this port does not speak TLS, or none that Latchkey knows.',
        advice: 'Check the port, and that the server speaks TLS 1.2 or later there.',
      }
    default:
      return /^(CERT|ERR_CERT|ERR_TLS|ERR_SSL|UNABLE_TO)_/.test(code ?? '')
        ? {
            message: `The secure connection failed (${code}).`,
            advice: 'Look at the certificate and the TLS settings of the server.',
          }
        : null
  }
}

function explainConnection(code: string | null, host: string): Diagnosis {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ERR_NAME_NOT_RESOLVED':
      return {
        message: `There is no address for the name in ${host} (${code}).`,
        advice: 'Check the spelling, the DNS entry, and whether this computer is online.',
      }
    case 'ECONNREFUSED':
    case 'ERR_CONNECTION_REFUSED':
      return {
        message: `Nothing listens at ${host} (${code}).`,
        advice: 'Start the service, or correct host and port.',
      }
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
    case 'ERR_CONNECTION_CLOSED':
    case 'ERR_CONNECTION_RESET':
    case 'ERR_EMPTY_RESPONSE':
      return {
        message: `${host} cut the connection before there was an answer (${code}).`,
        advice: 'Look into the log of the service, and of the proxy in front of it.',
      }
    case 'bad port':
    case 'ERR_UNSAFE_PORT':
      return {
        message: `The port of ${host} belongs to another protocol, so nobody’s fetch asks there.`,
        advice: 'Choose another port.',
      }
    case 'ERR_PROXY_CONNECTION_FAILED':
    case 'ERR_TUNNEL_CONNECTION_FAILED':
    case 'proxyRefused':
      return {
        message: `The proxy of this computer does not let it through to ${host} (${code}).`,
        advice: 'Check the proxy in the settings of the system, and its user name and password.',
      }
    default:
      return {
        message: `${host} cannot be reached (${code ?? 'no reason given'}).`,
        advice: 'Check the network, the firewall, and whether a VPN is needed.',
      }
  }
}

function explainRedirect(status: number, to: string | null, host: string): Diagnosis {
  const message = `It redirects (${status}) ${to === null ? 'to nowhere that can be read' : `to ${to}`}.`
  if (status !== 307 && status !== 308) {
    return {
      message,
      advice:
        'Give people the address that answers by itself: this redirect would turn a POST into a GET.',
    }
  }
  return to === host
    ? {
        message,
        advice: 'Give people the address that answers by itself: there are too many hops.',
      }
    : {
        message,
        advice:
          'Give people the address that answers by itself: a password is not carried to another origin.',
      }
}
