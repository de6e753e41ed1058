import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFrame } from '../../../main/chat/frames.ts'

const frameOf = (value: unknown, isFirst = true) =>
  readFrame(Buffer.from(JSON.stringify(value)), isFirst)

const odd = [null, 7, true, {}, []] as const

test('an odd field of a welcome costs that field; a connection id is all that it needs', () => {
  for (const value of odd) {
    for (const type of ['health.check', value]) {
      const frame = frameOf({ type, connection_id: 'c1', me: value, created_at: value, cid: value })
      assert.deepEqual(
        [frame?.event.type, frame?.connectionId, frame?.role, frame?.name, frame?.createdAt],
        ['health.check', 'c1', 'user', null, null],
      )
    }
    const me = { id: 'alice', role: value, name: value }
    const frame = frameOf({ type: 'health.check', connection_id: 'c1', me })
    assert.deepEqual([frame?.role, frame?.name], ['user', null])
    assert.equal(frameOf({ type: 'health.check', connection_id: value })?.connectionId, null)
  }
})

test('a refusal is one with a type and, in its older form, without', () => {
  const error = { code: 40, message: 'x', StatusCode: 401 }
  for (const value of [undefined, ...odd]) {
    const frame = frameOf({ type: value, connection_id: value, me: value, error }, false)
    assert.deepEqual([frame?.isRefusal, frame?.event['error']], [true, error])
  }
  assert.equal(frameOf({ type: 'connection.error', error: null })?.isRefusal, true)
  assert.equal(frameOf({ type: 'message.new', error })?.isRefusal, false)
})

test('an event is all of its fields, whatever they are', () => {
  for (const value of odd) {
    const event = {
      type: 'message.new',
      me: value,
      connection_id: value,
      created_at: value,
      x: [1],
    }
    assert.deepEqual(frameOf(event, false)?.event, event)
  }
})

test('what is no object with a type is no frame', () => {
  for (const value of [null, [], [{ type: 'x' }], 'x', 7, {}, { type: 7 }, { type: '' }]) {
    assert.equal(frameOf(value), null)
  }
  // Only the first can be the welcome.
  assert.equal(frameOf({ connection_id: 'c2' }, false), null)
  for (const bytes of [[], [0xff, 0x00], [0xef, 0xbb, 0xbf]]) {
    assert.equal(readFrame(Buffer.from(bytes), true), null)
  }
})

test('a byte order mark before a frame is no part of it', () => {
  const frame = readFrame(Buffer.from('\ufeff{"type":"x"}'), false)
  assert.equal(frame?.event.type, 'x')
})

test('the zero time of Go is no time', () => {
  assert.equal(frameOf({ type: 'x', created_at: '0001-01-01T00:00:00Z' })?.createdAt, null)
  const at = '2031-05-06T07:08:09.123456Z'
  assert.equal(frameOf({ type: 'x', created_at: at })?.createdAt, Date.parse(at))
})

test('ids, names and roles have a length that is enough and no more', () => {
  const long = 'x'.repeat(100_000)
  const frame = frameOf({ type: long, connection_id: long, me: { role: long, name: long } })
  assert.deepEqual(
    [frame?.event.type.length, frame?.connectionId, frame?.role.length, frame?.name?.length],
    [128, null, 64, 255],
  )
})
