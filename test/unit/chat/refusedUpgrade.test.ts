import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from '../../support/fakes.ts'
import { openSocketHarness, token } from '../../support/socketHarness.ts'

const body = (code: number) => JSON.stringify({ code, message: 'No.', StatusCode: 401 })
for (const [head, text, meaning] of [
  ['401 Unauthorized', body(43), 'tokenSignatureInvalid'],
  ['401 Unauthorized', body(40), 'tokenExpired'],
  ['401 Unauthorized', '<html>Hotel network</html>', 'badAnswer'],
  ['403 Forbidden', '', 'badAnswer'],
  ['404 Not Found', 'not here', 'addressWrong'],
  ['404 Not Found', '{"code":5,"message":"Not Found"}', 'addressWrong'],
  ['400 Bad Request', '<html>400</html>', 'addressWrong'],
  ['426 Upgrade Required', '', 'addressWrong'],
  ['400 Bad Request', '{"code":4,"message":"No."}', 'badInput'],
  ['403 Forbidden', '{"code":99}', 'appSuspended'],
  ['431 Too Large', '', 'headersTooLarge'],
  ['401 Unauthorized', `\ufeff${body(40)}`, 'tokenExpired'],
  ['429 Too Many Requests', 'slow', 'rateLimited'],
  ['503 Service Unavailable', 'no healthy upstream', 'serverError'],
  ['302 Found', '', 'redirected'],
  ['200 OK', '<html>Hotel network</html>', 'badAnswer'],
] as const) {
  test(`an upgrade refused with ${head} “${text}” is ${meaning}`, async (t) => {
    const line = await openSocketHarness(t, { refuse: (end) => end(head, text) })
    assert.equal((await line.closed).code, meaning)
    await settled()
    assert.deepEqual(line.told, [meaning])
    assert.deepEqual(line.clock.pending(), [])
  })
}

/** Refuses an upgrade with a head and a body that are sent as they are. */
const refusing = (head: string) => ({
  refuseBytes: (write: (bytes: string) => boolean) => void write(`HTTP/1.1 ${head}\r\n\r\n`),
})

for (const [head, askedMs] of [
  ['503 x\r\nContent-Length: 0\r\nRetry-After: 300', 300_000],
  ['429 Slow\r\nContent-Length: 0\r\nRetry-After: 0', 0],
  ['429 Slow\r\nContent-Length: 0\r\nRetry-After: 2592000', 3_600_000],
  [
    '503 x\r\nContent-Length: 0\r\nDate: Tue, 06 May 2014 07:08:09 GMT\r\nRetry-After: Tue, 06 May 2014 07:08:39 GMT',
    30_000,
  ],
  ['429 Slow\r\nContent-Length: 0\r\nX-RateLimit-Reset: 20', 20_000],
  ['503 x\r\nContent-Length: 0', null],
] as const) {
  test(`an upgrade refused with ${JSON.stringify(head)} asks for a pause of ${askedMs} ms`, async (t) => {
    const line = await openSocketHarness(t, refusing(head))
    assert.equal((await line.closed).retryAfterMs, askedMs)
  })
}

test('a date in Retry-After without a Date is read by what is known of the server’s clock', async (t) => {
  const head = '503 x\r\nContent-Length: 0\r\nRetry-After: Tue, 06 May 2014 07:08:39 GMT'
  const serverNow = () => Date.UTC(2014, 4, 6, 7, 8, 29)
  const line = await openSocketHarness(t, { ...refusing(head), serverNow })
  assert.equal((await line.closed).retryAfterMs, 10_000)
})

test('the body of a refused upgrade is read up to 64 KB, and then its connection is dropped', async (t) => {
  const dropped = Promise.withResolvers<void>()
  let sent = 0
  const line = await openSocketHarness(t, {
    refuseBytes(write, socket) {
      socket.on('close', dropped.resolve)
      write('HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n')
      const pour = () => {
        while (!socket.destroyed && write('x'.repeat(16_384))) sent += 16_384
        socket.once('drain', pour)
      }
      pour()
    },
  })
  assert.equal((await line.closed).code, 'badAnswer')
  await dropped.promise
  assert.ok(sent < 64 * 1024 * 1024)
})

test('the body of a refused upgrade that never ends is waited for 5 s', async (t) => {
  const dropped = Promise.withResolvers<void>()
  const written = Promise.withResolvers<void>()
  const line = await openSocketHarness(t, {
    refuseBytes(write, socket) {
      socket.on('end', dropped.resolve).resume()
      write('HTTP/1.1 503 x\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\n{')
      written.resolve()
    },
  })
  await written.promise
  while (!line.clock.pending().includes(5_000)) await new Promise(setImmediate)
  await line.clock.turn(5_000)
  const { code, retryAfterMs } = await line.closed
  assert.deepEqual([code, retryAfterMs], ['serverError', 7_000])
  await dropped.promise
})

test('an upgrade refused with header bytes and a reason beyond ASCII is read like others', async (t) => {
  const line = await openSocketHarness(t, {
    refuseBytes: (write) =>
      void write(
        'HTTP/1.1 401 Non autoris\xe9\r\nX-Team: \xe9quipe\r\nContent-Length: 11\r\n\r\n{"code":40}',
      ),
  })
  assert.equal((await line.closed).code, 'tokenExpired')
})

test('an answer that cannot be used leaves host, status and a usual type in the log, and no more', async (t) => {
  for (const [type, told] of [
    ['text/html; charset=utf-8', 'text/html'],
    [`text/${token.slice(-20)}`, 'other'],
  ] as const) {
    const head = `403 Forbidden\r\nContent-Length: 0\r\nContent-Type: ${type}`
    const line = await openSocketHarness(t, refusing(head))
    await line.closed
    const [entry = ''] = line.log.lines.filter((line) => line.includes('answer.bad'))
    const { host, ...rest } = JSON.parse(entry.replace('info answer.bad ', '')) as { host: string }
    assert.match(host, /^127\.0\.0\.1:\d+$/)
    assert.deepEqual(rest, { over: 'socket', status: 403, type: told })
  }
})
