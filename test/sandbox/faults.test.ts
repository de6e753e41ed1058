import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { test } from 'node:test'

import { codes, statusOf } from '../../sandbox/refusal.ts'
import { mint, openBench } from './client.ts'

/** Those of the protocol, and one that no client knows. */
for (const code of [...Object.keys(codes).map(Number), 4711]) {
  test(`everything can be refused with code ${code}`, async (t) => {
    const bench = await openBench(t, { faults: { refuseWith: code, retryAfterSeconds: 11 } })
    const status = statusOf(code)
    const token = await mint({ user_id: 'alice' })
    const replies = [
      await bench.call(token, '/channels'),
      await bench.call(null, '/guest', { user: { id: 'v' } }),
    ]
    for (const reply of replies) {
      assert.deepEqual(
        [reply.status, reply.body.code, reply.body.StatusCode],
        [status, code, status],
      )
      assert.equal(reply.headers['retry-after'], code === 9 ? '11' : undefined)
    }
    const { error } = await bench.connect(token).next()
    assert.deepEqual([error.code, error.StatusCode], [code, status])
    assert.equal((await bench.signIn('alice', 'alice-sandbox')).status, 200)
    assert.deepEqual(bench.sandbox.faults.counters().rest, { [code]: 2 })
    assert.deepEqual(bench.sandbox.faults.counters().connects, { [code]: 1 })
  })
}

test('network off cuts all that is open and all that comes, and on heals it', async (t) => {
  const key = 'control-key-for-tests'
  const bench = await openBench(t, { controlKey: key, faults: { tokenService: 'never' } })
  const { line } = await bench.join(null)
  const waiting = assert.rejects(bench.signIn('alice', 'alice-sandbox'), { code: 'ECONNRESET' })
  while (bench.sandbox.faults.counters().tokenServiceCalls === 0)
    await bench.call(null, '/channels')
  bench.sandbox.faults.change({ network: 'off' })
  assert.equal(bench.sandbox.faults.counters().socketsOpen, 0)
  assert.equal(await line.closed, 1006)
  await waiting
  await assert.rejects(bench.call(null, '/channels'), { code: 'ECONNRESET' })
  await assert.rejects(bench.signIn('alice', 'alice-sandbox'), { code: 'ECONNRESET' })
  await assert.rejects(bench.ask('/nowhere'), { code: 'ECONNRESET' })
  const [error] = await once(bench.connect(null).socket, 'error')
  assert.equal(error.code, 'ECONNRESET')
  const on = { headers: { 'x-sandbox-control': key }, body: { network: 'on' } }
  assert.equal((await bench.ask('/sandbox/faults', on)).status, 200)
  assert.equal((await bench.call(null, '/channels')).status, 201)
  await bench.join(null)
})

test('network off also ends connections that wait for nothing', async (t) => {
  const bench = await openBench(t)
  const raw = createConnection(Number(new URL(bench.sandbox.url).port), '127.0.0.1')
  raw.write('GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(raw, 'data')
  bench.sandbox.faults.change({ network: 'off' })
  await once(raw, 'close')
})

test('cut drops every socket without a close frame, and lets them come back', async (t) => {
  const bench = await openBench(t)
  const lines = [
    (await bench.join(null)).line,
    (await bench.join(await mint({ user_id: 'alice' }))).line,
  ]
  bench.sandbox.faults.act({ action: 'cut' })
  for (const { closed } of lines) assert.equal(await closed, 1006)
  await bench.join(null)
})

test('silent sockets are open and say nothing, not even a refusal, until they may again', async (t) => {
  const bench = await openBench(t)
  const token = await mint({ user_id: 'alice', exp: 60 })
  const { line } = await bench.join(token)
  bench.sandbox.faults.change({ sockets: 'silent' })
  const [refused, admitted] = [bench.connect('word'), bench.connect(token)]
  await Promise.all([refused, admitted].map(({ socket }) => once(socket, 'open')))
  let frames = 0
  for (const { socket } of [line, refused, admitted]) socket.on('message', () => (frames += 1))
  line.socket.send('[{"type":"health.check"}]')
  bench.clock.advance(60_000)
  await bench.call(null, '/channels')
  assert.deepEqual([frames, line.socket.readyState, refused.socket.readyState], [0, 1, 1])
  bench.sandbox.faults.change({ sockets: 'ok' })
  bench.clock.advance(0)
  assert.equal((await line.next()).error.code, 40)
})

test('sockets can be refused with a plain 503', async (t) => {
  const bench = await openBench(t, { faults: { sockets: 'unavailable' } })
  const [, response] = await once(bench.connect(null).socket, 'unexpected-response')
  assert.equal(response.statusCode, 503)
})

test('a chat server that is unavailable says so in plain text with Retry-After', async (t) => {
  const bench = await openBench(t, { faults: { chat: 'unavailable' } })
  const { status, headers, body } = await bench.call(null, '/channels')
  assert.deepEqual([status, headers['retry-after'], body], [503, '5', undefined])
})

test('a captive portal answers every REST call with its page', async (t) => {
  const bench = await openBench(t, { faults: { chat: 'html' } })
  const { status, headers } = await bench.call(null, '/channels')
  assert.deepEqual([status, headers['content-type']], [200, 'text/html; charset=utf-8'])
})

test('a lost answer is lost after the message was posted, so that a resend is told that it exists', async (t) => {
  const bench = await openBench(t, { faults: { chat: 'loseAnswers' } })
  const token = await mint({ user_id: 'alice' })
  const path = '/channels/livestream/launch-day/message'
  const message = { id: 'm-1', text: 'Once' }
  await assert.rejects(bench.call(token, path, { message }), { code: 'ECONNRESET' })
  assert.equal(bench.sandbox.faults.counters().messagesStored, 1)
  bench.sandbox.faults.change({ chat: 'ok' })
  const { body } = await bench.call(token, path, { message })
  assert.deepEqual([body.code, /already exists/.test(body.message)], [4, true])
  assert.equal(bench.sandbox.faults.counters().messagesStored, 1)
})

test('a slow chat server answers after its delay', async (t) => {
  const bench = await openBench(t, { faults: { chatDelayMs: 500 } })
  const asked = bench.call(null, '/channels')
  while (bench.clock.pending().length === 0) await bench.signIn('alice', 'alice-sandbox')
  assert.deepEqual(bench.clock.pending(), [500])
  bench.clock.advance(500)
  assert.equal((await asked).status, 201)
})

test('a sandbox does not start with a switch that is none', async (t) => {
  await assert.rejects(openBench(t, { faults: JSON.parse('{"network":"sometimes"}') }), /network/)
})
