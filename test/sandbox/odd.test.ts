import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { test } from 'node:test'

import { createOddEncoding } from '../../sandbox/odd.ts'
import { channelsOf, mint, openHarness } from './harness.ts'

const withoutMark = (text: string) => text.replace(/^\ufeff/, '')
const many = <Value>(make: () => Value) => Array.from({ length: 200 }, make)
const plain = {
  channels: [
    {
      channel: { cid: 'messaging:a', type: 'messaging', id: 'a', name: 'A', frozen: false },
      members: [{ user_id: 'alice' }],
      messages: [{ id: 'm', text: 'Hi', user: { id: 'alice', name: 'Alice', role: 'user' } }],
      watcher_count: 2,
      read: [],
    },
  ],
  duration: '1.00ms',
}

test('an odd body has all that a client needs, and everything else in many types or not at all', () => {
  const odd = createOddEncoding(1)
  const seen = { duration: new Set(), frozen: new Set(), members: new Set(), marks: new Set() }
  for (const text of many(() => odd.body(plain))) {
    const { channels, duration } = JSON.parse(withoutMark(text))
    const states = channels.filter(
      (state: { channel?: { cid?: string } } | null) => state?.channel?.cid,
    )
    assert.equal(states.length, 1)
    const [{ channel, members, messages, watcher_count }] = states
    const { cid, type, id, name, frozen } = channel
    assert.deepEqual([cid, type, id, name], ['messaging:a', 'messaging', 'a', 'A'])
    assert.equal(watcher_count, 2)
    const read = messages.filter((message: { id?: string } | null) => message?.id)
    assert.deepEqual(
      read.map((message: (typeof plain.channels)[0]['messages'][0]) => [
        message.text,
        message.user.name,
      ]),
      [['Hi', 'Alice']],
    )
    seen.duration.add(JSON.stringify(duration))
    seen.frozen.add(JSON.stringify(frozen))
    seen.members.add(JSON.stringify(members))
    seen.marks.add(text.startsWith('\ufeff'))
  }
  for (const values of [seen.duration, seen.frozen, seen.members]) {
    assert.ok(values.has('null') && values.has('7') && values.has(undefined), [...values].join())
  }
  assert.equal(seen.marks.size, 2)
})

test('odd bodies have unknown fields, unreadable elements and every order', () => {
  const odd = createOddEncoding(1)
  const bodies = many(() => JSON.parse(withoutMark(odd.body(plain))))
  assert.ok(bodies.some((body) => Object.hasOwn(body, '__proto__')))
  assert.ok(bodies.some((body) => body.channels.includes(null)))
  assert.ok(bodies.some((body) => body.channels.some((state: object) => Array.isArray(state))))
  const orders = new Set(
    bodies.map(({ channels }) => {
      const state = channels.find((each: { messages?: unknown } | null) => each?.messages)
      return Object.keys(state.channel)
        .filter((name) => /^(?:cid|type|id|name)$/.test(name))
        .join()
    }),
  )
  assert.equal(orders.size, 24)
})

test('the text of a refusal is odd, except with code 4, where it names the fault', () => {
  const odd = createOddEncoding(1)
  const refusal = (code: number) => ({ code, message: 'Why.', StatusCode: 400, details: [] })
  const messages = (code: number) =>
    new Set(many(() => JSON.stringify(JSON.parse(withoutMark(odd.body(refusal(code)))).message)))
  assert.deepEqual([...messages(4)], ['"Why."'])
  assert.ok(messages(17).has('null') && messages(17).has('7'))
})

test('events come between others that are unknown or cannot be read, and those that tell no time have odd ones', () => {
  const odd = createOddEncoding(1)
  const now = '2031-05-06T07:08:09.000Z'
  const sent = (type: string) =>
    many(() => odd.frames({ type, cid: 'a:b', created_at: now })).flat()
  const dates = (texts: string[], type: string) =>
    new Set(
      texts.flatMap((text) => {
        try {
          const event = JSON.parse(withoutMark(text))
          return event?.type === type && event.cid === 'a:b' ? [event.created_at] : []
        } catch {
          return []
        }
      }),
    )
  const news = sent('message.new')
  assert.ok(dates(news, 'message.new').has('2001-01-01T00:00:00Z'))
  assert.ok(dates(news, 'message.new').has('2099-12-31T23:59:59.999Z'))
  for (const stray of ['null', '{', '', '[]']) assert.ok(news.includes(stray), stray)
  const checks = many(() =>
    odd.frames({ type: 'health.check', connection_id: 'c', created_at: now }),
  )
  for (const [first = ''] of checks) assert.equal(JSON.parse(withoutMark(first)).created_at, now)
})

test('the same seed gives the same oddities, another one others', () => {
  const [one, same, other] = [1, 1, 2].map((seed) => createOddEncoding(seed).body(plain))
  assert.equal(one, same)
  assert.notEqual(one, other)
})

test('an odd sandbox sends byte order marks, reasons and header bytes beyond ASCII; its switches stay plain', async (t) => {
  const harness = await openHarness(t, { faults: { odd: true }, controlKey: 'key' })
  const port = Number(new URL(harness.sandbox.url).port)
  const raw = async (head: string) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.write(`${head}\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => void chunks.push(chunk))
    await once(socket, 'close')
    return Buffer.concat(chunks).toString('latin1')
  }
  const answers = []
  for (let count = 0; count < 40; count += 1) answers.push(await raw('GET /nowhere HTTP/1.1'))
  for (const answer of answers) assert.match(answer, /^HTTP\/1\.1 404 /)
  for (const odd of [
    /^HTTP\/1\.1 404 \r\n/,
    /^HTTP\/1\.1 404 Non autoris\xe9\r\n/,
    /\r\nX-Team: \xe9quipe\r\n/,
    /\r\n\r\n\xef\xbb\xbf\{/,
  ]) {
    assert.ok(
      answers.some((answer) => odd.test(answer)),
      String(odd),
    )
  }
  const control = await raw('GET /sandbox/faults HTTP/1.1\r\nX-Sandbox-Control: key')
  assert.match(control, /^HTTP\/1\.1 200 OK\r\n[^\x80-\xff]*\{"faults"/)
})

test('an odd sandbox does the same as a plain one', async (t) => {
  const harness = await openHarness(t, { faults: { odd: true, userRateLimit: 1_000 } })
  const token = await mint({ user_id: 'alice' })
  for (let count = 0; count < 20; count += 1) {
    const { status, text } = await harness.call(token, '/channels', {
      filter_conditions: channelsOf('alice'),
    })
    const { channels } = JSON.parse(withoutMark(text))
    const cids = channels.flatMap(
      (each: { channel?: { cid?: string } } | null) => each?.channel?.cid ?? [],
    )
    assert.deepEqual([status, cids.length], [201, 3])
  }
})
