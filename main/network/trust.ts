import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import type { Certificate, Session } from 'electron'
import { networkFailure } from './errors.ts'

/**
 * Whom Node trusts. It knows its own roots and not the system's trust store, which Chromium knows: so Chromium is asked
 * about a server that Node does not trust, and Node learns the root that Chromium found. A WebSocket then trusts exactly
 * whom a request trusts, on every system and runtime.
 */
export interface Trust {
  /** For TLS of Node; undefined while its own roots will do. */
  context(): SecureContext | undefined
  /**
   * Lets Chromium judge a server that Node does not trust.
   * @throws Failure `certificateRefused` when it is refused again, `network`
   */
  consult(url: URL, signal: AbortSignal): Promise<void>
  /** Learns from every certificate that this session judges. */
  watch(session: Session): void
}

/** What `setCertificateVerifyProc` takes for Chromium's own verdict. */
const asChromiumSays = -3

export function createTrust(fetch: typeof globalThis.fetch): Trust {
  const learnt = new Set<string>()
  /** Made when it is needed, for it takes 15 ms. */
  let made: { context: SecureContext; roots: number } | null = null
  let isNeeded = false

  return {
    context() {
      if (!isNeeded) return undefined
      if (made?.roots !== learnt.size) {
        const context = createSecureContext({ ca: [...rootCertificates, ...learnt] })
        made = { context, roots: learnt.size }
      }
      return made.context
    },
    async consult({ host }, signal) {
      isNeeded = true
      try {
        const response = await fetch(`https://${host}/`, { method: 'HEAD', signal })
        await response.body?.cancel()
      } catch (error) {
        throw networkFailure(host, error)
      }
    },
    watch(session) {
      session.setCertificateVerifyProc((request, answer) => {
        if (request.errorCode === 0) learnt.add(rootOf(request.validatedCertificate).data)
        answer(asChromiumSays)
      })
    },
  }
}

function rootOf(certificate: Certificate): Certificate {
  const { issuerCert } = certificate
  return issuerCert && issuerCert.data !== certificate.data ? rootOf(issuerCert) : certificate
}
