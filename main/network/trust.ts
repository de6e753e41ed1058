import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import type { Certificate, Session } from 'electron'
import { networkFailure, reasonOf } from './errors.ts'

/**
 * Whom Node trusts. It knows its own roots and not the system's trust store, which Chromium knows: so Chromium is asked
 * about a server that Node does not trust, and Node learns the chain that Chromium found, for that host and no other.
 */
export interface Trust {
  /** For TLS of Node with this host; undefined while its own roots will do. */
  of(host: string): HostTrust | undefined
  /**
   * Lets Chromium judge a server that Node does not trust.
   * @throws Failure `certificateRefused` and its like when it is refused again, `network`
   */
  consult(url: URL, signal: AbortSignal): Promise<void>
  /** Learns from every certificate that this session judges. */
  watch(session: Session): void
}

/** What is trusted of one host beside Node's own roots. */
export interface HostTrust {
  readonly context: SecureContext
  /**
   * Set where the certificate itself is trusted, by whoever uses this computer, and not its issuer: that very certificate is
   * good then, and nothing that it signs. DER.
   */
  readonly only: Buffer | null
}

/** What `setCertificateVerifyProc` takes for Chromium's own verdict. */
const asChromiumSays = -3

/** @param fetch requests by Chromium, and by it alone */
export function createTrust(fetch: typeof globalThis.fetch): Trust {
  /** The chain that was last found good for a host, as PEM, its own certificate first. */
  const learned = new Map<string, string[]>()
  /** Hosts whom Node's own roots were not enough for; making a context takes 15 ms. */
  const needed = new Map<string, { chain: string[]; trust: HostTrust } | null>()

  return {
    of(host) {
      const chain = learned.get(host)
      if (!chain || !needed.has(host)) return undefined
      const made = needed.get(host)
      if (made?.chain === chain) return made.trust
      const trust = trustIn(chain)
      needed.set(host, { chain, trust })
      return trust
    },
    async consult({ host, hostname }, signal) {
      const name = withoutBrackets(hostname)
      if (!needed.has(name)) needed.set(name, null)
      try {
        const response = await fetch(`https://${host}/`, { method: 'HEAD', signal })
        await response.body?.cancel()
      } catch (error) {
        // The server's certificate has been judged by then; ours is not wanted yet.
        if (reasonOf(error) === certificateWanted && learned.has(name)) return
        throw networkFailure(host, error)
      }
    },
    watch(session) {
      session.setCertificateVerifyProc((request, answer) => {
        const host = withoutBrackets(request.hostname)
        if (request.errorCode !== 0) learned.delete(host)
        else learn(host, chainOf(request.validatedCertificate))
        answer(asChromiumSays)
      })
    },
  }

  /** The same chain again is no reason for another context. */
  function learn(host: string, chain: string[]): void {
    if (learned.get(host)?.join() !== chain.join()) learned.set(host, chain)
  }
}

/** Chromium ends requests at servers that ask for a client certificate. */
export const certificateWanted = 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED'

function trustIn([leaf = '', ...issuers]: string[]): HostTrust {
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
