import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectUser, makeAccount } from '../../../main/auth/account.ts'
import { Failure } from '../../../main/auth/errors.ts'
import type { ChatServer, Socket, SocketListener } from '../../../main/auth/ports.ts'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import { createDatedSockets } from '../../../main/auth/requests/datedSocket.ts'
import { TokenInUse } from '../../../main/auth/token/tokenInUse.ts'
import { createMoments } from '../../../main/auth/token/tokenState.ts'
import { FakeClock, FakeLog, tokenOf } from '../../support/fakes.ts'

const expired = new Failure('tokenExpired', 'Code 40.')
const welcome = { connectionId: 'connection-1', role: 'user', name: null }

/** Sockets of one session that speak when told to, also after they were given up. */
function open() {
  const clock = new FakeClock()
  const moment = createMoments()
  const token = tokenOf('alice')
  const inUse = new TokenInUse({
    clock,
    log: new FakeLog(),
    serverTime: createServerTime(clock),
    moment,
    credentials: { token, refreshCredential: null },
    isDatedHere: false,
    changed: () => undefined,
  })
  const listeners: SocketListener[] = []
  const chat = {
    connect(_user, _token, listener) {
      listeners.push(listener)
      return {} as Socket
    },
  } as ChatServer
  const told: string[] = []
  const openSocket = createDatedSockets()
  const user = connectUser(
    makeAccount({ workspaceId: 'team', kind: 'user', userId: 'alice' }),
    'new',
  )
  /** Opens the next one. What it says is told with its place. */
  function connect(): SocketListener {
    const place = listeners.length
    openSocket({
      chat,
      user,
      inUse,
      moment,
      listener: {
        welcome: () => void told.push(`${place} welcome`),
        closed: ({ code }) => void told.push(`${place} closed ${code}`),
        asking: (isAsking) => void told.push(`${place} asking ${isAsking}`),
      },
    })
    return listeners[place] ?? assert.fail()
  }
  const request = () => inUse.accepted(inUse.token(), moment())
  return { inUse, told, connect, request, state: () => inUse.known().state.kind }
}

test('a socket that is refused before it is up answers of the time when it was opened', () => {
  const { connect, request, state, told } = open()
  const socket = connect()
  request()
  socket.closed(expired)
  assert.deepEqual([state(), told], ['accepted', ['0 closed tokenExpired']])
})

test('a refusal that ends an open socket counts as of now', () => {
  const { connect, request, state } = open()
  const socket = connect()
  socket.welcome(welcome)
  request()
  socket.closed(expired)
  assert.equal(state(), 'refused')
})

test('one that was given up for another tells nothing new of the token', () => {
  const { connect, state, told } = open()
  const first = connect()
  first.welcome(welcome)
  const second = connect()
  second.welcome(welcome)
  first.closed(expired)
  assert.equal(state(), 'accepted')
  assert.deepEqual(told, ['0 welcome', '1 welcome', '0 closed tokenExpired'])
})

test('a question on the way to the server is passed on', () => {
  const { connect, told } = open()
  const socket = connect()
  socket.asking(true)
  socket.asking(false)
  assert.deepEqual(told, ['0 asking true', '0 asking false'])
})
