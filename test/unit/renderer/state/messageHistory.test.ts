import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '../../../../preload/contract.ts'
import { append, historyLength, merge } from '../../../../renderer/state/messageHistory.ts'

function message(id: string, createdAt: number, change: Partial<Message> = {}): Message {
  return { id, cid: 'a:b', userId: 'u', userName: 'U', text: id, createdAt, ...change }
}
const ids = (messages: Message[]) => messages.map(({ id }) => id)

test('a message is inserted in time order', () => {
  const known = [message('a', 1), message('c', 3)]
  assert.deepEqual(ids(append(known, message('b', 2))), ['a', 'b', 'c'])
})

test('a known ID changes nothing, unless the message is now deleted', () => {
  const known = [message('a', 1)]
  assert.equal(append(known, message('a', 9, { text: 'other' })), known)
  const deleted = message('a', 1, { text: '', isDeleted: true })
  assert.deepEqual(append(known, deleted), [deleted])
})

test('the oldest 50 messages are dropped beyond the limit', () => {
  const known = Array.from({ length: historyLength }, (_, index) => message(`m${index}`, index))
  const longer = append(known, message('newest', historyLength))
  assert.equal(longer.length, historyLength - 49)
  assert.deepEqual([longer[0]?.id, longer.at(-1)?.id], ['m50', 'newest'])
})

test('overlapping histories are merged, the loaded version of a message first', () => {
  const known = [message('a', 1), message('b', 2, { text: 'old' })]
  const read = [message('b', 2, { text: 'new' }), message('c', 3)]
  const merged = merge(known, read)
  assert.deepEqual(ids(merged), ['a', 'b', 'c'])
  assert.equal(merged[1]?.text, 'new')
})

test('without an overlap, only known messages newer than the load are kept, so no gap is hidden', () => {
  const known = [message('old', 1), message('event', 9)]
  const read = [message('c', 5), message('d', 6)]
  assert.deepEqual(ids(merge(known, read)), ['c', 'd', 'event'])
})
