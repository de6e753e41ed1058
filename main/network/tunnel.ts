import { once } from 'node:events'
import { request as askHttp, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { End } from './tcp.ts'
import type { Credentials } from './proxyAuth.ts'

/**
 * A proxy's answer to a tunnel. `realm`: null when it wants a sign-in of another kind than user name and password, whose
 * name `scheme` is.
 */
export type Tunnel =
  | { kind: 'open'; line: Socket }
  | { kind: 'asks'; realm: string | null; scheme: string }
  | { kind: 'refuses'; status: number }

/**
 * Asks the HTTP proxy at the end of this line for a tunnel (RFC 9110 section 9.3.6), with Basic credentials (RFC 7617)
 * where there are any. It is told host and port, and nothing else.
 * @throws an error with a code
 */
export async function openTunnel(
  line: Socket,
  target: End,
  credentials: Credentials | null,
  signal: AbortSignal,
): Promise<Tunnel> {
  const to = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`
  const request = askHttp({
    createConnection: () => line,
    method: 'CONNECT',
    path: to,
    headers: {
      Host: to,
      ...(credentials ? { 'Proxy-Authorization': basic(credentials) } : {}),
    },
  })
  // One that is dropped says so once more.
  request.on('error', () => undefined)
  request.end()
  try {
    const answered = await once(request, 'connect', { signal })
    const [response, opened, head] = answered as [IncomingMessage, Socket, Buffer]
    return readAnswer(response, opened, head, credentials !== null)
  } catch (error) {
    request.destroy()
    throw error
  }
}

function readAnswer(
  response: IncomingMessage,
  line: Socket,
  head: Buffer,
  isAnswered: boolean,
): Tunnel {
  const { statusCode = 0 } = response
  if (statusCode >= 200 && statusCode < 300) {
    if (head.length > 0) line.unshift(head)
    return { kind: 'open', line }
  }
  line.destroy()
  // So tinyproxy 1.11 refuses a wrong password; the header with its realm is that of a server.
  if (statusCode === 401 && isAnswered) return { kind: 'asks', realm: '', scheme: 'Basic' }
  if (statusCode !== 407) return { kind: 'refuses', status: statusCode }
  return { kind: 'asks', realm: readRealm(response), scheme: readScheme(response) }
}

function basic({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** Several challenges may stand in one header, or in several. */
function readRealm({ headers }: IncomingMessage): string | null {
  const challenges = [headers['proxy-authenticate'] ?? ''].flat().join(', ')
  // What is quoted is no scheme.
  const found = /^(?:[^"]|"(?:[^"\\]|\\.)*")*?(?:^|,)\s*basic\b(.*)$/i.exec(challenges)
  if (!found) return null
  return /\brealm="((?:[^"\\]|\\.)*)"/i.exec(found[1] ?? '')?.[1] ?? ''
}

/** The first scheme by a name that is known (the IANA registry of HTTP authentication schemes, and NTLM). */
function readScheme({ headers }: IncomingMessage): string {
  const challenges = [headers['proxy-authenticate'] ?? ''].flat().join(', ')
  const found = /(?:^|,)\s*(digest|ntlm|negotiate|kerberos|bearer)\b/i.exec(challenges)?.[1]
  return schemes.find((scheme) => scheme.toLowerCase() === found?.toLowerCase()) ?? 'another kind'
}

const schemes = ['Digest', 'NTLM', 'Negotiate', 'Kerberos', 'Bearer']
