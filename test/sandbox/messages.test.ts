import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createServerTime } from '../../sandbox/clock.ts'
import { createChannelStore } from '../../sandbox/channelStore.ts'
import type { Harness } from './harness.ts'
import { mint, openHarness } from './harness.ts'
import { createManualClock, startOfTime } from './manualClock.ts'

const channel = '/channels/livestream/launch-day'
const alice = () => mint({ user_id: 'alice' })
const say = async (harness: Harness, message: object, user_id = 'alice', path = channel) =>
  harness.call(await mint({ user_id }), `${path}/message`, { message })

async function watchAsVisitor(harness: Harness) {
  const visitor = await harness.join(null)
  await harness.call(null, `${channel}/query`, { watch: true }, visitor.id)
  return visitor
}

test('a message is answered with itself and arrives at every socket that watches', async (t) => {
  const harness = await openHarness(t)
  const visitor = await watchAsVisitor(harness)
  const { line, id } = await harness.join(await alice())
  await harness.call(await alice(), `${channel}/query`, { watch: true }, id)
  const { status, body } = await say(harness, { id: 'm-1', text: 'Lift-off! 🚀 <b>' })
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

test('a message does not reach a connection that does not watch, or no longer watches', async (t) => {
  const harness = await openHarness(t)
  const idle = await harness.join(null)
  const visitor = await watchAsVisitor(harness)
  await harness.call(null, `${channel}/stop-watching`, {}, visitor.id)
  await say(harness, { text: 'Anybody?' })
  assert.deepEqual(await idle.line.untilEcho(), [])
  assert.deepEqual(await visitor.line.untilEcho(), [])
})

for (const [what, first, second] of [
  ['again', ['alice', channel], ['alice', channel]],
  ['by somebody else', ['alice', channel], ['bob', channel]],
  ['in another channel', ['alice', channel], ['alice', '/channels/livestream/night-sky']],
] as const) {
  test(`a message id that exists and is used ${what} is refused with code 4, and nothing is posted`, async (t) => {
    const harness = await openHarness(t)
    const { line } = await watchAsVisitor(harness)
    await say(harness, { id: 'm-1', text: 'Mine' }, ...first)
    const { status, body } = await say(harness, { id: 'm-1', text: 'Twice' }, ...second)
    assert.deepEqual([status, body.code], [400, 4])
    assert.equal(
      body.message,
      'SendMessage failed with error: "a message with ID m-1 already exists"',
    )
    assert.deepEqual(
      (await line.untilEcho()).map(({ message }) => message.text),
      ['Mine'],
    )
    assert.equal(harness.sandbox.faults.counters().messagesStored, 1)
  })
}

test('a message sent twice at the same time is posted once', async (t) => {
  const harness = await openHarness(t)
  const { line } = await watchAsVisitor(harness)
  await Promise.all(Array.from({ length: 10 }, () => say(harness, { id: 'm-1', text: 'Once' })))
  assert.equal((await line.untilEcho()).length, 1)
})

for (const [what, text, code] of [
  ['5,000 letters', 'x'.repeat(5000), undefined],
  ['5,000 emoji, each of two code units', '🚀'.repeat(5000), undefined],
  ['5,001 letters', 'x'.repeat(5001), 20],
] as const) {
  test(`a message of ${what} is ${code ? `refused with code ${code}` : 'taken'}`, async (t) => {
    const harness = await openHarness(t)
    const { status, body } = await say(harness, { text })
    assert.deepEqual([status, body.code], [code ? 400 : 201, code])
  })
}

for (const [what, parent_id, code, status] of [
  ['a message of the channel', 'seed-launch-day-1', undefined, 201],
  ['a message of another channel', 'seed-night-sky-1', 16, 404],
  ['no message', 'none', 16, 404],
  ['a reply', 'reply', 21, 400],
] as const) {
  test(`a reply to ${what} is ${code ? `refused with code ${code}` : 'taken'}`, async (t) => {
    const harness = await openHarness(t)
    await say(harness, { id: 'reply', text: 'First', parent_id: 'seed-launch-day-2' })
    const reply = await say(harness, { text: 'Second', parent_id })
    assert.deepEqual([reply.status, reply.body.code], [status, code])
  })
}

test('a message that moderation blocks is answered as one of type error with the reason, and is not broadcast', async (t) => {
  const harness = await openHarness(t, { faults: { moderation: 'block' } })
  const { line } = await watchAsVisitor(harness)
  const { status, body } = await say(harness, { id: 'm-1', text: 'Rude' })
  assert.deepEqual([status, body.message.type, body.message.id], [201, 'error', 'm-1'])
  assert.match(body.message.text, /blocked by moderation/)
  assert.deepEqual(await line.untilEcho(), [])
  assert.equal(harness.sandbox.faults.counters().messagesStored, 0)
})

test('a message that moderation shadows looks plain to its sender, and shadowed to others', async (t) => {
  const harness = await openHarness(t, { faults: { moderation: 'shadow' } })
  const { line } = await watchAsVisitor(harness)
  const { body } = await say(harness, { text: 'Spam' })
  assert.equal(body.message.shadowed, false)
  assert.equal((await line.next()).message.shadowed, true)
})

for (const [what, slow] of [
  [
    'a channel in slow mode',
    (harness: Harness) =>
      harness.sandbox.faults.act({ action: 'slow', cid: 'livestream:launch-day', seconds: 10 }),
  ],
  [
    'an app in slow mode',
    (harness: Harness) => void harness.sandbox.faults.change({ slowModeSeconds: 10 }),
  ],
] as const) {
  test(`${what} takes a message of each user every 10 s, and refuses others with code 60`, async (t) => {
    const harness = await openHarness(t)
    slow(harness)
    const opened = await harness.call(null, `${channel}/query`)
    assert.equal(opened.body.channel.cooldown, 10)
    assert.equal((await say(harness, { text: 'One' })).status, 201)
    assert.equal((await say(harness, { text: 'Another user' }, 'bob')).status, 201)
    harness.clock.advance(9_999)
    const { status, body } = await say(harness, { text: 'Two' })
    assert.deepEqual([status, body.code], [403, 60])
    assert.match(body.message, /in 1 s$/)
    harness.clock.advance(1)
    assert.equal((await say(harness, { text: 'Three' })).status, 201)
  })
}

test('a message without an id gets one', async (t) => {
  const harness = await openHarness(t)
  assert.match((await say(harness, { text: 'Hello' })).body.message.id, /^[\da-f-]{36}$/)
})

for (const [what, message] of [
  ['no text', { id: 'm' }],
  ['empty text', { id: 'm', text: '' }],
  ['only blanks', { id: 'm', text: ' \n\t' }],
  ['a number for text', { id: 'm', text: 1 }],
  ['an empty id', { id: '', text: 'x' }],
] as const) {
  test(`a message with ${what} is refused with code 4`, async (t) => {
    const harness = await openHarness(t)
    const { status, body } = await say(harness, message)
    assert.deepEqual([status, body.code], [400, 4])
    assert.match(body.message, /message\.(?:text|id)/)
  })
}

test('a room keeps no more than its last 20,000 messages', () => {
  const channelStore = createChannelStore(createServerTime(createManualClock(), () => 0))
  const channel = channelStore.create({
    type: 'team',
    id: 'r',
    name: 'R',
    createdBy: 'bob',
    members: [],
  })
  for (let index = 0; index <= 20_000; index += 1)
    channelStore.post(channel, 'bob', { text: `No. ${index}` })
  assert.deepEqual([channel.messages.length, channel.messages[0]?.text], [20_000, 'No. 1'])
})

test('the last 300 messages can be asked for, and the 300 before them', async (t) => {
  const harness = await openHarness(t)
  for (let index = 0; index < 600; index += 1) {
    harness.sandbox.faults.act({
      action: 'post',
      cid: 'livestream:launch-day',
      user_id: 'bob',
      text: `No. ${index}`,
    })
  }
  const page = async (messages: object) => {
    const { body } = await harness.call(null, `${channel}/query`, { state: true, messages })
    return body.messages as { id: string; text: string }[]
  }
  const last = await page({ limit: 300 })
  assert.deepEqual([last.length, last[0]?.text, last.at(-1)?.text], [300, 'No. 300', 'No. 599'])
  const before = await page({ limit: 300, id_lt: last[0]?.id })
  assert.deepEqual([before.length, before[0]?.text], [300, 'No. 0'])
  assert.equal(before.at(-1)?.text, 'No. 299')
  const upTo = await page({ limit: 1, id_lte: last[0]?.id })
  assert.deepEqual(upTo, last.slice(0, 1))
  assert.equal((await page({ limit: 300, id_lt: 'seed-launch-day-1' })).length, 0)
})

for (const [what, messages] of [
  ['more than 300 messages', { limit: 301 }],
  ['messages before one that is not there', { limit: 2, id_lt: 'nowhere' }],
  ['messages before one of another channel', { limit: 2, id_lt: 'seed-night-sky-1' }],
  ['a page that it does not know', { limit: 2, offset: 3 }],
] as const) {
  test(`a channel asked for ${what} is refused with code 4`, async (t) => {
    const harness = await openHarness(t)
    const { status, body } = await harness.call(null, `${channel}/query`, { state: true, messages })
    assert.deepEqual([status, body.code], [400, 4])
  })
}

test('a clock that is set back makes no slow mode where there is none', async (t) => {
  const harness = await openHarness(t)
  assert.equal((await say(harness, { text: 'One' })).status, 201)
  harness.sandbox.faults.change({ clockSkewSeconds: -60 })
  assert.equal((await say(harness, { text: 'Two' })).status, 201)
})
