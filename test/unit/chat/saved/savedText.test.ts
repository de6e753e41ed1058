import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText, writeText } from '../../../../main/chat/saved/savedText.ts'
import { channel, message } from './harness.ts'

const many = (count: number, text: string) =>
  Array.from({ length: count }, (_, index) => message(index, text))

test('a chat is read as it was written, unknown fields of a later version too', () => {
  const chat = { savedAt: 5, channels: [channel([message(1)])] }
  assert.deepEqual(readText(writeText(chat)), chat)
  const later = JSON.stringify({
    ...chat,
    channels: [{ ...channel([]), colour: 'green' }],
  })
  assert.deepEqual(readText(later)?.channels[0], { ...channel([]), colour: 'green' })
})

test('addresses of pictures are not saved, which are others at each start', () => {
  const picture = { userPicture: '/picture/name' }
  const text = writeText({ savedAt: 1, channels: [channel([message(1, 'one', picture)])] })
  assert.doesNotMatch(text, /picture/)
})

test('only the latest thirty channels are saved', () => {
  const channels = Array.from({ length: 40 }, (_, index) => channel([], `messaging:${index}`))
  const saved = readText(writeText({ savedAt: 1, channels }))
  assert.equal(saved?.channels.length, 30)
  assert.equal(saved?.channels[0]?.cid, 'messaging:0')
})

test('where the text would be too long, the oldest messages are left out', () => {
  const channels = Array.from({ length: 30 }, (_, index) =>
    channel(many(50, 'x'.repeat(20_000)), `messaging:${index}`),
  )
  const text = writeText({ savedAt: 1, channels })
  assert.ok(text.length <= 2_000_000, `${text.length}`)
  const [first] = readText(text)?.channels ?? []
  assert.deepEqual(
    first?.messages.map(({ createdAt }) => createdAt),
    [47, 48, 49],
  )
})

test('a text of another form is not read', () => {
  for (const text of ['', '{', 'null', '[]', '{"savedAt":1}', '{"savedAt":1,"channels":[{}]}']) {
    assert.equal(readText(text), null, text)
  }
})
