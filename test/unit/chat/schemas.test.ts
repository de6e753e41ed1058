import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as body from '../../../main/chat/schemas.ts'

const good = {
  channel: { cid: 'messaging:b', type: 'messaging', id: 'b', name: 'Good' },
  messages: [],
}
const odd = [null, 7, true, {}, [], [null]] as const

/** The fields that are read, and those that are left out. */
function readChannels(json: unknown) {
  const skipped: string[] = []
  return { read: body.readChannels(json, (what) => void skipped.push(what)), skipped }
}

test('an odd field costs that field, never the channel, the list or the message', () => {
  for (const value of odd) {
    const { read, skipped } = readChannels({
      channels: [
        {
          channel: { ...good.channel, name: value, own_capabilities: value },
          messages: [
            {
              id: 'm',
              text: value,
              user: { id: 'bob', name: value, image: value },
              created_at: value,
            },
          ],
          watcher_count: typeof value === 'number' ? -1 : value,
          members: value,
        },
        { ...good, messages: value },
        good,
      ],
      duration: value,
    })
    assert.deepEqual(
      read.map(({ channel }) => channel.cid),
      ['messaging:b', 'messaging:b', 'messaging:b'],
    )
    const [first, second] = read
    assert.deepEqual(first?.messages, [
      {
        id: 'm',
        text: '',
        user: { id: 'bob', name: null, image: null },
        created_at: '',
        kind: 'shown',
        isSilent: false,
      },
    ])
    const isList = Array.isArray(value)
    assert.deepEqual(
      [first.channel.name, first.channel.own_capabilities, first.watcher_count],
      [null, isList ? [] : null, 0],
    )
    assert.deepEqual(second?.messages, [])
    assert.deepEqual(skipped, isList && value.length === 1 ? ['message'] : [])
  }
})

test('an element without what is needed is left out and told; the others stay', () => {
  for (const value of [...odd, '', 'x']) {
    const { read, skipped } = readChannels({ channels: [value, good, { channel: value }] })
    assert.deepEqual([read.length, skipped], [1, ['channel', 'channel']])
    const state = { ...good, messages: [value, { id: value === 'x' ? '' : value }, { id: 'm' }] }
    const channel = readChannels({ channels: [state] })
    assert.equal(channel.read[0]?.messages.length, 1)
    assert.deepEqual(channel.skipped, ['message', 'message'])
  }
})

test('a channel is named by its cid or by type and id, whichever is there', () => {
  const named = { cid: 'messaging:b', type: 'messaging', id: 'b' }
  for (const names of [{ cid: 'messaging:b' }, { type: 'messaging', id: 'b' }, named]) {
    for (const rest of [{}, { cid: 'messaging:b' }]) {
      const { channel } = body.readChannel({ channel: { ...rest, ...names } }, () => undefined)
      assert.deepEqual([channel.cid, channel.type, channel.id], ['messaging:b', 'messaging', 'b'])
    }
  }
})

test('an empty list may be null or left out; what is no list at all is a bad answer', () => {
  for (const json of [{ channels: [] }, { channels: null }, { duration: '1ms' }]) {
    assert.deepEqual(readChannels(json).read, [])
  }
  for (const json of [undefined, null, 'x', [], {}, { channels: 'x' }, { channels: {} }]) {
    assert.throws(() => readChannels(json), { code: 'badAnswer' })
  }
  for (const json of [null, [], { channel: null }, { channel: { cid: 'none' } }]) {
    assert.throws(() => body.readChannel(json, assert.fail), { code: 'badAnswer' })
  }
})

test('names, texts, ids and lists have a length that is enough and no more', () => {
  const long = 'x'.repeat(100_000)
  const message = { id: 'm', text: long, user: { id: 'bob', name: long }, created_at: long }
  const channel = { ...good.channel, name: `two\nlines ${long}` }
  const states = Array.from({ length: 500 }, () => ({
    channel,
    messages: Array.from({ length: 400 }, () => message),
  }))
  const { read } = readChannels({ channels: states })
  assert.equal(read.length, 100)
  assert.equal(read[0]?.channel.name?.length, 255)
  assert.ok(read[0].channel.name.startsWith('two lines x'))
  assert.equal(read[0].messages.length, 300)
  assert.equal(read[0].messages[0]?.text.length, 20_000)
  assert.equal(read[0].messages[0]?.user?.name?.length, 255)
  assert.equal(body.readMessage({ id: long }), null)
  assert.equal(body.readMessage({ id: 'm', user: { id: long } })?.user?.id, '')
  assert.deepEqual(readChannels({ channels: [{ channel: { cid: `messaging:${long}` } }] }).read, [])
  const cut = body.readMessage({ id: 'm', text: `${'x'.repeat(19_999)}🙂` })
  assert.equal(cut?.text.isWellFormed(), true)
})

test('a guest is its token; the other fields may be odd', () => {
  for (const value of odd) {
    assert.deepEqual(body.readGuest({ user: value, access_token: 't' }), {
      userId: null,
      name: null,
      access_token: 't',
    })
    assert.throws(() => body.readGuest({ user: { id: 'g' }, access_token: value }), {
      code: 'badAnswer',
    })
  }
})

test('a new message needs an id and a channel, told by cid or by type and id', () => {
  const event = { type: 'message.new', message: { id: 'm', text: 'x', user: { id: 'bob' } } }
  const [byCid, byParts] = [{ cid: 'a:b' }, { cid: null, channel_type: 'a', channel_id: 'b' }]
  for (const where of [byCid, byParts]) {
    for (const value of odd) {
      const read = body.readMessageNew({ ...event, ...where, me: value, created_at: value })
      assert.deepEqual([read?.cid, read?.message.id], ['a:b', 'm'])
    }
  }
  assert.equal(body.readMessageNew(event), null)
  assert.equal(body.readMessageNew({ ...event, ...byCid, message: null }), null)
})
