import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { openSocketHarness, token } from '../../support/socketHarness.ts'

test('a name or role in the welcome that repeats the token is not shown', async (t) => {
  const line = await openSocketHarness(t)
  const peer = await line.accepted
  const me = { name: `Hi ${token.split('.')[2]}`, role: token }
  peer.send(JSON.stringify({ type: 'health.check', connection_id: 'c1', me }))
  assert.deepEqual(await line.welcomed, { connectionId: 'c1', role: 'user', name: null })
})

test('only the welcome and answers to our own health checks teach the time, and only while they are fresh', async (t) => {
  const line = await openSocketHarness(t)
  const peer = await line.welcome()
  const at = (created_at: unknown, type = 'health.check') =>
    peer.send(JSON.stringify({ type, connection_id: 'c1', created_at }))
  const heard = async () => {
    const arrived = new Promise<void>((resolve) => void (line.heard.event = resolve))
    peer.send(JSON.stringify({ type: 'any.sound' }))
    await arrived
  }
  const [welcome] = line.learnt
  // Nothing was asked, or it is no answer.
  at('2041-05-06T07:08:09Z')
  at('2014-05-06T07:08:09Z', 'message.new')
  at('2041-05-06T07:08:09Z', 'connection.recovered')
  await heard()
  assert.deepEqual(line.learnt, [welcome])
  // Asked, answered, and once more by itself.
  const asked = once(peer, 'message')
  line.socket.check(() => undefined)
  await asked
  at('2031-05-06T07:09:09Z')
  at('2041-05-06T07:09:09Z')
  await heard()
  assert.deepEqual(line.learnt, [welcome, Date.UTC(2031, 4, 6, 7, 9, 9)])
  // Asked before a sleep, heard after it.
  const again = once(peer, 'message')
  line.socket.check(() => undefined)
  await again
  line.clock.sleep(3_600_000)
  at('2031-05-06T07:10:09Z')
  await heard()
  assert.equal(line.learnt.length, 2)
})

test('a refusal in the place of the welcome teaches the time, and a later one does not', async (t) => {
  const created_at = '2031-05-06T07:09:09Z'
  const refusal = JSON.stringify({ type: 'connection.error', created_at, error: { code: 42 } })
  const first = await openSocketHarness(t)
  ;(await first.accepted).send(refusal)
  await first.closed
  assert.deepEqual(first.learnt, [Date.UTC(2031, 4, 6, 7, 9, 9)])
  const later = await openSocketHarness(t)
  ;(await later.welcome()).send(refusal)
  await later.closed
  assert.equal(later.learnt.length, 1)
})
