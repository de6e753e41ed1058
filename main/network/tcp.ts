import { once } from 'node:events'
import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import type { HostTrust } from './trust.ts'

/** One end of a line. `host` is a name or an address without brackets. */
export interface End {
  readonly host: string
  readonly port: number
}

/** Node does not trust the certificate at the other end; `cause` says why. */
export class Untrusted extends Error {
  override name = 'Untrusted'
}

/** Opens a line over TCP. @throws an error with a code */
export async function openLine({ host, port }: End, signal: AbortSignal): Promise<Socket> {
  const line = connectPlain({ host, port })
  try {
    await once(line, 'connect', { signal })
    return line
  } catch (error) {
    line.destroy()
    throw error
  }
}

/**
 * Puts TLS on a line, for HTTP/1.1.
 * @param trust whom to trust beside Node's own roots; undefined: nobody
 * @throws Untrusted, or an error with a code
 */
export async function upgradeToTls(
  line: Socket,
  host: string,
  trust: HostTrust | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const secured = connectSecure({
    socket: line,
    // Whose certificate it has to be. An address is not told to the server (RFC 6066 section 3).
    host,
    servername: isIP(host) ? '' : host,
    ALPNProtocols: ['http/1.1'],
    ...(trust ? { secureContext: trust.context } : {}),
  })
  try {
    await once(secured, 'secureConnect', { signal })
    if (trust?.only && !secured.getPeerCertificate().raw.equals(trust.only)) {
      throw new Untrusted('Another certificate than the one that is trusted.')
    }
    return secured
  } catch (error) {
    secured.destroy()
    // Set when, and only when, it was the certificate.
    if (secured.authorizationError) {
      throw new Untrusted('The certificate is not trusted.', { cause: error })
    }
    throw error
  }
}
