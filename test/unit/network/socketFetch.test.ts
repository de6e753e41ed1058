import assert from 'node:assert/strict'
import { createServer, type ServerOptions } from 'node:https'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { createSecureContext } from 'node:tls'
import { createDial } from '../../../main/network/dial.ts'
import { requestJson } from '../../../main/network/http.ts'
import { createProxyLogin } from '../../../main/network/proxyAuth.ts'
import { createSocketFetch } from '../../../main/network/socketFetch.ts'
import { createAuthority } from '../../support/certificates.ts'

const authority = createAuthority()
const context = createSecureContext({ ca: authority.cert })

/** A server that asks for a client certificate, and what a request to it comes to. */
async function openServer(
  t: TestContext,
  options: ServerOptions,
  answer: (response: ServerResponse, sent: string) => void,
) {
  const server = createServer({ ...authority.issue(), requestCert: true, ...options })
  server.on('request', (request, response) => {
    let sent = `${request.method} ${request.url} ${request.headers.authorization} `
    request.on('data', (chunk: Buffer) => void (sent += chunk.toString()))
    request.on('end', () => answer(response, sent))
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const dial = createDial({
    resolveProxy: async () => 'DIRECT',
    login: createProxyLogin({ changed: () => undefined }),
    trust: { of: () => [{ context, only: null }], consult: async () => undefined },
  })
  const fetch = createSocketFetch(dial, 'latchkey-test')
  const { port } = server.address() as AddressInfo
  return (changes: { signal?: AbortSignal; timeoutMs?: number } = {}) =>
    requestJson(
      { fetch },
      {
        url: new URL(`https://localhost:${port}/token?x=1`),
        method: 'POST',
        headers: { Authorization: 'Bearer c' },
        body: { user_id: 'alice' },
        signal: new AbortController().signal,
        timeoutMs: 5_000,
        maxBytes: 65_536,
        ...changes,
      },
    )
}

test('a server that asks for a client certificate optionally is answered without one', async (t) => {
  const ask = await openServer(t, { rejectUnauthorized: false }, (response, sent) =>
    response.writeHead(201, { 'Retry-After': '7' }).end(JSON.stringify({ sent })),
  )
  const { status, json, retryAfterMs } = await ask()
  const sent = 'POST /token?x=1 Bearer c {"user_id":"alice"}'
  assert.deepEqual([status, json, retryAfterMs], [201, { sent }, 7_000])
})

test('a server that requires one is told as such: by an alert, or by a page', async (t) => {
  const strict = await openServer(t, { rejectUnauthorized: true }, () => assert.fail('Let in.'))
  await assert.rejects(strict(), { code: 'clientCertificateNeeded', canRetry: true })
  const page = await openServer(t, { rejectUnauthorized: false }, (response) =>
    response.writeHead(400, { 'Content-Type': 'text/html' }).end('<html>No certificate</html>'),
  )
  await assert.rejects(page(), { code: 'clientCertificateNeeded' })
})

test('such a request can be called off and runs out of time like others', async (t) => {
  const silent = await openServer(t, { rejectUnauthorized: false }, () => undefined)
  await assert.rejects(silent({ timeoutMs: 200 }), { code: 'timeout' })
  const controller = new AbortController()
  const ask = silent({ signal: controller.signal })
  setImmediate(() => controller.abort())
  await assert.rejects(ask, { code: 'aborted' })
  await assert.rejects(silent({ signal: controller.signal }), { code: 'aborted' })
})
