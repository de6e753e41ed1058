import { createHash } from 'node:crypto'
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ended, startProcess } from '../../test/support/app/processes.ts'
import { until } from '../../test/support/app/waiting.ts'
import { freePort, isListening } from './ports.ts'

/** A real proxy on this computer. */
export interface RealProxy {
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** The accepted credentials, if it asks for any. */
  readonly login: ProxyCredentials
  /** Its log of requests. squid writes a tunnel down when it ends. */
  log(): Promise<string>
  /** Ends it and all that passes. */
  stop(): Promise<void>
  /** Starts it again on the same port. */
  start(): Promise<void>
  /** Ends it and removes its files. */
  remove(): Promise<void>
}

/** The user name and password that a proxy wants. Good for nothing but a test. */
export interface ProxyCredentials {
  username: string
  password: string
}

/** tinyproxy reads plain letters and digits only. */
const plainLogin: ProxyCredentials = { username: 'rene', password: 'oneProxyOfATest' }
const squidLogin: ProxyCredentials = { username: 'rené', password: 'a proxy of a test' }

/** The authentication of a proxy. `denies`: it refuses every user. */
export type ProxyRule = 'open' | 'basic' | 'digest' | 'denies'

/** Starts a proxy that keeps to the rule. */
export type StartRealProxy = (rule: ProxyRule) => Promise<RealProxy>

const realm = 'ProxiedApp of a test'

/** squid, with helpers of our own for user names and passwords. */
export const startSquid: StartRealProxy = (rule) =>
  startReal({
    program: 'squid',
    login: squidLogin,
    args: (file) => ['-N', '-f', file],
    files: (folder, port) => ({
      'basic.sh': helper(
        `${encodeURIComponent(squidLogin.username)} ${encodeURIComponent(squidLogin.password)}`,
        'OK',
      ),
      'digest.sh': helper(`"${squidLogin.username}":"${realm}"`, `OK ha1="${digestHash()}"`),
      conf: `http_port 127.0.0.1:${port}
pid_filename ${folder}/pid
cache_log ${folder}/messages
access_log stdio:${folder}/log
coredump_dir ${folder}
cache deny all
shutdown_lifetime 0 seconds
pinger_enable off
${squidRule(rule, folder)}
`,
    }),
  })

function squidRule(rule: ProxyRule, folder: string): string {
  if (rule === 'open') return 'http_access allow all'
  if (rule === 'denies') return 'http_access deny all'
  return `auth_param ${rule} program /bin/sh ${folder}/${rule}.sh
auth_param ${rule} children 1 startup=1 idle=1
auth_param ${rule} realm ${realm}
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all`
}

/** squid sends one question a line, with user name and password percent-encoded. */
function helper(question: string, answer: string): string {
  return `while read -r asked; do
  if [ "$asked" = '${question}' ]; then echo '${answer}'; else echo ERR; fi
done
`
}

function digestHash(): string {
  const { username, password } = squidLogin
  return createHash('md5').update(`${username}:${realm}:${password}`).digest('hex')
}

/** tinyproxy, which knows no Digest. */
export const startTinyproxy: StartRealProxy = (rule) =>
  startReal({
    program: 'tinyproxy',
    login: plainLogin,
    args: (file) => ['-d', '-c', file],
    files: (folder, port) => ({
      conf: `Port ${port}
Listen 127.0.0.1
Timeout 600
LogLevel Connect
LogFile "${folder}/log"
PidFile "${folder}/pid"
MaxClients 100
${tinyproxyRule(rule)}
`,
    }),
  })

function tinyproxyRule(rule: ProxyRule): string {
  if (rule === 'open') return ''
  // Its own way to let nobody through: this computer is not on the list.
  if (rule === 'denies') return 'Allow 192.0.2.1'
  if (rule === 'digest') throw new Error('tinyproxy has no Digest.')
  return `BasicAuth ${plainLogin.username} ${plainLogin.password}`
}

/** A SOCKS proxy without a password. */
export const startMicrosocks: StartRealProxy = () =>
  startReal({
    program: 'microsocks',
    login: plainLogin,
    args: (_, port) => ['-i', '127.0.0.1', '-p', `${port}`],
  })

interface Program {
  program: string
  login: ProxyCredentials
  args(configuration: string, port: number): string[]
  /** Texts by file name; `conf` is the configuration. */
  files?(folder: string, port: number): Record<string, string>
}

async function startReal({ program, login, args, files }: Program): Promise<RealProxy> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), `latchkey-${program}-`))
  for (const [name, text] of Object.entries(files?.(folder, port) ?? {}))
    await writeFile(join(folder, name), text)
  await chmod(folder, 0o755)
  // Started as root, squid goes on as the user "proxy" of Debian.
  if (program === 'squid' && process.getuid?.() === 0) await chown(folder, 13, 13)
  let stop = () => Promise.resolve()

  async function start(): Promise<void> {
    const child = startProcess(program, args(join(folder, 'conf'), port), {
      stdio: 'ignore',
      cwd: folder,
    })
    await until(program, () => {
      if (child.exitCode !== null) throw new Error(`${program} ended: see ${folder}`)
      return isListening(port)
    })
    stop = () => ended(child, () => child.kill('SIGKILL'))
  }

  await start()
  return {
    host: `127.0.0.1:${port}`,
    login,
    log: () => readFile(join(folder, 'log'), 'utf8').catch(() => ''),
    start,
    stop: () => stop(),
    async remove() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
