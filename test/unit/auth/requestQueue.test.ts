import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createQueue, type QueueItem } from '../../../main/auth/requests/requestQueue.ts'

function item(number: number, orderingKey: string | null = null): QueueItem {
  return { number, orderingKey }
}

test('a queue that was cleared holds nothing, had it held something or not', () => {
  const queue = createQueue<QueueItem>()
  assert.deepEqual(queue.clear(), [])
  assert.equal(queue.waiting(), 0)
  const items = [item(1, 'a channel'), item(2, 'a channel'), item(3)]
  const [first, second, third] = items
  assert.ok(first && second && third)
  assert.equal(queue.start(first), true)
  assert.equal(queue.join(second), true)
  assert.equal(queue.join(third), true)
  queue.pause(first)
  assert.equal(queue.waiting(), 3)
  assert.deepEqual(new Set(queue.clear()), new Set(items))
  assert.equal(queue.waiting(), 0)
  assert.deepEqual(queue.pausing(), [])
  assert.equal(queue.start(second), true, 'its key is free again')
})

test('a request that comes back to the queue waits at the place of its number', () => {
  const queue = createQueue<QueueItem>()
  for (const number of [2, 4, 6]) queue.join(item(number))
  for (const number of [5, 7, 1]) queue.requeue(item(number))
  const order: number[] = []
  for (let next = queue.next(); next; next = queue.next()) order.push(next.number)
  assert.deepEqual(order, [1, 2, 4, 5, 6, 7])
})
