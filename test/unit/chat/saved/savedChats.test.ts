import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { SavedChats } from '../../../../main/chat/saved/savedChats.ts'
import { alice, bob, channel, chatKey, message, openSaved } from './harness.ts'

const live = { key: alice, userId: 'alice', isLive: true }
const offline = { key: alice, userId: 'alice', isLive: false }

const texts = (chats: SavedChats) =>
  chats.read()?.channels.flatMap(({ messages }) => messages.map(({ text }) => text))

test('the chat of one run is there in the next, as of the end of the connection', async (t) => {
  const { chats, clock, start } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1, 'Seeds came')])])
  await clock.turn(60_000)
  const lostAt = clock.now()
  chats.show(offline)
  await clock.turn(60_000)
  chats.flush()

  const next = start()
  next.show(offline)
  assert.deepEqual(next.read(), {
    savedAt: lostAt,
    channels: [channel([message(1, 'Seeds came')])],
  })
})

test('a kill loses at most the last thirty seconds', async (t) => {
  const { chats, clock, start } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1, 'one')])])
  await clock.turn(30_000)
  chats.received(message(2, 'two'))
  await clock.turn(29_999)
  const killed = start()
  killed.show(offline)
  assert.deepEqual(texts(killed), ['one'])
  await clock.turn(1)
  const later = start()
  later.show(offline)
  assert.deepEqual(texts(later), ['one', 'two'])
})

test('a hundred messages in thirty seconds are one write', async (t) => {
  const { chats, clock, disk } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1)])])
  for (let at = 2; at <= 100; at += 1) chats.received(message(at))
  await clock.turn(30_000)
  assert.equal(disk.writes, 1)
  await clock.turn(600_000)
  assert.equal(disk.writes, 1, 'nothing new is written again')
})

test('nothing is written for an account whose key is not in the keychain', async (t) => {
  const { chats, clock, keys, files, log } = openSaved(t)
  keys.clear()
  chats.show(live)
  chats.listed([channel([message(1)])])
  await clock.turn(30_000)
  chats.show(null)
  assert.deepEqual(files(), [])
  assert.deepEqual(log.lines, [])
})

test('a file that can be read late does not replace what the server has said since', async (t) => {
  const { chats, keys, start } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1, 'old')])])
  chats.show(null)
  const next = start()
  keys.clear()
  next.show(live)
  next.listed([channel([message(2, 'new')])])
  keys.set(alice, chatKey())
  assert.deepEqual(texts(next), ['new'])
})

test('a chat is written once the keychain has its key', async (t) => {
  const { chats, keys, files } = openSaved(t)
  keys.clear()
  chats.show(live)
  chats.listed([channel([message(1)])])
  keys.set(alice, chatKey())
  chats.flush()
  assert.equal(files().length, 1)
})

test('after a sign-out no late write brings the file back', async (t) => {
  const { chats, clock, keys, folder, files } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1)])])
  chats.flush()
  assert.equal(files().length, 1)
  chats.received(message(2))
  keys.delete(alice)
  folder.remove(alice)
  chats.received(message(3))
  await clock.turn(30_000)
  chats.show(null)
  chats.flush()
  assert.deepEqual(files(), [])
})

test('each account has its own file, and one never reads another’s', async (t) => {
  const { chats, files } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1, 'for Alice')])])
  chats.show({ key: bob, userId: 'bob', isLive: true })
  assert.equal(chats.read(), null)
  chats.listed([channel([message(2, 'for Bob')])])
  chats.show(offline)
  assert.deepEqual(texts(chats), ['for Alice'])
  chats.show({ key: bob, userId: 'bob', isLive: false })
  assert.deepEqual(texts(chats), ['for Bob'])
  assert.equal(files().length, 2)
})

test('the server’s list replaces the saved one, and messages that were saved before stay', async (t) => {
  const { chats, start } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1)]), channel([], 'messaging:old')])
  chats.opened(channel([message(1), message(2)]))
  chats.show(null)
  const next = start()
  next.show(live)
  next.listed([channel([message(2), message(3)])])
  assert.deepEqual(
    next.read()?.channels.map(({ cid }) => cid),
    ['messaging:garden'],
  )
  assert.deepEqual(texts(next), ['message 1', 'message 2', 'message 3'])
})

test('a deleted message loses its text in the file, and in the preview of its channel', async (t) => {
  const { chats, start } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1, 'Kept'), message(2, 'Regretted')])])
  chats.received(message(2, '', { isDeleted: true }))
  chats.show(null)
  const next = start()
  next.show(offline)
  assert.doesNotMatch(JSON.stringify(next.read()), /Regretted/)
  assert.equal(next.read()?.channels[0]?.preview, 'Kept')
})

suite('a file that is of no use is ignored and replaced', () => {
  const damages: [what: string, change: (content: Buffer) => Buffer][] = [
    ['empty', () => Buffer.alloc(0)],
    ['cut off', (content) => content.subarray(0, content.length - 1)],
    ['cut off in its head', (content) => content.subarray(0, 20)],
    ['of another program', () => Buffer.from('{"channels":[]}')],
    ['too large', () => Buffer.alloc(9_000_000)],
  ]
  for (const at of [0, 12, 13, 20, 25, 30, 41, 60]) {
    damages.push([
      `changed in byte ${at}`,
      (content) => Buffer.from(content.map((byte, index) => (index === at ? byte ^ 1 : byte))),
    ])
  }
  for (const [what, change] of damages) {
    test(what, async (t) => {
      const { chats, damage, start } = openSaved(t)
      chats.show(live)
      chats.listed([channel([message(1)])])
      chats.flush()
      damage(change)
      const next = start()
      next.show(live)
      assert.equal(next.read(), null)
      next.listed([channel([message(2, 'new')])])
      next.show(null)
      const last = start()
      last.show(offline)
      assert.deepEqual(texts(last), ['new'])
    })
  }

  test('encrypted with another key', async (t) => {
    const { chats, keys, start } = openSaved(t)
    chats.show(live)
    chats.listed([channel([message(1)])])
    chats.show(null)
    for (const other of [
      chatKey(3),
      { ...chatKey(), key: 'short' },
      { ...chatKey(), issuedFor: { ...chatKey().issuedFor, server: 'https://other.example' } },
    ]) {
      keys.set(alice, other)
      const next = start()
      next.show(offline)
      assert.equal(next.read(), null)
    }
  })
})

test('a full disk leaves the last file, is logged once, and is tried again', async (t) => {
  const { chats, clock, disk, log, start } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1, 'one')])])
  chats.flush()
  disk.isFull = true
  chats.received(message(2, 'two'))
  chats.flush()
  chats.flush()
  assert.equal(log.lines.filter((line) => line.includes('savedChat.unwritable')).length, 1)
  const next = start()
  next.show(offline)
  assert.deepEqual(texts(next), ['one'])
  disk.isFull = false
  chats.received(message(3, 'three'))
  await clock.turn(30_000)
  const last = start()
  last.show(offline)
  assert.deepEqual(texts(last), ['one', 'two', 'three'])
})

test('no text of a message or channel is in the file, and no two writes are alike', async (t) => {
  const { chats, content } = openSaved(t)
  chats.show(live)
  chats.listed([channel([message(1, 'The cellar key is under the pot')])])
  chats.flush()
  const [first = Buffer.alloc(0)] = content()
  for (const text of ['cellar', 'Garden', 'bob', 'chat.example']) {
    assert.equal(first.includes(text), false, text)
  }
  chats.flush()
  const [second = Buffer.alloc(0)] = content()
  assert.notDeepEqual(second.subarray(13, 25), first.subarray(13, 25), 'the nonce')
})

test('thirty channels with fifty messages each are read from the disk in under 20 ms', async (t) => {
  const { chats, start } = openSaved(t)
  const text = 'A sentence of a usual length, about lunch. '.repeat(2)
  const messages = Array.from({ length: 50 }, (_, at) => message(at, text))
  chats.show(live)
  chats.listed(Array.from({ length: 30 }, (_, index) => channel(messages, `team:${index}`)))
  chats.show(null)
  // The quickest of five: another process may have the processor meanwhile.
  const times = Array.from({ length: 5 }, () => {
    const next = start()
    next.show(offline)
    const startedAt = performance.now()
    assert.equal(next.read()?.channels.length, 30)
    return performance.now() - startedAt
  })
  assert.ok(Math.min(...times) < 20, times.join())
})
