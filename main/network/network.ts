import type { Net, Session, session as ElectronSession } from 'electron'
import type { Log } from '../auth/ports.ts'
import type { Timeouts } from '../auth/timeouts.ts'
import { leaveSpellingAlone } from '../window/security.ts'
import type { Handlers } from '../ipc/ipc.ts'
import { createDial, type Dial } from './dial.ts'
import { createFetch } from './fetch.ts'
import { askingAgain, createProxyHandlers, type ProxyCalls } from '../ipc/proxyHandlers.ts'
import { createProxyLogin, type ProxyQuestion } from './proxyAuth.ts'
import { createPatience, type Patience } from './pausableTimeouts.ts'
import { reasonOf } from './errors.ts'
import { createTrust } from './trust.ts'

/** The way to every server: through the system's proxy, to whom the system trusts. */
export interface Network {
  fetch: typeof fetch
  dial: Dial
  patience: Patience
  /** Learns the way to a server before it is needed, for Chromium takes a moment to read the system's settings. */
  prepare(url: string): void
  /** The proxy that waits for its user name and password. */
  question(): ProxyQuestion | null
  /** Adds the calls of the proxy; and whoever tries again after a cancel is asked again. */
  withProxyCalls(handlers: Omit<Handlers, keyof ProxyCalls>): Handlers
}

export interface NetworkOptions {
  net: Pick<Net, 'request'>
  electronSession: Pick<typeof ElectronSession, 'fromPartition'>
  /** How this client calls itself to servers. */
  client: string
  log: Log
  /** Those of the app: they stand still while a person is asked for a proxy's password. */
  timeouts: Timeouts
  changed(): void
}

/** Nothing of it is used before Electron is ready. */
export function createNetwork(options: NetworkOptions): Network {
  const { net, electronSession, client, log, timeouts, changed } = options
  const patience = createPatience(timeouts)
  const login = createProxyLogin({
    changed() {
      if (login.question()) patience.hold()
      else patience.release()
      changed()
    },
  })
  let opened: Session | null = null

  function session(): Session {
    if (opened) return opened
    // In memory, and for servers alone: the window has another one, which refuses every request.
    opened = electronSession.fromPartition('servers', { cache: false })
    opened.setUserAgent(client)
    leaveSpellingAlone(opened)
    trust.watch(opened)
    return opened
  }

  const fetch = createFetch({ net, session, login })
  const trust = createTrust(fetch)
  const dial = createDial({ resolveProxy: (url) => session().resolveProxy(url), login, trust })

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
    prepare: (url) => void session().resolveProxy(new URL(url).origin),
    question: () => login.question(),
    withProxyCalls: (handlers) =>
      askingAgain({ ...handlers, ...createProxyHandlers(login) }, login),
  }
}
