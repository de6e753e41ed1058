import type { Fetch } from './response.ts'
import type { SecureContext } from 'node:tls'
import type { Certificate, Session } from 'electron'
import { networkFailure, reasonOf } from './errors.ts'

/**
 * The certificates that Node trusts. It knows its own roots and not the system's trust store, which Chromium knows: so Chromium is asked
 * about a server that Node does not trust, and Node learns the chain that Chromium found, for that host and no other.
 */
export interface Trust {
  /** For TLS of Node with this host, the last learned first; empty while its own roots will do. */
  of(host: string): HostTrust[]
  /**
   * Lets Chromium judge a server that Node does not trust.
   * @throws Failure `certificateRefused` and its like when it is refused again, `network`
   */
  consult(url: URL, signal: AbortSignal): Promise<void>
  /** Learns from every certificate that this session judges. */
  watch(session: Session): void
}

/** The certificates trusted for one host besides Node's own roots. */
export interface HostTrust {
  readonly context: SecureContext
  /**
   * Set where the certificate itself is trusted, by whoever uses this computer, and not its issuer: that very certificate is
   * good then, and nothing that it signs. DER.
   */
  readonly only: Buffer | null
}

/** The value by which `setCertificateVerifyProc` uses Chromium's own verdict. */
const asChromiumSays = -3

/** @param fetch requests by Chromium, and by it alone */
export function createTrust(fetch: Fetch): Trust {
  /** The verdicts for a host, by the end of the chain. A host can have servers with several chains. */
  const learned = new Map<string, Map<string, { chain: string[]; trust: HostTrust | null }>>()
  /** Hosts whom Node's own roots were not enough for; making a context takes 15 ms. */
  const needed = new Set<string>()

  return {
    of(host) {
      if (!needed.has(host)) return []
      const found = [...(learned.get(host)?.values() ?? [])].toReversed()
      return found.map((each) => (each.trust ??= trustIn(each.chain)))
    },
    async consult({ host, hostname }, signal) {
      const name = withoutBrackets(hostname)
      needed.add(name)
      try {
        const response = await fetch(`https://${host}/`, { method: 'HEAD', signal })
        await response.body?.cancel()
      } catch (error) {
        // The server's certificate has been judged by then; ours is not wanted yet.
        if (reasonOf(error) === certificateWanted && learned.get(name)?.size) return
        throw networkFailure(host, error)
      }
    },
    watch(session) {
      session.setCertificateVerifyProc((request, answer) => {
        const host = withoutBrackets(request.hostname)
        const chain = chainOf(request.validatedCertificate)
        if (request.errorCode !== 0) learned.get(host)?.delete(keyOf(chain))
        else learn(host, chain)
        answer(asChromiumSays)
      })
    },
  }

  /** The same again is no reason for another context, but is the last one now. */
  function learn(host: string, chain: string[]): void {
    const ofHost = learned.get(host) ?? new Map()
    learned.set(host, ofHost)
    const key = keyOf(chain)
    const known = ofHost.get(key) ?? { chain, trust: null }
    ofHost.delete(key)
    ofHost.set(key, known)
    const [oldest] = ofHost.keys()
    if (ofHost.size > mostChains) ofHost.delete(oldest)
  }
}

const mostChains = 4

/** The issuers; of a certificate that is trusted by itself, itself. */
function keyOf([leaf = '', ...issuers]: string[]): string {
  // Not the same as a chain that it ends: being refused as an authority does not make it worse itself.
  return issuers.length === 0 ? `only ${leaf}` : issuers.join('')
}

/** Chromium ends requests at servers that ask for a client certificate. */
export const certificateWanted = 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED'

function trustIn([leaf = '', ...issuers]: string[]): HostTrust {
  // Loaded here, because a start needs no TLS of Node's.
  const { createSecureContext, rootCertificates } = process.getBuiltinModule('node:tls')
  const isAlone = issuers.length === 0
  const ca = isAlone ? [leaf] : [...rootCertificates, ...issuers]
  // Chromium has found the whole chain good, so each of its parts will do as the end of it: a server need not send them all.
  const context = createSecureContext({ ca, allowPartialTrustChain: true })
  return { context, only: isAlone ? pemToDer(leaf) : null }
}

function chainOf({ data, issuerCert }: Certificate): string[] {
  const isEnd = !issuerCert || issuerCert.data === data
  return isEnd ? [data] : [data, ...chainOf(issuerCert)]
}

function pemToDer(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').toLowerCase()
}
