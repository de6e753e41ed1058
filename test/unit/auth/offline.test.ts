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
  standing,
  type World,
} from './harness.ts'

const network = new Failure('network', 'There is no network.')

function goOffline(world: World): void {
  world.chat.mode = network
  world.service.mode = network
  world.chat.cut()
}

function comeBack(world: World): void {
  world.chat.mode = 'ok'
  world.service.mode = 'ok'
  world.run.session.retryNow()
}

test('what is sent while offline waits, and goes out in order, once each, when the network is back', async () => {
  const world = await openSignedIn()
  goOffline(world)
  await world.clock.turn(30_000)
  const sent: number[] = []
  const all = [1, 2, 3].map((number) =>
    world.run.session.pass(
      async (token) => {
        sent.push(number)
        return world.chat.call(token)
      },
      { lane: 'room' },
    ),
  )
  await world.clock.turn(20_000)
  assert.equal(world.chat.calls, 0)
  comeBack(world)
  await world.clock.turn(0)
  await Promise.all(all)
  assert.deepEqual(sent, [1, 2, 3])
  assert.equal(world.chat.taken.length, 3)
})

test('a start without a network queues what is sent, even by a kept token that has to be renewed first', async () => {
  const world = await openSignedIn()
  world.clock.sleep(7_200_000)
  goOffline(world)
  await restartAndRestore(world)
  await world.clock.turn(10_000)
  assert.equal(standing(world), 'offline network')
  const queued = send(world)
  await world.clock.turn(10_000)
  comeBack(world)
  await world.clock.turn(1_000)
  assert.equal(await queued, world.service.issued[1])
  assert.deepEqual(world.chat.taken, ['alice'])
})

test('a request under way when the network breaks is held and sent again', async () => {
  const world = await openSignedIn()
  let tries = 0
  const passed = world.run.session.pass(async (token) => {
    tries += 1
    if (tries === 1) {
      goOffline(world)
      throw network
    }
    return world.chat.call(token)
  })
  await world.clock.turn(5_000)
  assert.equal(tries, 1)
  comeBack(world)
  await world.clock.turn(0)
  assert.equal(await passed, world.service.issued[0])
  assert.equal(tries, 2)
})

test('a request lost on a socket that is alive goes again at once; the socket was asked and stays', async () => {
  const world = await openSignedIn()
  let tries = 0
  const passed = world.run.session.pass(async (token) => {
    tries += 1
    if (tries === 1) throw network
    return world.chat.call(token)
  })
  await world.clock.turn(0)
  assert.equal(await passed, world.service.issued[0])
  assert.equal(world.chat.sockets.length, 1)
  assert.equal(world.chat.sockets[0]?.checks, 1)
})

test('a request lost on a socket that is dead without knowing waits for the next one', async () => {
  const world = await openSignedIn()
  world.chat.mode = 'silent'
  let tries = 0
  const passed = world.run.session.pass(async (token) => {
    tries += 1
    if (tries === 1) throw network
    return world.chat.call(token)
  })
  await world.clock.turn(4_900)
  assert.equal(tries, 1)
  world.chat.mode = 'ok'
  await world.clock.turn(1_000)
  assert.equal(await passed, world.service.issued[0])
  assert.equal(world.chat.sockets.length, 2)
})

test('a server that takes sockets and loses every request is not asked without end', async () => {
  const world = await openSignedIn()
  world.chat.callMode = network
  const passed = outcome(send(world))
  await world.clock.turn(10_000)
  assert.equal(await passed, 'network')
  assert.equal(world.chat.calls, 4)
  assert.equal(standing(world), 'connected')
  assert.deepEqual(world.chat.sockets.length, 1)
})

test('a day offline loses no message; a list is given up after a minute', async () => {
  const world = await openSignedIn()
  goOffline(world)
  const { session } = world.run
  const message = session.pass((token) => world.chat.call(token), { deadlineMs: 86_400_000 })
  const list = outcome(send(world))
  await world.clock.turn(60_000)
  assert.equal(await list, 'deadline')
  await world.clock.turn(80_000_000)
  comeBack(world)
  await world.clock.turn(1_000)
  await message
  assert.deepEqual(world.chat.taken, ['alice'])
})

for (const way of ['signOut', 'switchAccount'] as const) {
  test(`${way} refuses what waits, and nobody else sends it later`, async () => {
    const world = await openSignedIn()
    goOffline(world)
    const waiting = ['a', 'b'].map((lane) =>
      outcome(world.run.session.pass((token) => world.chat.call(token), { lane })),
    )
    await settled()
    await world.run.session[way]()
    assert.deepEqual(await Promise.all(waiting), ['signedOut', 'signedOut'])
    comeBack(world)
    await world.run.session.signIn(bob, true)
    await world.clock.turn(60_000)
    assert.deepEqual(world.chat.taken, [])
  })
}

test('after a sleep a socket that died in it is asked at once, and replaced within seconds', async () => {
  const world = await openSignedIn()
  world.clock.sleep(600_000)
  world.chat.mode = 'silent'
  world.run.session.resumed()
  await world.clock.turn(4_999)
  world.chat.mode = 'ok'
  await world.clock.turn(1)
  assert.equal(standing(world), 'offline network')
  await world.clock.turn(1_000)
  assert.equal(standing(world), 'connected')
  assert.equal(world.chat.sockets.length, 2)
})

test('after a sleep a socket that lives on is left alone', async () => {
  const world = await openSignedIn()
  world.clock.sleep(60_000)
  world.run.session.resumed()
  await world.clock.turn(60_000)
  assert.deepEqual(world.run.states, ['signingIn', 'connected'])
  assert.equal(world.chat.sockets.length, 1)
})

test('what is sent while a token is being renewed after an outage goes out with the new token only', async () => {
  const world = await openSignedIn()
  goOffline(world)
  await world.clock.turn(3_700_000)
  const queued = send(world)
  comeBack(world)
  await world.clock.turn(1_000)
  assert.equal(await queued, world.service.issued[1])
  assert.equal(world.chat.calls, 1)
})
