import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { Socket, SocketListener } from '../../../main/auth/ports.ts'
import { createConnection, type Connection } from '../../../main/auth/requests/connection.ts'
import { createTimeouts } from '../../../main/auth/timeouts.ts'
import { FakeClock, settled } from '../../support/fakes.ts'

const network = new Failure('network', 'Away.')
const welcome = { connectionId: 'connection-1', role: 'user', name: null }

interface Opening {
  listener: SocketListener
  isClosed: boolean
}

/** A connection whose sockets speak when told to, also after they were given up. `onConnect` runs inside of `connect`. */
function open({
  onConnect = () => undefined,
  onClosed = () => 'retry',
}: {
  onConnect?: (listener: SocketListener, count: number) => void
  onClosed?: (connection: Connection) => 'retry' | 'halt'
} = {}) {
  const clock = new FakeClock()
  const timeouts = createTimeouts(clock)
  const sockets: Opening[] = []
  const told: string[] = []
  const connection = createConnection({
    clock,
    timeouts,
    random: () => 0.999_999,
    connect(listener): Socket {
      const socket: Opening = { listener, isClosed: false }
      sockets.push(socket)
      onConnect(listener, sockets.length)
      return { check: () => undefined, close: () => void (socket.isClosed = true) }
    },
    on: {
      up: () => void told.push('up'),
      alive: () => undefined,
      closed({ code }) {
        told.push(`closed ${code}`)
        return onClosed(connection)
      },
      changed: () => void told.push(connection.state().kind),
    },
  })
  const socket = (place: number) => sockets[place] ?? assert.fail('There is no such socket.')
  return { clock, timeouts, sockets, socket, told, connection }
}

test('a connect that throws is a socket that closed', async () => {
  const { clock, told, connection } = open({
    onConnect(_, count) {
      if (count === 1) throw network
    },
  })
  connection.open()
  assert.deepEqual(told, ['closed network', 'waiting'])
  await clock.turn(250)
  assert.equal(connection.state().kind, 'opening')
})

test('a welcome that comes inside of connect is told once, and its socket can be closed', () => {
  const { socket, told, connection } = open({ onConnect: (listener) => listener.welcome(welcome) })
  connection.open()
  assert.deepEqual([told, connection.state().kind], [['up'], 'up'])
  connection.halt()
  assert.equal(socket(0).isClosed, true)
})

test('a welcome of a socket that was given up is ignored', async () => {
  const { clock, socket, told, connection } = open()
  connection.open()
  await clock.turn(10_250)
  assert.deepEqual(told, ['opening', 'closed timeout', 'waiting', 'opening'])
  socket(0).listener.welcome(welcome)
  assert.equal(connection.state().kind, 'opening')
  socket(1).listener.welcome(welcome)
  socket(0).listener.closed(network)
  assert.equal(connection.state().kind, 'up')
})

test('the time-out for a welcome starts over after a question, and ends with the welcome', async () => {
  const { clock, socket, connection } = open()
  connection.open()
  await clock.turn(9_000)
  socket(0).listener.asking(true)
  await clock.turn(3_600_000)
  socket(0).listener.asking(false)
  await clock.turn(9_999)
  assert.equal(connection.state().kind, 'opening')
  socket(0).listener.welcome(welcome)
  await clock.turn(60_000)
  assert.deepEqual([connection.state().kind, clock.pending()], ['up', []])
})

test('the time-out for a welcome stands still while a person is asked something elsewhere', async () => {
  const { clock, timeouts, told, connection } = open()
  connection.open()
  timeouts.hold('keyring')
  await clock.turn(60_000)
  assert.deepEqual(told, ['opening'])
})

test('the pauses start over after a socket that was up for 10 s, and not after a shorter one', async () => {
  for (const [upMs, pauseMs] of [
    [9_999, 500],
    [10_000, 250],
  ] as const) {
    const { clock, socket, connection } = open()
    connection.open()
    socket(0).listener.closed(network)
    await clock.turn(250)
    socket(1).listener.welcome(welcome)
    await clock.turn(upMs)
    socket(1).listener.closed(network)
    assert.deepEqual(clock.pending(), [pauseMs])
  }
})

test('a connection that its listener opens again plans no second try', async () => {
  const { clock, socket, sockets, connection } = open({
    onClosed(connection) {
      connection.open()
      return 'retry'
    },
  })
  connection.open()
  socket(0).listener.closed(network)
  await settled()
  assert.deepEqual([sockets.length, connection.state().kind], [2, 'opening'])
  assert.deepEqual(clock.pending(), [10_000])
})
