import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { Failure } from '../../main/auth/errors.ts'
import type { JsonAnswer, JsonRequest } from '../../main/network/http.ts'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** Sends a request by one of the ways that the app has or had. */
export type Send = (request: JsonRequest) => Promise<JsonAnswer>

/** A server of one's own making on this computer, and a way to ask it. */
async function openServer(t: TestContext, send: Send, answer: Answer) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(response, request)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  function ask(changes: Partial<JsonRequest> = {}): Promise<JsonAnswer> {
    const request: JsonRequest = {
      url: new URL(`${origin}/token`),
      method: 'POST',
      headers: {},
      body: { password: 'hunter2' },
      signal: new AbortController().signal,
      timeoutMs: 5_000,
      maxBytes: 65_536,
      ...changes,
    }
    return send(request)
  }
  return { origin, asked, ask }
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response
    .writeHead(status, { 'Content-Type': 'application/json', ...headers })
    .end(JSON.stringify(body))

/** The promises of a request, for each transport. */
export function testRequests(send: Send): void {
  const openHere = (t: TestContext, answer: Answer) => openServer(t, send, answer)

  test('a JSON body goes out and a JSON answer of any status comes back', async (t) => {
    const { ask } = await openHere(t, (response, request) => {
      let sent = ''
      request.on('data', (chunk: Buffer) => void (sent += chunk.toString()))
      request.on('end', () => json(response, 418, { sent, type: request.headers['content-type'] }))
    })
    const answer = await ask()
    assert.equal(answer.status, 418)
    assert.deepEqual(answer.json, { sent: '{"password":"hunter2"}', type: 'application/json' })
  })

  test("an answer tells the server's clock by its Date, and one from a cache tells none", async (t) => {
    const date = { Date: 'Tue, 06 May 2031 07:08:09 GMT' }
    const fresh = await openHere(t, (response) => json(response, 200, {}, date))
    const told = (await fresh.ask()).serverNow ?? 0
    const expected = Date.UTC(2031, 4, 6, 7, 8, 9) + 500
    assert.ok(told >= expected && told < expected + 5_000, `${told}`)
    const cached = await openHere(t, (response) => json(response, 200, {}, { ...date, Age: '120' }))
    assert.equal((await cached.ask()).serverNow, null)
  })

  test('a redirect within the origin is followed with its method and body, three times', async (t) => {
    const { ask, asked } = await openHere(t, (response, request) => {
      const step = Number(request.url?.split('/')[2] ?? 0)
      if (step < 3)
        response.writeHead(step % 2 ? 307 : 308, { Location: `/token/${step + 1}` }).end()
      else json(response, 200, { step })
    })
    assert.deepEqual((await ask()).json, { step: 3 })
    assert.deepEqual(asked, ['POST /token', 'POST /token/1', 'POST /token/2', 'POST /token/3'])
  })

  test('a fourth redirect is refused', async (t) => {
    const { ask } = await openHere(t, (response) =>
      response.writeHead(307, { Location: '/token' }).end(),
    )
    await assert.rejects(ask(), { code: 'redirected' })
  })

  test('a redirect to another origin is refused, and nothing reaches it', async (t) => {
    const other = await openHere(t, (response) => json(response, 200, {}))
    const port = new URL(other.origin).port
    for (const target of [other.origin, `//127.0.0.1:${port}/`, `http://localhost:${port}`]) {
      const { ask } = await openHere(t, (response) =>
        response.writeHead(307, { Location: target }).end(),
      )
      await assert.rejects(ask(), { code: 'redirected', origin: 'inBetween' })
    }
    assert.deepEqual(other.asked, [])
  })

  for (const status of [301, 302, 303]) {
    test(`a ${status}, which would turn a POST into a GET, is refused even within the origin`, async (t) => {
      const { ask, asked } = await openHere(t, (response) =>
        response.writeHead(status, { Location: '/elsewhere' }).end(),
      )
      await assert.rejects(ask(), { code: 'redirected' })
      assert.deepEqual(asked, ['POST /token'])
    })
  }

  test('an answer over 64 KB is refused, whether its length is told or not', async (t) => {
    const body = JSON.stringify({ token: 'x'.repeat(65_536) })
    for (const headers of [{ 'Content-Length': body.length }, {}]) {
      const { ask } = await openHere(t, (response) => {
        response.writeHead(200, headers)
        for (let at = 0; at < body.length; at += 8_000) response.write(body.slice(at, at + 8_000))
        response.end()
      })
      await assert.rejects(ask(), { code: 'badAnswer' })
    }
  })

  test('an answer that never ends is cut off at its limit, and the server is told', async (t) => {
    const closed = Promise.withResolvers<void>()
    const { ask } = await openHere(t, (response) => {
      const pour = () => {
        while (response.writable && response.write('x'.repeat(16_384)));
        response.once('drain', pour)
      }
      response.on('close', closed.resolve)
      pour()
    })
    await assert.rejects(ask(), { code: 'badAnswer' })
    await closed.promise
  })

  test('an answer of exactly 64 KB is read', async (t) => {
    const { ask } = await openHere(t, (response) => response.end(`"${'x'.repeat(65_534)}"`))
    assert.equal((await ask()).status, 200)
  })

  test('a page instead of JSON is an answer without JSON, however it calls itself', async (t) => {
    for (const [status, type] of [
      [200, 'text/html'],
      [200, 'application/json'],
      [401, 'text/html'],
      [403, 'text/html'],
      [204, 'application/json'],
      [429, 'text/plain'],
      [503, 'text/html'],
    ] as const) {
      const { ask } = await openHere(t, (response) => {
        response.writeHead(status, { 'Content-Type': type })
        response.end(
          status === 204 ? undefined : '<html>Please sign in to the hotel network</html>',
        )
      })
      const answer = await ask()
      assert.deepEqual([answer.status, answer.json, answer.type], [status, undefined, type])
    }
  })

  test('a byte order mark before JSON is no part of it, whatever the status', async (t) => {
    for (const status of [200, 401]) {
      const { ask } = await openHere(t, (response) =>
        response.writeHead(status).end(Buffer.from('\ufeff{"error":"no"}')),
      )
      assert.deepEqual((await ask()).json, { error: 'no' })
    }
  })

  test('an answer says how long it asks to wait, whatever its body', async (t) => {
    for (const status of [200, 429, 503]) {
      const { ask } = await openHere(t, (response) =>
        response.writeHead(status, { 'Retry-After': '7' }).end('busy'),
      )
      assert.equal((await ask()).retryAfterMs, 7_000)
    }
  })

  test('where a status is all that is needed, a 2xx counts though its body is cut short or too long', async (t) => {
    const cut = await openHere(t, (response) => {
      response.writeHead(201, { 'Content-Length': 100 }).write('{')
      setImmediate(() => response.socket?.destroy())
    })
    const long = await openHere(t, (response) => response.writeHead(201).end('x'.repeat(70_000)))
    for (const { ask } of [cut, long]) {
      assert.equal((await ask({ isBodyOptional: true })).status, 201)
      await assert.rejects(ask())
    }
  })

  // What existing clients get wrong, 4.
  test('a server that never answers, or never finishes, is a time-out', async (t) => {
    const silent = await openHere(t, () => undefined)
    await assert.rejects(silent.ask({ timeoutMs: 50 }), { code: 'timeout' })
    const slow = await openHere(t, (response) => void response.writeHead(200).write('{'))
    await assert.rejects(slow.ask({ timeoutMs: 50 }), { code: 'timeout' })
  })

  test('a request that is called off says so', async (t) => {
    const controller = new AbortController()
    const { ask } = await openHere(t, () => controller.abort())
    await assert.rejects(ask({ signal: controller.signal }), { code: 'aborted' })
    await assert.rejects(ask({ signal: controller.signal }), { code: 'aborted' })
  })

  test('a connection that is refused or breaks off is a network failure that names the host', async (t) => {
    const { ask, origin } = await openHere(t, (response) => response.socket?.destroy())
    await assert.rejects(ask(), { code: 'network', canRetry: true })
    const broken = await openHere(t, (response) => {
      response.writeHead(200, { 'Content-Length': 100 }).write('{')
      setImmediate(() => response.socket?.destroy())
    })
    await assert.rejects(broken.ask(), { code: 'network' })
    const failure = (await ask({ url: new URL('http://127.0.0.1:1/') }).catch(
      (error: unknown) => error,
    )) as Failure
    assert.equal(failure.code, 'network')
    assert.match(failure.message, /127\.0\.0\.1:1/)
    assert.ok(origin.startsWith('http://127.0.0.1'))
  })

  // What existing clients get wrong, 9.
  test('no secret of the request is anywhere in a failure, not even when it cannot be sent', async (t) => {
    const { ask } = await openHere(t, (response) => response.socket?.destroy())
    for (const headers of [
      { Authorization: 'Bearer a-credential' },
      { Authorization: 'Bearer a-credential\nX: y' },
      { Authorization: 'Bearer a-credential-é-東' },
    ]) {
      const url = new URL('?authorization=a-credential', 'http://127.0.0.1:1/')
      for (const changes of [{ headers }, { headers, url }]) {
        const failure: unknown = await ask(changes).catch((error: unknown) => error)
        assert.ok(failure instanceof Failure)
        const isSendable = headers.Authorization === 'Bearer a-credential'
        assert.equal(failure.code, isSendable ? 'network' : 'credentialUnusable')
        const said = inspect(failure, { depth: 9, showHidden: true })
        assert.ok(!said.includes('a-credential') && !said.includes('hunter2'), said)
      }
    }
  })

  test('cookies are neither kept nor sent, and nothing comes from a cache', async (t) => {
    const { ask, asked } = await openHere(t, (response, request) =>
      json(
        response,
        200,
        { cookie: request.headers.cookie ?? null },
        {
          'Set-Cookie': 'known=you; Max-Age=600',
          'Cache-Control': 'max-age=600',
        },
      ),
    )
    for (const method of ['GET', 'GET', 'POST'] as const) {
      const answer = await ask({ method, body: undefined })
      assert.deepEqual(answer.json, { cookie: null })
    }
    assert.equal(asked.length, 3)
  })

  test('a 401 that asks for a password in the way of browsers is an answer like others', async (t) => {
    const { ask } = await openHere(t, (response) =>
      json(response, 401, { error: 'no' }, { 'WWW-Authenticate': 'Basic realm="api"' }),
    )
    const { status, json: body } = await ask()
    assert.deepEqual({ status, body }, { status: 401, body: { error: 'no' } })
  })

  test('a compressed answer is read', async (t) => {
    const { ask } = await openHere(t, (response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('{"small":true}')),
    )
    assert.deepEqual((await ask()).json, { small: true })
  })

  test('headers arrive as they were set', async (t) => {
    const { ask } = await openHere(t, (response, { headers }) =>
      json(response, 200, [headers.authorization, headers['x-client-request-id'], headers.accept]),
    )
    const headers = { Authorization: 'a.b.c', 'x-client-request-id': '7' }
    assert.deepEqual((await ask({ headers })).json, ['a.b.c', '7', 'application/json'])
  })
}
