import type { Net, Session, session as ElectronSession } from 'electron'
import { Failure } from '../auth/errors.ts'
import type { Clock, Log } from '../auth/ports.ts'
import type { Timeouts } from '../auth/timeouts.ts'
import { systemClock } from '../platform/clock.ts'
import { disableSpellcheck } from '../platform/spellcheck.ts'
import type { Dial } from './dial.ts'
import { createFetch } from './fetch.ts'
import type { Fetch } from './response.ts'
import { createProxyLogin, type ProxyLogin } from './proxyAuth.ts'
import { createPatience, type Patience } from './pausableTimeouts.ts'
import { networkFailure, reasonOf } from './errors.ts'
import { readRoutes } from './routes.ts'
import { certificateWanted, createTrust } from './trust.ts'

/** The way to every server: through the system's proxy, to whom the system trusts. */
export interface Network {
  fetch: Fetch
  dial: Dial
  patience: Patience
  /** Learns the way to a server before it is needed, for Chromium takes a moment to read the system's settings. */
  prepare(url: string): void
  /** The user name and password that a proxy asks for. */
  proxyLogin: ProxyLogin
}

export interface NetworkOptions {
  net: Pick<Net, 'request'>
  electronSession: Pick<typeof ElectronSession, 'fromPartition'>
  /** How this client calls itself to servers. */
  client: string
  log: Log
  /** Those of the app: they stand still while a person is asked for a proxy's password. */
  timeouts: Timeouts
  /** The computer's own by default. */
  clock?: Clock
  /** Those of this process by default; proxies are read from them. */
  platform?: NodeJS.Platform
  env?: Readonly<Record<string, string | undefined>>
  changed(): void
}

/** Nothing of it is used before Electron is ready. */
export function createNetwork(options: NetworkOptions): Network {
  const { net, electronSession, client, log, timeouts, changed, clock = systemClock } = options
  const patience = createPatience(timeouts)
  const login = createProxyLogin({
    changed() {
      if (login.question()) patience.hold()
      else patience.release()
      changed()
    },
  })
  let opened: Session | null = null
  /** Settled when the session knows its proxies. */
  let ready: Promise<void> = Promise.resolve()
  let partitions = 0
  let replacedAt = -Infinity
  /** Servers that ask for a client certificate. */
  const certificateAskers = new Set<string>()

  function session(): Session {
    if (opened) return opened
    partitions += 1
    // In memory, and for servers alone: the window has another one, which refuses every request.
    const name = partitions === 1 ? 'servers' : `servers-${partitions}`
    opened = electronSession.fromPartition(name, { cache: false })
    opened.setUserAgent(client)
    disableSpellcheck(opened)
    trust.watch(opened)
    ready = followEnvironment(opened)
    return opened
  }

  /** Read where there is something to read only: a start has no time for it otherwise. */
  async function followEnvironment(opened: Session): Promise<void> {
    const { env = process.env, platform = process.platform } = options
    if (platform !== 'linux' || !Object.keys(env).some((name) => /_proxy$/i.test(name))) return
    const { followEnvironment: follow } = await import('./environmentProxies.ts')
    // A second session is no reason to forget what a proxy refused.
    await follow(env, opened, partitions === 1 ? login : null, log)
  }

  async function readySession(): Promise<Session> {
    const found = session()
    await ready
    return found
  }

  const throughChromium = createFetch({ net, session, login })
  const chromium: Fetch = async (input, init) => {
    await readySession()
    return await throughChromium(input, init)
  }
  const trust = createTrust(chromium)
  const resolveProxy = async (url: string) => (await readySession()).resolveProxy(url)
  const dial: Dial = async (url, caller) => {
    // Loaded for the first socket: a sign-in screen needs none.
    const { createDial } = await import('./dial.ts')
    return await createDial({ resolveProxy, login, trust })(url, caller)
  }

  const fetch: Fetch = async (input, init) => {
    const url = new URL(input)
    if (!certificateAskers.has(url.host)) {
      try {
        return await chromium(input, init)
      } catch (error) {
        const reason = reasonOf(error)
        if (reason === 'ERR_FAILED') replaceSession()
        if (reason === 'ERR_TUNNEL_CONNECTION_FAILED') {
          const { opensTunnel } = await import('./proxyTunnel.ts')
          const signal = init?.signal ?? new AbortController().signal
          // Nothing of the request was sent yet.
          if (await opensTunnel(url, { dial, session: session(), signal })) {
            return await chromium(input, init)
          }
        }
        if (reason !== certificateWanted) throw await withProxy(url, error)
        // Nothing was sent yet: the handshake was not done.
        certificateAskers.add(url.host)
      }
    }
    const { createSocketFetch } = await import('./socketFetch.ts')
    return await createSocketFetch(dial, client)(input, init)
  }

  /**
   * A session keeps the connection to Chromium's network process that it began with, and after that process died all its
   * requests end with ERR_FAILED (https://github.com/electron/electron/issues/49572).
   */
  function replaceSession(): void {
    const now = clock.monotonic()
    // Sessions are never freed, so whatever else ERR_FAILED means makes few of them.
    if (now - replacedAt < 10_000) return
    replacedAt = now
    opened = null
    log.warn('network.sessionReplaced')
  }

  /** Names the proxy that a request ended at. */
  async function withProxy(url: URL, error: unknown): Promise<unknown> {
    const failure = error instanceof Failure ? error : networkFailure(url.host, error)
    if (failure.code !== 'proxyUnreachable' && failure.code !== 'proxyDenied') return error
    const routes = readRoutes(await resolveProxy(url.origin).catch(() => ''))
    const proxy = routes.find((route) => route.kind !== 'direct')
    return proxy ? networkFailure(url.host, error, `${proxy.host}:${proxy.port}`) : error
  }

  /** Says why in the log, for a person is told in a few words. */
  async function logged<Value>(over: string, way: Promise<Value>): Promise<Value> {
    try {
      return await way
    } catch (error) {
      const reason = reasonOf(error instanceof Error ? (error.cause ?? error) : error)
      if (reason !== null) log.info('network.failed', { over, reason })
      throw error
    }
  }

  return {
    fetch: (input, init) => logged('http', fetch(input, init)),
    dial: (url, caller) => logged('socket', dial(url, caller)),
    patience,
    prepare: (url) => void resolveProxy(new URL(url).origin),
    proxyLogin: login,
  }
}
