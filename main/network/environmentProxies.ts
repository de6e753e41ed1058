import type { ProxyConfig, Session } from 'electron'
import type { Log } from '../auth/ports.ts'
import type { Credentials, ProxyLogin } from './proxyAuth.ts'

/** The proxies of the environment, as far as Chromium does not read them itself. */
export interface EnvironmentProxies {
  /** For `session.setProxy`; null: Chromium's own reading is right. */
  readonly config: ProxyConfig | null
  /** User names and passwords by `host:port` of the proxy. */
  readonly credentials: ReadonlyMap<string, Credentials>
}

type Environment = Readonly<Record<string, string | undefined>>

const nothing: EnvironmentProxies = { config: null, credentials: new Map() }

/**
 * Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, also in upper case, as curl, git and npm do. Chromium, which
 * reads them on Linux where the desktop has no settings of its own, drops their scheme and speaks HTTP to a SOCKS proxy,
 * and drops user name and password
 * (https://source.chromium.org/chromium/chromium/src/+/main:net/proxy_resolution/proxy_config_service_linux.cc).
 */
export function readEnvironmentProxies(env: Environment): EnvironmentProxies {
  if (hasOwnSettings(env) || read(env, 'auto_proxy') !== '') return nothing
  const all = readProxy(read(env, 'all_proxy'))
  const http = readProxy(read(env, 'http_proxy')) ?? all
  const https = readProxy(read(env, 'https_proxy')) ?? all ?? http
  const found = [http, https].filter((proxy) => proxy !== null)
  return {
    config: found.some(({ isSocks }) => isSocks) ? configOf(http, https, env) : null,
    credentials: new Map(
      found.flatMap(({ host, credentials }) => (credentials ? [[host, credentials]] : [])),
    ),
  }
}

/** Tells a session of these proxies, and `login` of the passwords for them. Never throws. */
export async function followEnvironment(
  env: Environment,
  session: Pick<Session, 'setProxy'>,
  login: Pick<ProxyLogin, 'offer'> | null,
  log: Log,
): Promise<void> {
  try {
    const { config, credentials } = readEnvironmentProxies(env)
    for (const [host, given] of credentials) login?.offer(host, given)
    if (config) await session.setProxy(config)
  } catch {
    log.warn('network.proxyNotSet')
  }
}

/** Desktops whose settings Chromium reads instead of the environment. */
const desktops = /^(?:unity|deepin|gnome|x-cinnamon|cinnamon|kde|pantheon|ukui)/i

function hasOwnSettings(env: Environment): boolean {
  const current = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':')
  if (current.some((name) => desktops.test(name))) return true
  if (current.some((name) => name !== '')) return false
  // Older sessions name themselves here.
  const { DESKTOP_SESSION: session = '', GNOME_DESKTOP_SESSION_ID, KDE_FULL_SESSION } = env
  return (
    /^(?:deepin|gnome|mate|kde)/i.test(session) ||
    Boolean(GNOME_DESKTOP_SESSION_ID ?? KDE_FULL_SESSION)
  )
}

function read(env: Environment, name: string): string {
  return (env[name] || env[name.toUpperCase()] || '').trim()
}

interface Proxy {
  isSocks: boolean
  /** For Chromium: `socks5://host:port`, or `host:port`. */
  address: string
  /** `host:port` */
  host: string
  credentials: Credentials | null
}

function readProxy(text: string): Proxy | null {
  const [, scheme = 'http', rest = ''] = /^(?:([a-z][\w+.-]*):\/\/)?(.*)$/i.exec(text) ?? []
  // Read as one of http, whose usual port and whose brackets around an IPv6 address URL knows.
  if (rest === '' || !URL.canParse(`http://${rest}`)) return null
  const { hostname, port, username, password } = new URL(`http://${rest}`)
  const version = /^socks([45]?)/i.exec(scheme)
  const isSocks = version !== null
  const host = `${hostname}:${port || (isSocks ? '1080' : '80')}`
  return {
    isSocks,
    address: isSocks ? `socks${version[1] || '5'}://${host}` : host,
    host,
    credentials:
      username === '' ? null : { username: decode(username), password: decode(password) },
  }
}

/** One "%" alone is a character of a password, not a mistake. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function configOf(http: Proxy | null, https: Proxy | null, env: Environment): ProxyConfig {
  const rules = [http && `http=${http.address}`, https && `https=${https.address}`]
  return {
    mode: 'fixed_servers',
    proxyRules: rules.filter((rule) => rule !== null).join(';'),
    proxyBypassRules: bypassRules(read(env, 'no_proxy')),
  }
}

/** In `no_proxy` a name stands for itself and for all names below it. */
function bypassRules(text: string): string {
  const rules = text.split(/[\s,;]+/).filter((rule) => rule !== '')
  return rules
    .flatMap((rule) => {
      const isName = !/[*/<[]|^[\d.]+(?::\d+)?$|:.*:/.test(rule)
      const name = rule.replace(/^\./, '')
      return isName ? [name, `*.${name}`] : [rule]
    })
    .join(',')
}
