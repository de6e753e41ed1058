import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAccount } from '../../../main/auth/account.ts'
import { createConnection } from '../../../main/auth/requests/connection.ts'
import { Failure } from '../../../main/auth/errors.ts'
import type { SocketListener } from '../../../main/auth/ports.ts'
import { FakeClock, settled } from '../../support/fakes.ts'
import { FakeChat } from '../../support/fakeServers.ts'

const account = makeAccount({ workspaceId: 'team', kind: 'anonymous', userId: 'x' })

/** A connection of an anonymous visitor, and what it told. */
function openConnection() {
  const clock = new FakeClock()
  const chat = new FakeChat(clock)
  const chance = { value: 0.999_999 }
  const told: string[] = []
  const next = { answer: 'retry' as 'retry' | 'halt' }
  const startedAt = clock.monotonic()
  const connects: number[] = []
  const connection = createConnection({
    clock,
    random: () => chance.value,
    connect(listener) {
      connects.push((clock.monotonic() - startedAt) / 1_000)
      return chat.connect(account, null, listener)
    },
    on: {
      up: ({ connectionId }) => void told.push(`up ${connectionId}`),
      alive: () => void told.push('alive'),
      closed(failure) {
        told.push(`closed ${failure.code}`)
        return next.answer
      },
      changed: () => void told.push(connection.state().kind),
    },
  })
  return { clock, chat, chance, told, next, connects, connection }
}

function waits(connects: number[]): number[] {
  return connects.slice(1).map((at, place) => Math.round((at - (connects[place] ?? 0)) * 100) / 100)
}

test('opening opens one socket, however often it is asked for', async () => {
  const { connection, connects, told } = openConnection()
  connection.open()
  connection.open()
  await settled()
  connection.open()
  assert.equal(connects.length, 1)
  assert.deepEqual(told, ['opening', 'up connection-1'])
})

test('a server that is away is tried with full jitter, from a quarter second doubling to 25 s', async () => {
  const { clock, chat, connection, connects } = openConnection()
  chat.mode = new Failure('network', 'Away.')
  connection.open()
  await clock.turn(150_000)
  assert.deepEqual(waits(connects).slice(0, 9), [0.25, 0.5, 1, 2, 4, 8, 16, 25, 25])
})

test('the jitter is full: a lucky client tries again at once', async () => {
  const { clock, chance, chat, connection, connects } = openConnection()
  chat.mode = new Failure('network', 'Away.')
  chance.value = 0
  connection.open()
  await settled()
  chat.mode = 'ok'
  await clock.turn(0)
  assert.deepEqual(connects, [0, 0])
  assert.equal(connection.state().kind, 'up')
})

test('opening during a pause tries at once, and the pause is over', async () => {
  const { clock, chat, connection, connects } = openConnection()
  chat.mode = new Failure('network', 'Away.')
  connection.open()
  await clock.turn(20_000)
  const before = connects.length
  chat.mode = 'ok'
  connection.open()
  await settled()
  assert.equal(connection.state().kind, 'up')
  await clock.turn(60_000)
  assert.equal(connects.length, before + 1)
})

test("the next try is told, in this computer's time", async () => {
  const { clock, chat, connection } = openConnection()
  chat.mode = new Failure('network', 'Away.')
  connection.open()
  await settled()
  const state = connection.state()
  assert.ok(state.kind === 'waiting')
  assert.equal(state.nextTryAt, clock.now() + 250)
  assert.equal(state.failure.code, 'network')
})

test('a server that takes the socket and never says welcome is given up after 10 s', async () => {
  const { clock, chat, connection, told } = openConnection()
  chat.mode = 'silent'
  connection.open()
  await clock.turn(9_999)
  assert.deepEqual(told, ['opening'])
  await clock.turn(1)
  assert.deepEqual(told.slice(0, 3), ['opening', 'closed timeout', 'waiting'])
  assert.equal(chat.sockets[0]?.isOpen, false)
})

test('a server that lets us in and drops us at once is not met by a loop', async () => {
  const { clock, chat, connection, connects } = openConnection()
  connection.open()
  for (let drops = 0; drops < 60; drops += 1) {
    await clock.turn(1_000)
    chat.cut()
  }
  assert.ok(connects.length < 12, `${connects.length} connects in a minute`)
})

test('after a connection that held for 10 s the pauses start from the beginning', async () => {
  const { clock, chat, connection, connects } = openConnection()
  chat.mode = new Failure('network', 'Away.')
  connection.open()
  await clock.turn(60_000)
  chat.mode = 'ok'
  await clock.turn(35_000)
  assert.equal(connection.state().kind, 'up')
  const before = connects.length
  chat.cut()
  await clock.turn(250)
  assert.equal(connects.length, before + 1)
})

test('halting closes the socket, plans nothing, and ignores the socket from then on', async () => {
  const { clock, chat, connection, told, connects } = openConnection()
  connection.open()
  await settled()
  connection.halt()
  assert.deepEqual(chat.open, [])
  told.length = 0
  chat.sockets[0]?.refuse(new Failure('network', 'Late.'))
  await clock.turn(60_000)
  assert.deepEqual(told, [])
  assert.equal(connects.length, 1)
  assert.deepEqual(clock.pending(), [])
})

test('one told to halt stays down until it is opened', async () => {
  const { clock, chat, connection, connects, next } = openConnection()
  next.answer = 'halt'
  connection.open()
  await settled()
  chat.cut()
  await clock.turn(60_000)
  assert.equal(connects.length, 1)
  assert.equal(connection.state().kind, 'halted')
  connection.open()
  await settled()
  assert.equal(connection.state().kind, 'up')
})

test('Retry-After is honoured', async () => {
  const { clock, chat, connection, connects } = openConnection()
  chat.mode = new Failure('rateLimited', 'Slow down.', { retryAfterMs: 7_000 })
  connection.open()
  await clock.turn(6_999)
  assert.equal(connects.length, 1)
  await clock.turn(1)
  assert.equal(connects.length, 2)
})

test('a socket that is asked for a sound and makes one stays; only one that is up is asked', async () => {
  const { clock, chat, connection, told } = openConnection()
  connection.check()
  connection.open()
  connection.check()
  await settled()
  told.length = 0
  connection.check()
  await clock.turn(60_000)
  assert.deepEqual(told, ['alive'])
  assert.deepEqual(
    chat.sockets.map(({ checks }) => checks),
    [1],
  )
})

test('a socket that makes no sound within 5 s is gone, and the next is opened', async () => {
  const { clock, chat, connection, told } = openConnection()
  connection.open()
  await settled()
  chat.mode = 'silent'
  told.length = 0
  connection.check()
  await clock.turn(4_999)
  assert.deepEqual(told, [])
  chat.mode = 'ok'
  await clock.turn(1)
  assert.deepEqual(told, ['closed network', 'waiting'])
  await clock.turn(1_000)
  assert.equal(connection.state().kind, 'up')
})

test('the sound of a socket that was given up is not taken for the next one', async () => {
  const { chat, connection, told } = openConnection()
  let hear: () => void = () => undefined
  connection.open()
  await settled()
  const [first] = chat.sockets
  if (first) first.check = (heard) => void (hear = heard)
  connection.check()
  connection.halt()
  connection.open()
  await settled()
  told.length = 0
  hear()
  assert.deepEqual(told, [])
})

test('a person who is asked on the way has all the time; afterwards the server has its 10 s', async () => {
  const clock = new FakeClock()
  const told: string[] = []
  const opened: SocketListener[] = []
  const connection = createConnection({
    clock,
    random: () => 0.5,
    connect(listener) {
      opened.push(listener)
      return { check: () => undefined, close: () => void told.push('close') }
    },
    on: {
      up: () => void told.push('up'),
      alive: () => undefined,
      closed(failure) {
        told.push(failure.code)
        return 'retry'
      },
      changed: () => undefined,
    },
  })
  connection.open()
  await clock.turn(9_999)
  opened[0]?.asking(true)
  await clock.turn(3_600_000)
  assert.deepEqual(told, [])
  opened[0]?.asking(false)
  await clock.turn(9_999)
  assert.deepEqual(told, [])
  await clock.turn(1)
  assert.deepEqual(told, ['close', 'timeout'])

  await clock.turn(1_000)
  opened[0]?.asking(true)
  await clock.turn(10_000)
  assert.deepEqual(
    told,
    ['close', 'timeout', 'close', 'timeout'],
    'a socket of before is not heard',
  )
  connection.halt()
  opened[1]?.asking(false)
  assert.deepEqual(clock.pending(), [])
})
