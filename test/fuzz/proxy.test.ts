import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { createDial } from '../../main/network/dial.ts'
import { createProxyLogin } from '../../main/network/proxyAuth.ts'
import { readRoutes } from '../../main/network/routes.ts'
import { anyText, mutatedText } from './json.ts'
import { assertCoded, fuzz, longestValueMs, outcomeOf } from './run.ts'
import { Failure } from '../../main/auth/errors.ts'

/** The proxy's next answer, whatever it is asked. */
const says = { text: '' }
const proxy = createServer((line) => {
  line.on('error', () => line.destroy())
  line.once('data', () => line.end(says.text, 'latin1'))
})
const listening = new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve))
after(() => proxy.close())

const route = fc
  .tuple(
    fc.constantFrom('DIRECT', 'PROXY', 'HTTPS', 'SOCKS', 'SOCKS5', 'QUIC'),
    fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((address) => `[${address}]`),
    ),
    fc.nat({ max: 70_000 }),
  )
  .map(([word, host, port]) => (word === 'DIRECT' ? word : `${word} ${host}:${port}`))
const routes = fc.array(route, { maxLength: 4 }).map((all) => all.join('; '))

test('whatever the settings say, what is read of it can be gone', async (t) => {
  const answers = fc.oneof(routes, mutatedText(routes), anyText)
  await fuzz(
    t,
    2_000,
    fc.property(answers, (answer) => {
      for (const route of readRoutes(answer)) {
        if (route.kind === 'direct') continue
        assert.ok(Number.isInteger(route.port) && route.port >= 1 && route.port <= 65_535)
        assert.match(route.host, /^[^\s[\]]+$/)
      }
    }),
  )
})

const challenge = fc.constantFrom('Basic realm="Acme"', 'Digest realm="a, basic b"', 'NTLM', '"')
const head = fc
  .tuple(fc.constantFrom(200, 204, 302, 403, 407, 502), fc.array(challenge, { maxLength: 3 }))
  .map(([status, challenges]) => {
    const lines = challenges.map((words) => `Proxy-Authenticate: ${words}\r\n`).join('')
    return `HTTP/1.1 ${status} So\r\n${lines}Content-Length: 2\r\n\r\nno`
  })

test('whatever a proxy says, there is a line, a question, or a failure with a code', async (t) => {
  await listening
  const { port } = proxy.address() as AddressInfo
  const login = createProxyLogin({
    changed() {
      const { host, realm } = login.question() ?? {}
      if (host === undefined) return
      assert.equal(typeof realm, 'string')
      queueMicrotask(() => login.cancel())
    },
  })
  const dial = createDial({
    resolveProxy: async () => `PROXY 127.0.0.1:${port}`,
    login,
    trust: { of: () => [], consult: async () => undefined },
  })
  await fuzz(
    t,
    300,
    fc.asyncProperty(fc.oneof(head, mutatedText(head), anyText), async (text) => {
      says.text = text
      login.allowPrompt()
      const caller = { signal: AbortSignal.timeout(longestValueMs), asking: () => undefined }
      const came = await outcomeOf(() => dial(new URL('ws://chat.acme.example/'), caller))
      if (came instanceof Failure)
        assertCoded(came, [
          'network',
          'proxyAuthUnsupported',
          'proxyDenied',
          'proxyRefused',
          'proxyUnreachable',
        ])
      else came.destroy()
    }),
  )
})
