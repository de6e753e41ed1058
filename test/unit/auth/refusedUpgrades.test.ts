import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createConnection } from '../../../main/auth/requests/connection.ts'
import { Failure } from '../../../main/auth/errors.ts'
import { FakeClock, settled } from '../../support/fakes.ts'

const network = new Failure('network', 'There is no network.')
const asking = (retryAfterMs: number) => new Failure('serverError', '503', { retryAfterMs })

/** A connection to a server that refuses the upgrade and asks for a pause. */
function openRefused(retryAfterMs: number) {
  const clock = new FakeClock()
  let connects = 0
  const connection = createConnection({
    clock,
    random: () => 0,
    connect(listener) {
      connects += 1
      queueMicrotask(() => listener.closed(asking(retryAfterMs)))
      return { check: () => undefined, close: () => undefined }
    },
    on: {
      up: () => undefined,
      alive: () => undefined,
      closed: () => 'retry',
      changed: () => undefined,
    },
  })
  connection.open()
  return { clock, connection, connects: () => connects }
}

test('an upgrade that is refused for a while is not tried sooner, for any reason', async () => {
  const { clock, connection, connects } = openRefused(20_000)
  await settled()
  connection.open()
  connection.suspend()
  connection.open()
  connection.resumed()
  await clock.turn(19_999)
  assert.equal(connects(), 1)
  await clock.turn(1)
  assert.equal(connects(), 2)
})

test('an upgrade that is refused for a month is tried again after an hour', async () => {
  const { clock, connects } = openRefused(30 * 86_400_000)
  await clock.turn(3_599_999)
  assert.equal(connects(), 1)
  await clock.turn(1)
  assert.equal(connects(), 2)
})

test('a connection that is suspended opens nothing when its pause is over, and at once when it may', async () => {
  const { clock, connection, connects } = openRefused(1_000)
  await settled()
  connection.suspend()
  await clock.turn(60_000)
  assert.equal(connects(), 1)
  assert.equal(connection.state().kind, 'halted')
  connection.open()
  assert.equal(connects(), 2)
})

test('a socket that is refused while it is being made, or cannot be made or closed, is one that failed', async () => {
  for (const first of ['refused', 'thrown', 'unclosable'] as const) {
    const clock = new FakeClock()
    const told: string[] = []
    let connects = 0
    let closes = 0
    const connection = createConnection({
      clock,
      random: () => 0.5,
      connect(listener) {
        connects += 1
        const socket = { check: () => undefined, close: () => void (closes += 1) }
        const close = () => {
          throw new Error('It cannot be closed.')
        }
        if (connects > 1) {
          queueMicrotask(() => listener.welcome({ connectionId: 'c', role: 'user', name: null }))
          return socket
        }
        if (first === 'thrown') throw new Error('It cannot be made.')
        if (first === 'refused') listener.closed(network)
        else queueMicrotask(() => listener.closed(network))
        return first === 'unclosable' ? { ...socket, close } : socket
      },
      on: {
        up: () => void told.push('up'),
        alive: () => undefined,
        closed: () => 'retry',
        changed: () => undefined,
      },
    })
    connection.open()
    await clock.turn(60_000)
    assert.deepEqual([connects, told, connection.state().kind], [2, ['up'], 'up'], first)
    assert.equal(closes, first === 'refused' ? 1 : 0)
    assert.deepEqual(clock.pending(), [])
  }
})
