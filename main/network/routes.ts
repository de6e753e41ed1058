/** A way to a server, as the system's settings name it. */
export type Route = { readonly kind: 'direct' } | ProxyRoute

/** A way through a proxy: HTTP CONNECT (RFC 9110 section 9.3.6), the same over TLS, or SOCKS (RFC 1928). */
export interface ProxyRoute {
  readonly kind: 'http' | 'https' | 'socks4' | 'socks5'
  readonly host: string
  readonly port: number
}

/** The words of `FindProxyForURL`; SOCKS without a number is version 4. QUIC proxies take no WebSocket. */
const kinds: ReadonlyMap<string, ProxyRoute['kind']> = new Map([
  ['PROXY', 'http'],
  ['HTTP', 'http'],
  ['HTTPS', 'https'],
  ['SOCKS', 'socks4'],
  ['SOCKS4', 'socks4'],
  ['SOCKS5', 'socks5'],
])

const usualPorts = { http: 80, https: 443, socks4: 1080, socks5: 1080 } as const

/**
 * Reads an answer of `session.resolveProxy`, such as `PROXY proxy.example:8080; DIRECT`: the ways in the order to try them.
 * Ways that cannot be gone are left out; an empty answer, which is one of nobody, goes direct.
 */
export function readRoutes(answer: string): Route[] {
  const entries = answer.split(';').map((entry) => entry.trim())
  const told = entries.filter((entry) => entry !== '')
  if (told.length === 0) return [{ kind: 'direct' }]
  return told.flatMap(readRoute)
}

function readRoute(entry: string): Route[] {
  const [word = '', address = ''] = entry.split(/\s+/)
  if (word.toUpperCase() === 'DIRECT') return [{ kind: 'direct' }]
  const kind = kinds.get(word.toUpperCase())
  const found = /^(?:\[([\da-f:.]+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/i.exec(address)
  const host = found?.[1] ?? found?.[2]
  if (!kind || !host) return []
  const port = Number(found?.[3] ?? usualPorts[kind])
  return port >= 1 && port <= 65_535 ? [{ kind, host, port }] : []
}
