import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import type { Session } from 'electron'
import { createTimeouts } from '../../../main/auth/timeouts.ts'
import { createNetwork, type NetworkOptions } from '../../../main/network/network.ts'
import { FakeClock, FakeLog } from '../../support/fakes.ts'
import { startProxy } from '../../support/proxy.ts'

/** A network whose Chromium says this of each request: an error, or nothing for an answer. */
function openNetwork(
  say: (partition: string) => string | null,
  proxy = 'DIRECT',
  environment: {
    platform?: NodeJS.Platform
    env: Record<string, string>
    setProxy?(config: unknown): Promise<void>
  } = {
    env: {},
  },
) {
  const clock = new FakeClock()
  const log = new FakeLog()
  const used: string[] = []
  const network = createNetwork({
    clock,
    timeouts: createTimeouts(clock),
    net: {
      request({ session }: { session: { partition: string } }) {
        used.push(session.partition)
        const error = say(session.partition)
        const request = Object.assign(new EventEmitter(), {
          setHeader: () => undefined,
          abort: () => undefined,
          end: () => setImmediate(settle),
        })
        function settle(): void {
          if (error !== null) return void request.emit('error', new Error(`net::${error}`))
          const answer = Object.assign(Readable.from([]), { statusCode: 200, headers: {} })
          request.emit('response', answer)
        }
        return request
      },
    } as unknown as NetworkOptions['net'],
    electronSession: {
      fromPartition: (partition: string) =>
        ({
          partition,
          setUserAgent: () => undefined,
          setSpellCheckerEnabled: () => undefined,
          setSpellCheckerLanguages: () => undefined,
          setSpellCheckerDictionaryDownloadURL: () => undefined,
          setCertificateVerifyProc: () => undefined,
          resolveProxy: async () => proxy,
          setProxy: environment.setProxy,
          clearAuthCache: async () => void used.push('no passwords'),
        }) as unknown as Session,
    },
    client: 'latchkey-test',
    platform: environment.platform ?? 'linux',
    env: environment.env,
    log,
    changed: () => undefined,
  })
  const ask = async (url = 'https://a.example/token?x=1') => (await network.fetch(url)).status
  return { ask, used, clock, log, network }
}

test('the death of the network process costs one request: the next goes through a new session', async () => {
  const { ask, used, log } = openNetwork((name) => (name === 'servers' ? 'ERR_FAILED' : null))
  await assert.rejects(ask(), { message: 'net::ERR_FAILED' })
  assert.equal(await ask(), 200)
  assert.equal(await ask(), 200)
  assert.deepEqual(used, ['servers', 'servers-2', 'servers-2'])
  assert.ok(log.lines.includes('warn network.sessionReplaced {}'))
})

test('sessions, which are never freed, are made at most each ten seconds', async () => {
  const { ask, used, clock } = openNetwork(() => 'ERR_FAILED')
  for (let asked = 0; asked < 5; asked += 1) await assert.rejects(ask())
  await clock.turn(10_000)
  for (let asked = 0; asked < 2; asked += 1) await assert.rejects(ask())
  assert.deepEqual([...new Set(used)], ['servers', 'servers-2', 'servers-3'])
})

test('no other error is a reason for a new session', async () => {
  const { ask, used } = openNetwork(() => 'ERR_CONNECTION_REFUSED')
  for (let asked = 0; asked < 3; asked += 1) await assert.rejects(ask())
  assert.deepEqual(used, ['servers', 'servers', 'servers'])
})

for (const [reason, code] of [
  ['ERR_PROXY_CONNECTION_FAILED', 'proxyUnreachable'],
  ['ERR_SOCKS_CONNECTION_FAILED', 'proxyUnreachable'],
  ['ERR_TUNNEL_CONNECTION_FAILED', 'proxyDenied'],
] as const) {
  test(`${reason} names the proxy and the server, and not the address`, async () => {
    const { ask } = openNetwork(() => reason, 'PROXY proxy.example:3130; DIRECT')
    const about = { host: 'a.example', proxy: 'proxy.example:3130' }
    await assert.rejects(ask(), { code, about })
    const unknown = openNetwork(() => reason)
    await assert.rejects(unknown.ask(), { message: `net::${reason}` })
  })
}

test('a server that wants a client certificate is asked over a socket from then on', async () => {
  const { network, used } = openNetwork(() => 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED')
  // Nothing listens there, which is what the socket says.
  const ask = () => network.fetch('https://127.0.0.1:1/')
  await assert.rejects(ask(), { code: 'network' })
  await assert.rejects(ask(), { code: 'network' })
  assert.equal(used.length, 1)
})

test('nothing is asked for before Chromium knows of the SOCKS proxy in the environment', async () => {
  const told: unknown[] = []
  let take = () => {}
  const { ask, used } = openNetwork(() => null, 'DIRECT', {
    env: { all_proxy: 'socks5://127.0.0.1:9' },
    setProxy: (config) => {
      told.push(config)
      return new Promise((resolve) => (take = resolve))
    },
  })
  const answered = ask()
  while (told.length === 0) await new Promise(setImmediate)
  assert.deepEqual(used, [])
  take()
  assert.equal(await answered, 200)
  assert.deepEqual(used, ['servers'])
})

test('a wrong password that Chromium takes for a failed tunnel is asked for again', async (t) => {
  const proxy = await startProxy()
  const server = createServer((line) => line.destroy()).listen(0, '127.0.0.1')
  t.after(() => proxy.stop())
  t.after(() => server.close())
  await once(server, 'listening')
  const wanted = { username: 'ada', password: 'the right one' }
  proxy.want(wanted)
  proxy.refuseWith(401)
  const host = `127.0.0.1:${proxy.port}`
  let tries = 0
  const { ask, used, network } = openNetwork(
    () => ((tries += 1) === 1 ? 'ERR_TUNNEL_CONNECTION_FAILED' : null),
    `PROXY ${host}`,
    { env: { http_proxy: `ada:wrong@${host}` } },
  )
  const asked = ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}/token`)
  while (network.proxyLogin.question() === null) await new Promise(setImmediate)
  assert.equal(network.proxyLogin.question()?.isRetry, true)
  network.proxyLogin.answer(host, wanted)
  assert.equal(await asked, 200)
  assert.deepEqual(used, ['servers', 'no passwords', 'servers'])
})

test('on other systems the environment is not read, as by Chromium', async () => {
  for (const platform of ['darwin', 'win32'] as const) {
    const { ask } = openNetwork(() => null, 'DIRECT', {
      platform,
      env: { all_proxy: 'socks5://127.0.0.1:9' },
      setProxy: () => assert.fail('a proxy was set'),
    })
    assert.equal(await ask(), 200)
  }
})
