import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { test } from 'node:test'

import { mint, openHarness } from './harness.ts'
import { startOfTime } from './manualClock.ts'

const startIso = new Date(startOfTime).toISOString()

test('a good token gets a health check with a connection id and everything about oneself', async (t) => {
  const harness = await openHarness(t)
  const frame = await harness.connect(await mint({ user_id: 'alice' })).next()
  assert.match(frame.connection_id, /^[\da-f-]{36}$/)
  assert.deepEqual(frame, {
    type: 'health.check',
    connection_id: frame.connection_id,
    cid: '*',
    created_at: startIso,
    me: {
      id: 'alice',
      name: 'Alice Moreau',
      image: `${harness.sandbox.url}/pictures/alice.png`,
      role: 'user',
      created_at: startIso,
      updated_at: startIso,
      last_active: startIso,
      banned: false,
      online: true,
      invisible: false,
      language: '',
      devices: [],
      mutes: [],
      channel_mutes: [],
      unread_count: 3,
      total_unread_count: 3,
      unread_channels: 1,
    },
  })
})

test('an anonymous visitor is let in under the id !anon', async (t) => {
  const harness = await openHarness(t)
  const { me } = await harness.connect(null).next()
  assert.equal(me.id, '!anon')
  assert.equal(me.role, 'anonymous')
})

test('the token may come in the headers of the upgrade', async (t) => {
  const harness = await openHarness(t)
  const json = JSON.stringify({ user_id: 'bob', user_details: { id: 'bob' } })
  const headers = { Authorization: await mint({ user_id: 'bob' }), 'Stream-Auth-Type': 'jwt' }
  const frame = await harness.dial({ json, api_key: harness.sandbox.apiKey }, headers).next()
  assert.equal(frame.me.id, 'bob')
})

test('the names of query parameters count in any case', async (t) => {
  const harness = await openHarness(t)
  const json = JSON.stringify({ user_id: 'bob', user_details: { id: 'bob' } })
  const token = await mint({ user_id: 'bob' })
  const query = {
    JSON: json,
    Api_Key: harness.sandbox.apiKey,
    AUTHORIZATION: token,
    'Stream-Auth-Type': 'jwt',
  }
  assert.equal((await harness.dial(query).next()).me.id, 'bob')
})

test('a health check is answered with one', async (t) => {
  const harness = await openHarness(t)
  const { line, id } = await harness.join(null)
  harness.clock.advance(25_000)
  line.socket.send(JSON.stringify([{ type: 'health.check', client_id: `!anon--${randomUUID()}` }]))
  const created_at = new Date(startOfTime + 25_000).toISOString()
  assert.deepEqual(await line.next(), {
    type: 'health.check',
    connection_id: id,
    cid: '*',
    created_at,
  })
})

test('frames that are no health check are passed over', async (t) => {
  const harness = await openHarness(t)
  const { line } = await harness.join(null)
  for (const text of [
    '',
    'nonsense',
    '{}',
    '[]',
    '[{"type":"other"}]',
    '{"type":"health.check"}',
    'null',
  ])
    line.socket.send(text)
  assert.deepEqual(await line.untilEcho(), [])
})

test('a refused socket gets one connection.error, then is closed with 1000', async (t) => {
  const harness = await openHarness(t)
  const line = harness.connect('not-a-token')
  assert.deepEqual(await line.next(), {
    type: 'connection.error',
    connection_id: '',
    created_at: startIso,
    error: {
      code: 43,
      message: 'The token is malformed or its signature is invalid',
      StatusCode: 401,
      duration: '',
      more_info: '',
      details: [],
    },
  })
  assert.equal(await line.closed, 1000)
})

for (const [what, json] of [
  ['no payload', ''],
  ['a payload that is not JSON', '{'],
  ['a payload without user_details', '{"user_id":"alice"}'],
  ['a user id that is a number', '{"user_id":1,"user_details":{}}'],
  ['a name that is an object', '{"user_id":"alice","user_details":{"name":{}}}'],
] as const) {
  test(`${what} is refused with code 4`, async (t) => {
    const harness = await openHarness(t)
    const authorization = await mint({ user_id: 'alice' })
    const line = harness.dial({
      json,
      api_key: harness.sandbox.apiKey,
      authorization,
      'stream-auth-type': 'jwt',
    })
    assert.equal((await line.next()).error.code, 4)
    assert.equal(await line.closed, 1000)
  })
}

test('connecting makes a user that is new, with the name it gives', async (t) => {
  const harness = await openHarness(t)
  const { me } = await harness
    .connect(await mint({ user_id: 'dana' }), 'dana', { name: 'Dana' })
    .next()
  assert.deepEqual([me.id, me.name, me.role], ['dana', 'Dana', 'user'])
})

test('connecting takes over a new name and forgets none', async (t) => {
  const harness = await openHarness(t)
  const token = await mint({ user_id: 'alice' })
  assert.equal((await harness.connect(token, 'alice', { name: 'Al' }).next()).me.name, 'Al')
  assert.equal((await harness.connect(token, 'alice').next()).me.name, 'Al')
})

test('connecting does not change a user’s role', async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.call(null, '/guest', { user: { id: 'visitor' } })
  const { me } = await harness.connect(body.access_token, body.user.id, { role: 'admin' }).next()
  assert.equal(me.role, 'guest')
})

test('the upgrade is dated by the clock of the sandbox', async (t) => {
  const harness = await openHarness(t)
  const line = harness.connect(null)
  const [response] = await once(line.socket, 'upgrade')
  assert.equal(response.headers.date, new Date(startOfTime).toUTCString())
})

test('a socket at any other path is refused with a plain 404', async (t) => {
  const harness = await openHarness(t)
  const { socket } = harness.dial({}, {}, '/elsewhere')
  const [, response] = await once(socket, 'unexpected-response')
  assert.equal(response.statusCode, 404)
})

test('a frame longer than 64 KB ends the socket', async (t) => {
  const harness = await openHarness(t)
  const { line } = await harness.join(null)
  line.socket.send('x'.repeat(65_537))
  assert.equal(await line.closed, 1009)
})

test('sockets open are counted, and no more when they have closed', async (t) => {
  const harness = await openHarness(t)
  const { line } = await harness.join(null)
  assert.equal(harness.sandbox.faults.counters().socketsOpen, 1)
  line.socket.close(1000)
  await line.closed
  // The other socket is opened only to wait until the server has seen the first one close.
  await harness.join(null)
  assert.equal(harness.sandbox.faults.counters().socketsOpen, 1)
})
