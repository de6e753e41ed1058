import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageOf } from '../../../main/chat/channels.ts'

test('only message.new events are messages, and one that says little is filled up', () => {
  for (const event of [
    { type: 'health.check' },
    { type: 'message.new' },
    { type: 'message.new', cid: 'a:b', message: {} },
    { type: 'message.updated', cid: 'a:b', message: { id: 'm' } },
  ]) {
    assert.equal(messageOf(event), null)
  }
  assert.deepEqual(messageOf({ type: 'message.new', cid: 'a:b', message: { id: 'm' } }), {
    id: 'm',
    cid: 'a:b',
    userId: '',
    userName: '',
    text: '',
    createdAt: 0,
  })
})
