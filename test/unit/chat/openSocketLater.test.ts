import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { openSocketLater } from '../../../main/chat/openSocketLater.ts'
import { FakeClock } from '../../support/fakes.ts'

/** A socket whose server cannot be reached; what it did, in order. */
function openUnreachable() {
  const did: string[] = []
  const { promise: closed, resolve } = Promise.withResolvers<Failure>()
  const socket = openSocketLater(
    {
      clock: new FakeClock(),
      url: new URL('ws://127.0.0.1:9/connect'),
      clientId: 'alice--1',
      event: () => undefined,
      learn: () => undefined,
      dial() {
        did.push('dial')
        return Promise.reject(new Failure('network', 'No route.'))
      },
    },
    { welcome: () => did.push('welcome'), asking: () => undefined, closed: resolve },
  )
  return { socket, did, closed }
}

/** The socket's code is loaded and its first turn is over. */
const loaded = async () => {
  await import('../../../main/chat/socket.ts')
  await new Promise((resolve) => setImmediate(resolve))
}

test('a socket opens once its code is loaded, and tells why it could not', async () => {
  const { socket, did, closed } = openUnreachable()
  socket.check(() => did.push('heard'))
  assert.equal((await closed).code, 'network')
  assert.deepEqual(did, ['dial'])
})

test('a socket that is closed before that never opens', async () => {
  const { socket, did } = openUnreachable()
  socket.close()
  await loaded()
  assert.deepEqual(did, [])
})
