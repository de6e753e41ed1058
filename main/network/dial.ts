import type { Socket } from 'node:net'
import { Failure, unreachable } from '../auth/errors.ts'
import { openLine, secureLine, Untrusted, type End } from './tcp.ts'
import type { ProxyLogin } from './proxyAuth.ts'
import { readRoutes, type ProxyRoute, type Route } from './routes.ts'
import { certificateRefused, networkFailure, proxyRefused, reasonOf } from './errors.ts'
import type { Trust } from './trust.ts'
import { openTunnel } from './tunnel.ts'

/** Who waits for a line. */
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
  trust: Pick<Trust, 'context' | 'consult'>
}

/** Electron gives main no WebSocket that goes through Chromium, so its lines are laid as Chromium would lay them. */
export function createDial({ resolveProxy, login, trust }: DialOptions): Dial {
  return async (url, { signal, asking }) => {
    const target = endOf(url)

    async function open(route: Route): Promise<Socket> {
      const line = await reach(route)
      return url.protocol === 'wss:' ? await secure(line, target.host) : line
    }

    async function reach(route: Route): Promise<Socket> {
      switch (route.kind) {
        case 'direct':
          return await openLine(target, signal)
        case 'http':
        case 'https':
          return await tunnel(route)
        case 'socks4':
        case 'socks5': {
          const { openSocks } = await import('./socks.ts')
          return await openSocks(route, target, signal)
        }
        default:
          return unreachable(route)
      }
    }

    async function tunnel(route: ProxyRoute): Promise<Socket> {
      const host = `${route.host}:${route.port}`
      let credentials = login.known(host)
      for (;;) {
        const plain = await openLine(route, signal)
        const line = route.kind === 'https' ? await secure(plain, route.host) : plain
        const answer = await openTunnel(line, target, credentials, signal)
        if (answer.kind === 'open') return answer.line
        if (answer.realm === null) throw proxyRefused(host, 'it wants another kind of sign-in')
        asking(true)
        credentials = await login.ask({ host, realm: answer.realm }, credentials, signal)
        asking(false)
      }
    }

    const secure = (line: Socket, host: string) => secureLine(line, host, trust.context(), signal)

    /** Where Node does not trust somebody, Chromium is asked. */
    async function openTrusted(route: Route): Promise<Socket> {
      try {
        return await open(route)
      } catch (error) {
        if (!(error instanceof Untrusted)) throw error
      }
      await trust.consult(url, signal)
      return await open(route)
    }

    let last: Failure | null = null
    // Without path and query: there is a token in it, and the settings may be a script.
    for (const route of readRoutes(await resolveProxy(`${url.protocol}//${url.host}/`))) {
      try {
        return await openTrusted(route)
      } catch (error) {
        if (signal.aborted) throw error
        last = toFailure(url.host, error)
        // Nothing goes around a proxy that refuses.
        if (last.code !== 'network') throw last
      }
    }
    throw last ?? networkFailure(url.host, null)
  }
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
