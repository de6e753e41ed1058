import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createServerTime } from '../../sandbox/clock.ts'
import { createRooms } from '../../sandbox/rooms.ts'
import type { Bench } from './client.ts'
import { mint, openBench } from './client.ts'
import { createHandClock, startOfTime } from './handClock.ts'

const room = '/channels/livestream/launch-day'
const alice = () => mint({ user_id: 'alice' })
const say = async (bench: Bench, message: object, user_id = 'alice', path = room) =>
  bench.call(await mint({ user_id }), `${path}/message`, { message })

async function watchAsVisitor(bench: Bench) {
  const visitor = await bench.join(null)
  await bench.call(null, `${room}/query`, { watch: true }, visitor.id)
  return visitor
}

test('a message is answered with itself and arrives at every socket that watches', async (t) => {
  const bench = await openBench(t)
  const visitor = await watchAsVisitor(bench)
  const { line, id } = await bench.join(await alice())
  await bench.call(await alice(), `${room}/query`, { watch: true }, id)
  const { status, body } = await say(bench, { id: 'm-1', text: 'Lift-off! 🚀 <b>' })
  assert.equal(status, 201)
  const { message } = body
  const created_at = new Date(startOfTime).toISOString()
  assert.deepEqual(
    [message.id, message.text, message.user.id, message.cid, message.created_at],
    ['m-1', 'Lift-off! 🚀 <b>', 'alice', 'livestream:launch-day', created_at],
  )
  const event = {
    type: 'message.new',
    cid: 'livestream:launch-day',
    channel_type: 'livestream',
    channel_id: 'launch-day',
    message,
    user: message.user,
    created_at,
    watcher_count: 2,
  }
  assert.deepEqual(await visitor.line.next(), event)
  assert.deepEqual(await line.next(), event)
})

test('a message does not arrive where nobody watches, nor after watching has stopped', async (t) => {
  const bench = await openBench(t)
  const idle = await bench.join(null)
  const visitor = await watchAsVisitor(bench)
  await bench.call(null, `${room}/stop-watching`, {}, visitor.id)
  await say(bench, { text: 'Anybody?' })
  assert.deepEqual(await idle.line.untilEcho(), [])
  assert.deepEqual(await visitor.line.untilEcho(), [])
})

test('a message sent again under its id is answered with the first and posted once', async (t) => {
  const bench = await openBench(t)
  const { line } = await watchAsVisitor(bench)
  const first = await say(bench, { id: 'm-1', text: 'Once' })
  bench.clock.advance(5000)
  const second = await say(bench, { id: 'm-1', text: 'Twice' })
  assert.equal(second.status, 201)
  assert.deepEqual(second.body.message, first.body.message)
  assert.deepEqual(
    (await line.untilEcho()).map(({ message }) => message.text),
    ['Once'],
  )
  assert.equal(bench.sandbox.faults.counters().messagesStored, 1)
})

test('a message sent twice at the same time is posted once', async (t) => {
  const bench = await openBench(t)
  const { line } = await watchAsVisitor(bench)
  await Promise.all(Array.from({ length: 10 }, () => say(bench, { id: 'm-1', text: 'Once' })))
  assert.equal((await line.untilEcho()).length, 1)
})

test('an id that somebody else has used is refused with code 4, and tells nothing of his message', async (t) => {
  const bench = await openBench(t)
  await say(bench, { id: 'm-1', text: 'Mine' })
  const { body } = await say(bench, { id: 'm-1', text: 'Stolen' }, 'bob')
  assert.equal(body.code, 4)
  assert.equal(JSON.stringify(body).includes('Mine'), false)
})

test('an id that one has used in another channel is refused with code 4', async (t) => {
  const bench = await openBench(t)
  await say(bench, { id: 'm-1', text: 'Here' })
  assert.equal(
    (await say(bench, { id: 'm-1', text: 'There' }, 'alice', '/channels/livestream/night-sky')).body
      .code,
    4,
  )
})

test('a message without an id gets one', async (t) => {
  const bench = await openBench(t)
  assert.match((await say(bench, { text: 'Hello' })).body.message.id, /^[\da-f-]{36}$/)
})

for (const [what, message] of [
  ['no text', { id: 'm' }],
  ['empty text', { id: 'm', text: '' }],
  ['only blanks', { id: 'm', text: ' \n\t' }],
  ['5,001 letters', { id: 'm', text: 'x'.repeat(5001) }],
  ['a number for text', { id: 'm', text: 1 }],
  ['an empty id', { id: '', text: 'x' }],
] as const) {
  test(`a message with ${what} is refused with code 4`, async (t) => {
    const bench = await openBench(t)
    const { status, body } = await say(bench, message)
    assert.deepEqual([status, body.code], [400, 4])
    assert.match(body.message, /message\.(?:text|id)/)
  })
}

test('a room keeps no more than its last 500 messages', () => {
  const rooms = createRooms(createServerTime(createHandClock(), () => 0))
  const room = rooms.create({ type: 'team', id: 'r', name: 'R', createdBy: 'bob', members: [] })
  for (let index = 0; index <= 500; index += 1) rooms.post(room, 'bob', { text: `No. ${index}` })
  assert.deepEqual([room.messages.length, room.messages[0]?.text], [500, 'No. 1'])
})

test('the last 500 messages can be asked for', async (t) => {
  const bench = await openBench(t)
  for (let index = 0; index < 500; index += 1) {
    bench.sandbox.faults.act({
      action: 'post',
      cid: 'livestream:launch-day',
      user_id: 'bob',
      text: `No. ${index}`,
    })
  }
  const { body } = await bench.call(null, `${room}/query`, {
    state: true,
    messages: { limit: 500 },
  })
  assert.deepEqual([body.messages.length, body.messages[0].text], [500, 'No. 0'])
})
