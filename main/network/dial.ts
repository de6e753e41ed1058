import type { Socket } from 'node:net'
import { Failure, unreachable, type FailureCode } from '../auth/errors.ts'
import { openLine, upgradeToTls, Untrusted, type End } from './tcp.ts'
import type { ProxyLogin } from './proxyAuth.ts'
import { readRoutes, type ProxyRoute, type Route } from './routes.ts'
import {
  certificateRefused,
  networkFailure,
  proxyAuthUnsupported,
  proxyDenied,
  proxyFailure,
  reasonOf,
} from './errors.ts'
import type { Trust } from './trust.ts'
import { openTunnel } from './tunnel.ts'

/** A caller that waits for a connection. */
export interface DialCaller {
  /** Gives up; of no effect on a line that is open. */
  signal: AbortSignal
  /** A person is asked for the proxy's password, or has answered. */
  asking(isAsking: boolean): void
}

/**
 * Opens the line under a WebSocket as the system's settings want it: direct or through a proxy, with TLS for wss.
 * @throws Failure `network`, `certificateRefused`, `proxyRefused`
 */
export type Dial = (url: URL, caller: DialCaller) => Promise<Socket>

export interface DialOptions {
  /** Electron's `session.resolveProxy`. */
  resolveProxy(url: string): Promise<string>
  login: Pick<ProxyLogin, 'known' | 'ask'>
  trust: Pick<Trust, 'of' | 'consult'>
}

/** Electron gives main no WebSocket that goes through Chromium, so its lines are laid as Chromium would lay them. */
export function createDial({ resolveProxy, login, trust }: DialOptions): Dial {
  return async (url, { signal, asking }) => {
    const target = endOf(url)

    async function open(route: Route, attempt: number): Promise<Socket> {
      const line = await reach(route, attempt)
      return url.protocol === 'wss:' ? await secure(line, target.host, attempt) : line
    }

    async function reach(route: Route, attempt: number): Promise<Socket> {
      switch (route.kind) {
        case 'direct':
          return await openLine(target, signal)
        case 'http':
        case 'https':
          return await tunnel(route, attempt)
        case 'socks4':
        case 'socks5': {
          const { openSocks } = await import('./socks.ts')
          return await openSocks(route, target, signal).catch((error: unknown) => {
            throw proxyFailure(url.host, nameOf(route), error)
          })
        }
        default:
          return unreachable(route)
      }
    }

    async function tunnel(route: ProxyRoute, attempt: number): Promise<Socket> {
      const host = nameOf(route)
      let credentials = login.known(host)
      for (;;) {
        const plain = await openLine(route, signal).catch((error: unknown) => {
          throw proxyFailure(url.host, host, error)
        })
        const line = route.kind === 'https' ? await secure(plain, route.host, attempt) : plain
        const answer = await openTunnel(line, target, credentials, signal)
        if (answer.kind === 'open') return answer.line
        if (answer.kind === 'refuses') throw proxyDenied(url.host, host, answer.status)
        if (answer.realm === null) throw proxyAuthUnsupported(host, answer.scheme)
        asking(true)
        credentials = await login.ask({ host, realm: answer.realm }, credentials, signal)
        asking(false)
      }
    }

    const trustOf = (host: string) => trust.of(host.toLowerCase())

    function secure(line: Socket, host: string, attempt: number): Promise<Socket> {
      const known = trustOf(host)
      return upgradeToTls(line, host, known[Math.min(attempt, known.length - 1)], signal)
    }

    /** A host can have servers with several chains: each that is known is tried. */
    async function openKnown(route: Route): Promise<Socket> {
      const hosts = route.kind === 'https' ? [target.host, route.host] : [target.host]
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await open(route, attempt)
        } catch (error) {
          const isLast = hosts.every((host) => attempt + 1 >= trustOf(host).length)
          if (isLast || !(error instanceof Untrusted)) throw error
        }
      }
    }

    /** Where Node does not trust somebody, Chromium is asked. */
    async function openTrusted(route: Route): Promise<Socket> {
      try {
        return await openKnown(route)
      } catch (error) {
        if (!(error instanceof Untrusted)) throw error
      }
      await trust.consult(url, signal)
      return await openKnown(route)
    }

    let last: Failure | null = null
    // Without path and query: there is a token in it, and the settings may be a script.
    for (const route of readRoutes(await resolveProxy(`${url.protocol}//${url.host}/`))) {
      try {
        return await openTrusted(route)
      } catch (error) {
        if (signal.aborted) throw error
        last = toFailure(url.host, error)
        // Nothing goes around a proxy that asks who it is, or around a certificate.
        if (!passedOver.has(last.code)) throw last
      }
    }
    throw last ?? networkFailure(url.host, null)
  }
}

/** After these the next route is tried, as Chromium does. */
const passedOver: ReadonlySet<FailureCode> = new Set(['network', 'proxyDenied', 'proxyUnreachable'])

function nameOf({ host, port }: ProxyRoute): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

function toFailure(host: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  if (!(error instanceof Untrusted)) return networkFailure(host, error)
  return certificateRefused(host, reasonOf(error) ?? 'unknown', error.cause)
}

function endOf({ hostname, port, protocol }: URL): End {
  const usual = protocol === 'wss:' ? 443 : 80
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) }
}
