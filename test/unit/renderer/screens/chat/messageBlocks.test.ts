import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '../../../../../preload/contract.ts'
import { toBlocks } from '../../../../../renderer/screens/chat/messageBlocks.ts'

function messages(from: number, count: number): Message[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m${from + index}`,
    cid: 'a:b',
    userId: 'u',
    userName: 'U',
    text: '',
    createdAt: from + index,
  }))
}

test('messages are divided into blocks of 50', () => {
  const all = messages(0, 120)
  const blocks = toBlocks(all, [])
  assert.deepEqual(
    blocks.map(({ key, before, messages }) => [key, before?.id, messages.length]),
    [
      ['m0', undefined, 50],
      ['m50', 'm49', 50],
      ['m100', 'm99', 20],
    ],
  )
  assert.deepEqual(
    blocks.flatMap((block) => block.messages),
    all,
  )
})

test('a new message changes the last block only', () => {
  const all = messages(0, 120)
  const before = toBlocks(all, [])
  const after = toBlocks([...all, ...messages(120, 1)], before)
  assert.equal(after.length, 3)
  assert.deepEqual(
    after.map((block, index) => block === before[index]),
    [true, true, false],
  )
})

test('older messages come in blocks of their own, and change the first block only', () => {
  const all = messages(100, 120)
  const before = toBlocks(all, [])
  const after = toBlocks([...messages(20, 80), ...all], before)
  assert.deepEqual(
    after.map(({ key, messages }) => [key, messages.length]),
    [
      ['m20', 50],
      ['m70', 30],
      ['m100', 50],
      ['m150', 50],
      ['m200', 20],
    ],
  )
  assert.deepEqual([after[2] === before[0], after[3] === before[1]], [false, true])
})

test('a changed message changes its block', () => {
  const all = messages(0, 120)
  const before = toBlocks(all, [])
  const deleted = all.map((one) => (one.id === 'm60' ? { ...one, isDeleted: true } : one))
  assert.deepEqual(
    toBlocks(deleted, before).map((block, index) => block === before[index]),
    [true, false, true],
  )
})

test('a dropped block leaves the others as they are but the next', () => {
  const all = messages(0, 200)
  const before = toBlocks(all, [])
  const after = toBlocks(all.slice(50), before)
  assert.deepEqual(
    after.map((block) => before.includes(block)),
    [false, true, true],
  )
})
