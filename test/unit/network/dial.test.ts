import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { createSecureContext, type SecureContext } from 'node:tls'
import { inspect } from 'node:util'
import { Failure } from '../../../main/auth/errors.ts'
import { createDial } from '../../../main/network/dial.ts'
import { createProxyLogin } from '../../../main/network/proxyAuth.ts'
import { certificateRefused } from '../../../main/network/errors.ts'
import type { Trust } from '../../../main/network/trust.ts'
import { createAuthority } from '../../support/certificates.ts'
import { startFront } from '../../support/tlsFront.ts'
import { startProxy } from '../../support/proxy.ts'
import { startSocks } from '../../support/socks.ts'

const right = { username: 'rené', password: 'a fake one: with a colon' }
const wrong = { username: 'rené', password: 'a wrong one' }

/** A server on this computer that says hello to each line. */
async function openServer(
  t: TestContext,
  greet: (line: Socket) => unknown = (line) => line.write('hello'),
) {
  const lines = new Set<Socket>()
  const server = createServer((line) => {
    lines.add(line)
    line.on('error', () => line.destroy())
    greet(line)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    for (const line of lines) line.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A dial in front of which the settings say this; `trust` and `login` as the app has them. */
function openDial(t: TestContext, settings: string, trust?: Partial<Trust>) {
  const looked: string[] = []
  const told: (string | null)[] = []
  const login = createProxyLogin({
    changed: () => void told.push(login.question() && (login.question()?.realm ?? null)),
  })
  const controller = new AbortController()
  t.after(() => controller.abort())
  const dial = createDial({
    async resolveProxy(url) {
      looked.push(url)
      return settings
    },
    login,
    trust: {
      of: () => [],
      consult: async () => undefined,
      watch: () => undefined,
      ...trust,
    },
  })
  /** The first bytes of the other end. */
  async function hear(url: string): Promise<string> {
    const caller = {
      signal: controller.signal,
      asking: (isAsking: boolean) => void told.push(isAsking ? 'asking' : 'answered'),
    }
    const line = await dial(new URL(url), caller)
    t.after(() => line.destroy())
    const [said] = (await once(line, 'data')) as [Buffer]
    return said.toString()
  }
  return { hear, login, looked, told, controller }
}

const nowhere = '127.0.0.1:1'

test('where the settings name no proxy it goes direct; they hear of the host and nothing more', async (t) => {
  const port = await openServer(t)
  const { hear, looked } = openDial(t, 'DIRECT')
  assert.equal(await hear(`ws://127.0.0.1:${port}/connect?authorization=a-token`), 'hello')
  assert.deepEqual(looked, [`ws://127.0.0.1:${port}/`])
})

test('through a proxy, which is told host and port', async (t) => {
  const port = await openServer(t)
  const proxy = await startProxy()
  t.after(() => proxy.stop())
  const { hear } = openDial(t, `PROXY 127.0.0.1:${proxy.port}; DIRECT`)
  assert.equal(await hear(`ws://127.0.0.1:${port}/connect?authorization=a-token`), 'hello')
  assert.deepEqual(proxy.passed, [`CONNECT 127.0.0.1:${port}`])
})

test('through a SOCKS proxy, which is told the name of the host', async (t) => {
  const port = await openServer(t)
  const socks = await startSocks()
  t.after(() => socks.stop())
  const { hear } = openDial(t, `SOCKS5 127.0.0.1:${socks.port}`)
  assert.equal(await hear(`ws://localhost:${port}/`), 'hello')
  assert.deepEqual(socks.passed, [`localhost:${port}`])
})

test('a way that is dead is passed over; with none left the proxy is named', async (t) => {
  const port = await openServer(t)
  for (const dead of [`PROXY ${nowhere}`, `HTTPS ${nowhere}`, `SOCKS5 ${nowhere}`]) {
    assert.equal(await openDial(t, `${dead}; DIRECT`).hear(`ws://127.0.0.1:${port}/`), 'hello')
    const lost = openDial(t, dead).hear(`ws://127.0.0.1:${port}/`)
    const about = { host: `127.0.0.1:${port}`, proxy: nowhere }
    await assert.rejects(lost, { code: 'proxyUnreachable', origin: 'transport', about })
  }
  await assert.rejects(openDial(t, 'QUIC a.example:1').hear('ws://127.0.0.1:1/'), {
    code: 'network',
  })
})

test('a proxy that refuses says why in the failure', async (t) => {
  const proxy = await openServer(t, (line) => {
    line.once('data', () => line.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\nno'))
  })
  const { hear } = openDial(t, `PROXY 127.0.0.1:${proxy}`)
  await assert.rejects(hear('ws://127.0.0.1:1/'), {
    code: 'proxyDenied',
    message: /answered 502/,
    about: { host: '127.0.0.1:1', proxy: `127.0.0.1:${proxy}` },
  })
})

test('what the server says with the first packet of the tunnel is not lost', async (t) => {
  const proxy = await openServer(t, (line) => {
    line.once('data', () => line.write('HTTP/1.1 200 OK\r\n\r\nhello'))
  })
  assert.equal(await openDial(t, `PROXY 127.0.0.1:${proxy}`).hear('ws://127.0.0.1:1/'), 'hello')
})

for (const status of [407, 401] as const) {
  test(`a proxy that wants a password has it asked for once, and again when a wrong one gets ${status}`, async (t) => {
    const port = await openServer(t)
    const proxy = await startProxy()
    t.after(() => proxy.stop())
    proxy.want(right)
    proxy.refuseWith(status)
    const { hear, login, told } = openDial(t, `PROXY 127.0.0.1:${proxy.port}`)
    const heard = hear(`ws://127.0.0.1:${port}/`)
    await until(() => login.question() !== null)
    login.answer(`127.0.0.1:${proxy.port}`, wrong)
    await until(() => login.question()?.isRetry === true)
    login.answer(`127.0.0.1:${proxy.port}`, right)
    assert.equal(await heard, 'hello')
    const realm = status === 407 ? 'A proxy of a test' : ''
    const first = ['asking', 'A proxy of a test', null, 'answered']
    assert.deepEqual(told, [...first, 'asking', realm, null, 'answered'])
    assert.equal(await hear(`ws://127.0.0.1:${port}/`), 'hello')
    assert.equal(proxy.asked(), 2)
  })
}

test('a question that is cancelled is a failure of its own, and nothing goes around the proxy', async (t) => {
  const port = await openServer(t)
  const proxy = await startProxy()
  t.after(() => proxy.stop())
  proxy.want(right)
  const { hear, login } = openDial(t, `PROXY 127.0.0.1:${proxy.port}; DIRECT`)
  const heard = hear(`ws://127.0.0.1:${port}/`)
  await until(() => login.question() !== null)
  login.cancel()
  await assert.rejects(heard, { code: 'proxyRefused' })
  await assert.rejects(hear(`ws://127.0.0.1:${port}/`), { code: 'proxyRefused' })
})

test('a proxy that wants more than a password is refused without a question', async (t) => {
  const proxy = await openServer(t, (line) => {
    const challenges = ['Negotiate', 'NTLM', 'Digest realm="a, basic one", nonce="a"']
    const head = challenges.map((challenge) => `Proxy-Authenticate: ${challenge}\r\n`).join('')
    line.once('data', () => line.end(`HTTP/1.1 407 Who\r\n${head}Content-Length: 0\r\n\r\n`))
  })
  const { hear, told } = openDial(t, `PROXY 127.0.0.1:${proxy}`)
  await assert.rejects(hear('ws://127.0.0.1:1/'), {
    code: 'proxyAuthUnsupported',
    about: { proxy: `127.0.0.1:${proxy}`, text: 'Negotiate' },
  })
  assert.deepEqual(told, [])
})

test('among several challenges the one for a password is found, with its realm', async (t) => {
  const challenges =
    'Digest realm="not, basic realm", nonce="a", Basic charset="UTF-8", realm="Acme"'
  const proxy = await openServer(t, (line) => {
    const head = `HTTP/1.1 407 Who\r\nProxy-Authenticate: ${challenges}\r\nContent-Length: 0\r\n\r\n`
    line.once('data', () => line.end(head))
  })
  const { hear, login } = openDial(t, `PROXY 127.0.0.1:${proxy}`)
  const heard = hear('ws://127.0.0.1:1/')
  await until(() => login.question() !== null)
  assert.equal(login.question()?.realm, 'Acme')
  login.cancel()
  await assert.rejects(heard, { code: 'proxyRefused' })
})

test('no password is in a failure', async (t) => {
  const proxy = await openServer(t, (line) => line.destroy())
  const { hear, login } = openDial(t, `PROXY 127.0.0.1:${proxy}`)
  void login.ask({ host: `127.0.0.1:${proxy}`, realm: '' }, null, null)
  login.answer(`127.0.0.1:${proxy}`, right)
  const failure: unknown = await hear('ws://127.0.0.1:1/').catch((error: unknown) => error)
  assert.ok(failure instanceof Failure)
  const said = inspect(failure, { depth: 9, showHidden: true })
  const basic = Buffer.from(`${right.username}:${right.password}`).toString('base64')
  assert.ok(!said.includes(right.password) && !said.includes(basic), said)
})

test('one who hangs up gets no line, and the question goes', async (t) => {
  const proxy = await startProxy()
  t.after(() => proxy.stop())
  proxy.want(right)
  const { hear, login, controller } = openDial(t, `PROXY 127.0.0.1:${proxy.port}`)
  const heard = hear('ws://127.0.0.1:1/')
  await until(() => login.question() !== null)
  controller.abort()
  await assert.rejects(heard)
  assert.equal(login.question(), null)
})

test('TLS goes through the tunnel and through TLS to the proxy alike, trusting what is trusted', async (t) => {
  const authority = createAuthority()
  const context = createSecureContext({ ca: authority.cert })
  const server = await startFront(await openServer(t), authority.issue())
  const proxy = await startProxy()
  const front = await startFront(proxy.port, authority.issue({ names: ['localhost'] }))
  t.after(async () => {
    for (const each of [server, front, proxy]) await each.stop()
  })
  for (const settings of [`PROXY 127.0.0.1:${proxy.port}`, `HTTPS localhost:${front.port}`]) {
    const { hear } = openDial(t, settings, { of: () => [{ context, only: null }] })
    assert.equal(await hear(`wss://localhost:${server.port}/`), 'hello')
  }
  assert.equal(proxy.passed.length, 2)
})

test('a certificate that Node does not trust is brought before Chromium, which has the last word', async (t) => {
  const authority = createAuthority()
  const server = await startFront(await openServer(t), authority.issue())
  t.after(() => server.stop())
  const url = `wss://localhost:${server.port}/`
  let context: SecureContext | undefined

  const trusting = openDial(t, 'DIRECT', {
    of: () => (context ? [{ context, only: null }] : []),
    consult: async () => void (context = createSecureContext({ ca: authority.cert })),
  })
  assert.equal(await trusting.hear(url), 'hello')
  const refusing = openDial(t, 'DIRECT', {
    consult: ({ host }) =>
      Promise.reject(certificateRefused(host, 'ERR_CERT_AUTHORITY_INVALID', null)),
  })
  await assert.rejects(refusing.hear(url), { code: 'certificateRefused' })
  const divided = openDial(t, 'DIRECT; DIRECT')
  await assert.rejects(divided.hear(url), {
    code: 'certificateRefused',
    message: /UNABLE_TO_VERIFY/,
  })
})

test('a certificate is good for its own names and addresses only', async (t) => {
  const authority = createAuthority()
  const context = createSecureContext({ ca: authority.cert })
  const port = await openServer(t)
  const server = await startFront(port, authority.issue({ names: ['localhost'] }))
  t.after(() => server.stop())
  const { hear } = openDial(t, 'DIRECT', { of: () => [{ context, only: null }] })
  assert.equal(await hear(`wss://localhost:${server.port}/`), 'hello')
  const elsewhere = hear(`wss://127.0.0.1:${server.port}/`)
  await assert.rejects(elsewhere, { code: 'certificateWrongName', message: /ALTNAME/ })
  await server.show(authority.issue({ names: ['127.0.0.1'] }))
  assert.equal(await hear(`wss://127.0.0.1:${server.port}/`), 'hello')
  await assert.rejects(hear(`wss://localhost:${server.port}/`), { code: 'certificateWrongName' })
})

test('also a proxy that is spoken to over TLS has to be trusted', async (t) => {
  const proxy = await startProxy()
  const front = await startFront(proxy.port, createAuthority().issue())
  t.after(async () => {
    for (const each of [front, proxy]) await each.stop()
  })
  const port = await openServer(t)
  const { hear } = openDial(t, `HTTPS localhost:${front.port}; DIRECT`)
  await assert.rejects(hear(`ws://127.0.0.1:${port}/`), { code: 'certificateRefused' })
  assert.deepEqual(proxy.passed, [])
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

test('a proxy that denies a tunnel with 401 before anything was typed asks nobody', async (t) => {
  const proxy = await openServer(t, (line) => {
    line.once('data', () => line.end('HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n'))
  })
  const { hear, told } = openDial(t, `PROXY 127.0.0.1:${proxy}`)
  await assert.rejects(hear('ws://127.0.0.1:1/'), { code: 'proxyDenied', message: /401/ })
  assert.deepEqual(told, [])
})
