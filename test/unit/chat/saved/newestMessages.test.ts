import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withMessage, withRead } from '../../../../main/chat/saved/newestMessages.ts'
import { message } from './harness.ts'

const list = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
const times = (messages: { createdAt: number }[]) => messages.map(({ createdAt }) => createdAt)

test('the newest fifty messages are kept, in order', () => {
  assert.deepEqual(times(withMessage(list(1, 50), message(60))).slice(-2), [50, 60])
  assert.equal(withMessage(list(1, 50), message(60)).length, 50)
  assert.deepEqual(times(withMessage(list(1, 3), message(2))), [1, 2, 3])
})

test('messages that were read join the known ones they overlap with', () => {
  assert.deepEqual(times(withRead(list(1, 5), list(4, 8))), [1, 2, 3, 4, 5, 6, 7, 8])
})

test('where messages in between may be missing, the older ones are dropped', () => {
  assert.deepEqual(times(withRead(list(1, 5), list(9, 10))), [9, 10])
})

test('a message that came during the read stays', () => {
  assert.deepEqual(times(withRead([message(9)], list(4, 6))), [4, 5, 6, 9])
})

test('a message that the server no longer has is dropped', () => {
  assert.deepEqual(times(withRead(list(1, 5), [message(2), message(4), message(5)])), [1, 2, 4, 5])
  assert.deepEqual(withRead(list(1, 5), []), [])
})
