import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { test } from 'node:test'

import { livestreams, mint, openHarness } from './harness.ts'
import { startOfTime } from './manualClock.ts'

const key = 'control-key-for-tests'

test('an error has the body of the protocol, and its StatusCode is the HTTP status', async (t) => {
  const harness = await openHarness(t)
  const { status, body, headers } = await harness.call(null, '/channels/team/design-review/query')
  assert.equal(status, 403)
  assert.match(headers['content-type'] ?? '', /^application\/json/)
  assert.match(body.duration, /^\d+\.\d\dms$/)
  assert.deepEqual(Object.keys(body), [
    'code',
    'message',
    'StatusCode',
    'duration',
    'more_info',
    'details',
  ])
  assert.deepEqual([body.code, body.StatusCode, body.more_info, body.details], [17, 403, '', []])
})

test('a good answer has a duration', async (t) => {
  const harness = await openHarness(t)
  assert.match((await harness.call(null, '/channels')).body.duration, /^\d+\.\d\dms$/)
})

test('every answer is dated by the clock of the sandbox', async (t) => {
  const harness = await openHarness(t, { controlKey: key })
  harness.clock.advance(3_600_000)
  const date = new Date(startOfTime + 3_600_000).toUTCString()
  const control = { method: 'GET', headers: { 'x-sandbox-control': key } }
  for (const reply of [
    await harness.call(null, '/channels'),
    await harness.call(null, '/nowhere'),
    await harness.signIn('alice', 'wrong'),
    await harness.ask('/sandbox/faults', control),
  ]) {
    assert.equal(reply.headers.date, date)
  }
})

for (const [method, path] of [
  ['GET', '/'],
  ['GET', '//channels'],
  ['GET', '/channels'],
  ['GET', '/connect'],
  ['POST', '/app'],
  ['POST', '/channels/livestream/launch-day'],
  ['POST', '/channels/livestream/launch-day/delete'],
  ['POST', '/channels/livestream/launch-day/query/more'],
  ['POST', '/channels/{type}/{id}/{id}/query'],
  ['POST', '/token/'],
  ['POST', '/constructor'],
  ['POST', '/%zz'],
  ['GET', '/sandbox/faults'],
  ['POST', '/sandbox/actions'],
] as const) {
  test(`${method} ${path} is not found: code 16`, async (t) => {
    const harness = await openHarness(t)
    const { status, body } = await harness.ask(path, { method })
    assert.deepEqual([status, body.code, body.StatusCode], [404, 16, 404])
  })
}

for (const [what, body] of [
  ['is not JSON', '{"message":'],
  ['is not UTF-8', Buffer.from('{"x":"\xff"}', 'latin1')],
  ['is a word', '"word"'],
  ['is null', 'null'],
] as const) {
  test(`a body that ${what} is refused with code 4`, async (t) => {
    const harness = await openHarness(t)
    const reply = await harness.call(await mint({ user_id: 'alice' }), '/channels', body)
    assert.deepEqual([reply.status, reply.body.code], [400, 4])
  })
}

test('a body of 64 KB is read, one byte more is refused with code 22 (413)', async (t) => {
  const harness = await openHarness(t)
  const query = JSON.stringify({ filter_conditions: livestreams })
  assert.equal((await harness.call(null, '/channels', query.padEnd(65_536))).status, 201)
  const { status, body } = await harness.call(null, '/channels', query.padEnd(65_537))
  assert.deepEqual([status, body.code, body.StatusCode], [413, 22, 413])
})

test('a request whose body does not arrive within 30 s is refused with code 23 (408)', async (t) => {
  const harness = await openHarness(t)
  const { port } = new URL(harness.sandbox.url)
  const raw = createConnection(Number(port), '127.0.0.1')
  t.after(() => raw.destroy())
  raw.write('POST /channels HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{')
  while (harness.clock.pending().length === 0) await harness.call(null, '/channels')
  const answered = once(raw, 'data')
  harness.clock.advance(30_000)
  const [answer] = await answered
  assert.match(String(answer), /^HTTP\/1\.1 408 .*\r\n\r\n\{"code":23,/s)
})

test('headers of more than 16 KB are refused with code 431', async (t) => {
  const harness = await openHarness(t)
  const headers = { 'stream-auth-type': 'anonymous', 'x-long': 'x'.repeat(20_000) }
  const { status, body } = await harness.ask('/channels', { headers })
  assert.deepEqual([status, body.code, body.StatusCode], [431, 431, 431])
})

test('an empty body counts as an empty object', async (t) => {
  const harness = await openHarness(t)
  assert.equal((await harness.call(null, '/channels/livestream/launch-day/query', '')).status, 201)
})

const endpoints = ['/channels', '/guest', '/token', '/sandbox/faults', '/nowhere'] as const

for (const path of endpoints) {
  test(`${path} does not answer a web page (Origin)`, async (t) => {
    const harness = await openHarness(t, { controlKey: key })
    for (const origin of ['https://evil.example', harness.sandbox.url, 'null', '']) {
      const { status, body } = await harness.ask(path, {
        headers: { origin, 'x-sandbox-control': key },
      })
      assert.deepEqual([status, body.code], [403, 17])
    }
    assert.equal(harness.sandbox.faults.counters().tokenServiceCalls, 0)
  })

  test(`${path} does not answer under a foreign name (DNS rebinding)`, async (t) => {
    const harness = await openHarness(t, { controlKey: key })
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example:80',
      '127.0.0.2',
      'user@localhost',
      '[::2]',
    ]) {
      const { status, body } = await harness.ask(path, {
        headers: { host, 'x-sandbox-control': key },
      })
      assert.deepEqual([status, body.code], [403, 17], host)
    }
  })
}

for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST:8080', '[::1]:99']) {
  test(`the sandbox answers under the local name ${host}`, async (t) => {
    const harness = await openHarness(t)
    const headers = { host, 'stream-auth-type': 'anonymous' }
    const asking = { method: 'GET', query: { api_key: harness.sandbox.apiKey }, headers }
    assert.equal((await harness.ask('/app', asking)).status, 200)
  })
}

for (const [what, headers] of [
  ['a web page', { origin: 'https://evil.example' }],
  ['a foreign name', { host: 'evil.example' }],
] as const) {
  test(`a socket asked for by ${what} is refused with a plain 403`, async (t) => {
    const harness = await openHarness(t)
    const { socket } = harness.dial({}, headers)
    const [, response] = await once(socket, 'unexpected-response')
    assert.equal(response.statusCode, 403)
  })
}

test('a request that names no host is not answered', async (t) => {
  const harness = await openHarness(t)
  const raw = createConnection(Number(new URL(harness.sandbox.url).port), '127.0.0.1')
  raw.write('GET /app HTTP/1.0\r\n\r\n')
  const [answer] = await once(raw, 'data')
  assert.match(answer.toString(), /^HTTP\/1\.1 403 /)
  raw.destroy()
})

const isLinux = process.platform === 'linux'
test('the sandbox listens on 127.0.0.1 and nowhere else', { skip: !isLinux }, async (t) => {
  const harness = await openHarness(t)
  const { hostname, port } = new URL(harness.sandbox.url)
  assert.equal(hostname, '127.0.0.1')
  // The rest of 127.0.0.0/8 is this computer too, but not the address listened on.
  const other = createConnection(Number(port), '127.0.0.2')
  const [error] = await once(other, 'error')
  assert.equal(error.code, 'ECONNREFUSED')
})

test('a port that is taken rejects with EADDRINUSE', async (t) => {
  const harness = await openHarness(t)
  await assert.rejects(openHarness(t, { port: Number(new URL(harness.sandbox.url).port) }), {
    code: 'EADDRINUSE',
  })
})

test('stopping frees the port and cuts open connections, even unanswered ones', async (t) => {
  const harness = await openHarness(t, { faults: { chat: 'never' } })
  const { line } = await harness.join(null)
  const unanswered = assert.rejects(harness.call(null, '/channels'), { code: 'ECONNRESET' })
  const raw = createConnection(Number(new URL(harness.sandbox.url).port), '127.0.0.1')
  await once(raw, 'connect')
  await harness.signIn('alice', 'alice-sandbox')
  await harness.sandbox.stop()
  assert.equal(await line.closed, 1006)
  await unanswered
  raw.destroy()
  const again = await openHarness(t, { port: Number(new URL(harness.sandbox.url).port) })
  assert.equal(again.sandbox.url, harness.sandbox.url)
})

test('stopping does not wait for a client that was refused and keeps its end open', async (t) => {
  const harness = await openHarness(t)
  const port = Number(new URL(harness.sandbox.url).port)
  const raw = createConnection({ port, host: '127.0.0.1', allowHalfOpen: true })
  t.after(() => raw.destroy())
  raw.write(
    'GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  )
  raw.resume()
  await once(raw, 'end')
  await harness.sandbox.stop()
})

test('of a query parameter that comes twice the first counts', async (t) => {
  const harness = await openHarness(t)
  const headers = { 'stream-auth-type': 'anonymous' }
  const twice = (first: string, second: string) =>
    harness.ask(`/app?api_key=${first}&API_KEY=${second}`, { method: 'GET', headers })
  assert.equal((await twice(harness.sandbox.apiKey, 'wrong')).status, 200)
  assert.equal((await twice('wrong', harness.sandbox.apiKey)).body.code, 2)
})

test('a sandbox without a secret does not start', async (t) => {
  await assert.rejects(openHarness(t, { secret: '' }), /needs a secret/)
})
