import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { test } from 'node:test'

import { codes, statusOf } from '../../sandbox/refusal.ts'
import { mint, openHarness } from './harness.ts'

/** Those of the protocol, and one that no client knows. */
for (const code of [...Object.keys(codes).map(Number), 4711]) {
  test(`everything can be refused with code ${code}`, async (t) => {
    const harness = await openHarness(t, { faults: { refuseWith: code, retryAfterSeconds: 11 } })
    const status = statusOf(code)
    const token = await mint({ user_id: 'alice' })
    const replies = [
      await harness.call(token, '/channels'),
      await harness.call(null, '/guest', { user: { id: 'v' } }),
    ]
    for (const reply of replies) {
      assert.deepEqual(
        [reply.status, reply.body.code, reply.body.StatusCode],
        [status, code, status],
      )
      assert.equal(reply.headers['retry-after'], code === 9 ? '11' : undefined)
    }
    const { error } = await harness.connect(token).next()
    assert.deepEqual([error.code, error.StatusCode], [code, status])
    assert.equal((await harness.signIn('alice', 'alice-sandbox')).status, 200)
    assert.deepEqual(harness.sandbox.faults.counters().rest, { [code]: 2 })
    assert.deepEqual(harness.sandbox.faults.counters().connects, { [code]: 1 })
  })
}

test('network off cuts all that is open and all that comes, and on heals it', async (t) => {
  const key = 'control-key-for-tests'
  const harness = await openHarness(t, { controlKey: key, faults: { tokenService: 'never' } })
  const { line } = await harness.join(null)
  const waiting = assert.rejects(harness.signIn('alice', 'alice-sandbox'), { code: 'ECONNRESET' })
  while (harness.sandbox.faults.counters().tokenServiceCalls === 0)
    await harness.call(null, '/channels')
  harness.sandbox.faults.change({ network: 'off' })
  assert.equal(harness.sandbox.faults.counters().socketsOpen, 0)
  assert.equal(await line.closed, 1006)
  await waiting
  await assert.rejects(harness.call(null, '/channels'), { code: 'ECONNRESET' })
  await assert.rejects(harness.signIn('alice', 'alice-sandbox'), { code: 'ECONNRESET' })
  await assert.rejects(harness.ask('/nowhere'), { code: 'ECONNRESET' })
  const [error] = await once(harness.connect(null).socket, 'error')
  assert.equal(error.code, 'ECONNRESET')
  const on = { headers: { 'x-sandbox-control': key }, body: { network: 'on' } }
  assert.equal((await harness.ask('/sandbox/faults', on)).status, 200)
  assert.equal((await harness.call(null, '/channels')).status, 201)
  await harness.join(null)
})

test('network off also ends connections that wait for nothing', async (t) => {
  const harness = await openHarness(t)
  const raw = createConnection(Number(new URL(harness.sandbox.url).port), '127.0.0.1')
  raw.write('GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(raw, 'data')
  harness.sandbox.faults.change({ network: 'off' })
  await once(raw, 'close')
})

test('cut drops every socket without a close frame, and lets them come back', async (t) => {
  const harness = await openHarness(t)
  const lines = [
    (await harness.join(null)).line,
    (await harness.join(await mint({ user_id: 'alice' }))).line,
  ]
  harness.sandbox.faults.act({ action: 'cut' })
  for (const { closed } of lines) assert.equal(await closed, 1006)
  await harness.join(null)
})

test('silent sockets are open and say nothing, not even a refusal, until they may again', async (t) => {
  const harness = await openHarness(t)
  const token = await mint({ user_id: 'alice', exp: 60 })
  const { line } = await harness.join(token)
  harness.sandbox.faults.change({ sockets: 'silent' })
  const [refused, admitted] = [harness.connect('word'), harness.connect(token)]
  await Promise.all([refused, admitted].map(({ socket }) => once(socket, 'open')))
  let frames = 0
  for (const { socket } of [line, refused, admitted]) socket.on('message', () => (frames += 1))
  line.socket.send('[{"type":"health.check"}]')
  harness.clock.advance(60_000)
  await harness.call(null, '/channels')
  assert.deepEqual([frames, line.socket.readyState, refused.socket.readyState], [0, 1, 1])
  harness.sandbox.faults.change({ sockets: 'ok' })
  harness.clock.advance(0)
  assert.equal((await line.next()).error.code, 40)
})

test('sockets can be refused with a plain 503', async (t) => {
  const harness = await openHarness(t, { faults: { sockets: 'unavailable' } })
  const [, response] = await once(harness.connect(null).socket, 'unexpected-response')
  assert.equal(response.statusCode, 503)
})

test('a chat server that is unavailable says so in plain text with Retry-After', async (t) => {
  const harness = await openHarness(t, { faults: { chat: 'unavailable' } })
  const { status, headers, body } = await harness.call(null, '/channels')
  assert.deepEqual([status, headers['retry-after'], body], [503, '5', undefined])
})

test('a captive portal answers every REST call with its page', async (t) => {
  const harness = await openHarness(t, { faults: { chat: 'html' } })
  const { status, headers } = await harness.call(null, '/channels')
  assert.deepEqual([status, headers['content-type']], [200, 'text/html; charset=utf-8'])
})

test('a lost answer is lost after the message was posted, so that a resend is told that it exists', async (t) => {
  const harness = await openHarness(t, { faults: { chat: 'loseAnswers' } })
  const token = await mint({ user_id: 'alice' })
  const path = '/channels/livestream/launch-day/message'
  const message = { id: 'm-1', text: 'Once' }
  await assert.rejects(harness.call(token, path, { message }), { code: 'ECONNRESET' })
  assert.equal(harness.sandbox.faults.counters().messagesStored, 1)
  harness.sandbox.faults.change({ chat: 'ok' })
  const { body } = await harness.call(token, path, { message })
  assert.deepEqual([body.code, /already exists/.test(body.message)], [4, true])
  assert.equal(harness.sandbox.faults.counters().messagesStored, 1)
})

test('a slow chat server answers after its delay', async (t) => {
  const harness = await openHarness(t, { faults: { chatDelayMs: 500 } })
  const asked = harness.call(null, '/channels')
  while (harness.clock.pending().length === 0) await harness.signIn('alice', 'alice-sandbox')
  assert.deepEqual(harness.clock.pending(), [500])
  harness.clock.advance(500)
  assert.equal((await asked).status, 201)
})

test('a sandbox does not start with a switch that is none', async (t) => {
  await assert.rejects(openHarness(t, { faults: JSON.parse('{"network":"sometimes"}') }), /network/)
})
