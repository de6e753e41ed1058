import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled } from '../../support/fakes.ts'
import {
  bob,
  openSignedIn,
  outcome,
  restartAndRestore,
  send,
  status,
  type Harness,
} from './harness.ts'

const network = new Failure('network', 'There is no network.')

function goOffline(harness: Harness): void {
  harness.chat.mode = network
  harness.service.mode = network
  harness.chat.cut()
}

function requeue(harness: Harness): void {
  harness.chat.mode = 'ok'
  harness.service.mode = 'ok'
  harness.run.session.retryNow()
}

test('requests made offline wait, and go out in order and once each when the network is back', async () => {
  const harness = await openSignedIn()
  goOffline(harness)
  await harness.clock.turn(30_000)
  const sent: number[] = []
  const all = [1, 2, 3].map((number) =>
    harness.run.session.pass(
      async (token) => {
        sent.push(number)
        return harness.chat.call(token)
      },
      { orderingKey: 'room' },
    ),
  )
  await harness.clock.turn(20_000)
  assert.equal(harness.chat.calls, 0)
  requeue(harness)
  await harness.clock.turn(0)
  await Promise.all(all)
  assert.deepEqual(sent, [1, 2, 3])
  assert.equal(harness.chat.taken.length, 3)
})

test('a start without a network queues requests, even with a kept token that has to be renewed first', async () => {
  const harness = await openSignedIn()
  harness.clock.sleep(7_200_000)
  goOffline(harness)
  await restartAndRestore(harness)
  await harness.clock.turn(10_000)
  assert.equal(status(harness), 'offline network')
  const queued = send(harness)
  await harness.clock.turn(10_000)
  requeue(harness)
  await harness.clock.turn(1_000)
  assert.equal(await queued, harness.service.issued[1])
  assert.deepEqual(harness.chat.taken, ['alice'])
})

test('a request under way when the network breaks is held and sent again', async () => {
  const harness = await openSignedIn()
  let tries = 0
  const passed = harness.run.session.pass(async (token) => {
    tries += 1
    if (tries === 1) {
      goOffline(harness)
      throw network
    }
    return harness.chat.call(token)
  })
  await harness.clock.turn(5_000)
  assert.equal(tries, 1)
  requeue(harness)
  await harness.clock.turn(0)
  assert.equal(await passed, harness.service.issued[0])
  assert.equal(tries, 2)
})

test('a request lost on a socket that is alive goes again at once; the socket was asked and stays', async () => {
  const harness = await openSignedIn()
  let tries = 0
  const passed = harness.run.session.pass(async (token) => {
    tries += 1
    if (tries === 1) throw network
    return harness.chat.call(token)
  })
  await harness.clock.turn(0)
  assert.equal(await passed, harness.service.issued[0])
  assert.equal(harness.chat.sockets.length, 1)
  assert.equal(harness.chat.sockets[0]?.checks, 1)
})

test('a request lost on a socket that is dead without knowing waits for the next one', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = 'silent'
  let tries = 0
  const passed = harness.run.session.pass(async (token) => {
    tries += 1
    if (tries === 1) throw network
    return harness.chat.call(token)
  })
  await harness.clock.turn(4_900)
  assert.equal(tries, 1)
  harness.chat.mode = 'ok'
  await harness.clock.turn(1_000)
  assert.equal(await passed, harness.service.issued[0])
  assert.equal(harness.chat.sockets.length, 2)
})

test('a server that takes sockets and loses every request is not asked without end', async () => {
  const harness = await openSignedIn()
  harness.chat.callMode = network
  const passed = outcome(send(harness))
  await harness.clock.turn(10_000)
  assert.equal(await passed, 'network')
  assert.equal(harness.chat.calls, 4)
  assert.equal(status(harness), 'connected')
  assert.deepEqual(harness.chat.sockets.length, 1)
})

test('a day offline loses no message; a list is given up after a minute', async () => {
  const harness = await openSignedIn()
  goOffline(harness)
  const { session } = harness.run
  const message = session.pass((token) => harness.chat.call(token), { deadlineMs: 86_400_000 })
  const list = outcome(send(harness))
  await harness.clock.turn(60_000)
  assert.equal(await list, 'deadline')
  await harness.clock.turn(80_000_000)
  requeue(harness)
  await harness.clock.turn(1_000)
  await message
  assert.deepEqual(harness.chat.taken, ['alice'])
})

for (const method of ['signOut', 'switchAccount'] as const) {
  test(`${method} refuses what waits, and nobody else sends it later`, async () => {
    const harness = await openSignedIn()
    goOffline(harness)
    const waiting = ['a', 'b'].map((orderingKey) =>
      outcome(harness.run.session.pass((token) => harness.chat.call(token), { orderingKey })),
    )
    await settled()
    await harness.run.session[method]()
    assert.deepEqual(await Promise.all(waiting), ['signedOut', 'signedOut'])
    requeue(harness)
    await harness.run.session.signIn(bob, true)
    await harness.clock.turn(60_000)
    assert.deepEqual(harness.chat.taken, [])
  })
}

test('after a sleep a socket that died in it is asked at once, and replaced within seconds', async () => {
  const harness = await openSignedIn()
  harness.clock.sleep(600_000)
  harness.chat.mode = 'silent'
  harness.run.session.resumed()
  await harness.clock.turn(4_999)
  harness.chat.mode = 'ok'
  await harness.clock.turn(1)
  assert.equal(status(harness), 'offline network')
  await harness.clock.turn(1_000)
  assert.equal(status(harness), 'connected')
  assert.equal(harness.chat.sockets.length, 2)
})

test('after a sleep a socket that lives on is left alone', async () => {
  const harness = await openSignedIn()
  harness.clock.sleep(60_000)
  harness.run.session.resumed()
  await harness.clock.turn(60_000)
  assert.deepEqual(harness.run.states, ['signingIn', 'connected'])
  assert.equal(harness.chat.sockets.length, 1)
})

test('requests made while a token is renewed after an outage go out with the new token only', async () => {
  const harness = await openSignedIn()
  goOffline(harness)
  await harness.clock.turn(3_700_000)
  const queued = send(harness)
  requeue(harness)
  await harness.clock.turn(1_000)
  assert.equal(await queued, harness.service.issued[1])
  assert.equal(harness.chat.calls, 1)
})
