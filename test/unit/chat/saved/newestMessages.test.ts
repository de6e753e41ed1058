import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  withMessage as withMessageFor,
  withRead,
} from '../../../../main/chat/saved/newestMessages.ts'
import type { Message, OpenChannel } from '../../../../preload/contract.ts'
import { channel, message } from './harness.ts'

const list = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
const of = (messages: Message[], olderBefore?: string) => ({
  ...channel(messages),
  ...(olderBefore === undefined ? {} : { olderBefore }),
})
const withMessage = (channel: OpenChannel, message: Message) =>
  withMessageFor(channel, message, 'alice')
const times = ({ messages }: OpenChannel) => messages.map(({ createdAt }) => createdAt)

test('the newest fifty messages are kept, in order, and the channel says that it has more', () => {
  const full = of(list(1, 50))
  const next = withMessage(full, message(60))
  assert.deepEqual(times(next).slice(-2), [50, 60])
  assert.equal(next.messages.length, 50)
  assert.equal(next.olderBefore, 'm-2')
  assert.equal(withMessage(of(list(1, 3)), message(4)).olderBefore, undefined)
  assert.deepEqual(times(withMessage(of(list(1, 3)), message(2))), [1, 2, 3])
})

test('messages that were read join the known ones they overlap with', () => {
  const joined = withRead(of(list(1, 5)), of(list(4, 8), 'm-4'))
  assert.deepEqual(times(joined), [1, 2, 3, 4, 5, 6, 7, 8])
  assert.equal(joined.olderBefore, undefined, 'the first message is known')
  assert.equal(withRead(of(list(2, 5), 'm-2'), of(list(4, 8), 'm-4')).olderBefore, 'm-2')
  assert.equal(withRead(undefined, of(list(4, 8), 'm-4')).olderBefore, 'm-4')
})

test('where messages in between may be missing, the older ones are dropped', () => {
  const read = withRead(of(list(1, 5)), of(list(9, 10), 'm-9'))
  assert.deepEqual(times(read), [9, 10])
  assert.equal(read.olderBefore, 'm-9')
})

test('a message that came during the read stays', () => {
  assert.deepEqual(times(withRead(of([message(9)]), of(list(4, 6)))), [4, 5, 6, 9])
})

test('a message that the server no longer has is dropped', () => {
  const read = withRead(of(list(1, 5)), of([message(2), message(4), message(5)]))
  assert.deepEqual(times(read), [1, 2, 4, 5])
  assert.deepEqual(times(withRead(of(list(1, 5)), of([]))), [])
})

test('the preview follows the last message that is not deleted', () => {
  const { preview, lastMessageAt } = withMessage(
    of(list(1, 2)),
    message(2, '', { isDeleted: true }),
  )
  assert.deepEqual([preview, lastMessageAt], ['message 1', 1])
})

test('a new message of another person is unread, as far as the server counts', () => {
  const counted = { ...of(list(1, 2)), unreadCount: 2 }
  assert.equal(withMessage(counted, message(3)).unreadCount, 3)
  assert.equal(withMessage(counted, message(3, 'mine', { userId: 'alice' })).unreadCount, 2)
  assert.equal(withMessage(counted, message(3, 'hush', { isSilent: true })).unreadCount, 2)
  assert.equal(withMessage(counted, message(2, '', { isDeleted: true })).unreadCount, 2)
  assert.equal(withMessage(of(list(1, 2)), message(3)).unreadCount, undefined)
})
