import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  openSignedIn,
  openWorld,
  outcome,
  restartAndRestore,
  send,
  standing,
} from './harness.ts'

test('a token of an hour is renewed after 38 to 40 minutes while the socket stays up', async () => {
  const world = await openSignedIn()
  await world.clock.turn(2_279_000)
  assert.equal(world.service.renewals, 0)
  await world.clock.turn(2_000)
  assert.equal(world.service.renewals, 1)
  assert.deepEqual(world.run.states, ['signingIn', 'connected', 'refreshing', 'connected'])
  assert.equal(world.chat.sockets.length, 1)
  assert.equal(await send(world), world.service.issued[1])
})

test('a week of an idle session is a renewal every 38 minutes and not one request more', async () => {
  const world = await openSignedIn()
  await world.clock.turn(7 * 86_400_000)
  assert.equal(standing(world), 'connected')
  assert.equal(world.service.renewals, Math.floor((7 * 86_400) / 2_280))
})

// What existing clients get wrong, 1.
test('ten thousand requests that meet an expired token make one call and all succeed, once each', async () => {
  const world = await openSignedIn()
  world.chat.end('alice')
  world.service.mode = 'late'
  const all = Array.from({ length: 10_000 }, () => send(world))
  await settled()
  world.service.release()
  const tokens = new Set(await Promise.all(all))
  assert.deepEqual([...tokens], [world.service.issued[1]])
  assert.equal(world.chat.taken.length, 10_000)
  assert.equal(world.service.renewals, 1)
})

// What existing clients get wrong, 1.
test('requests refused one by one, a socket refused and the timer make one call between them', async () => {
  const world = await openSignedIn()
  await world.clock.turn(2_279_999)
  world.service.mode = 'late'
  const first = send(world)
  world.chat.end('alice')
  await world.clock.turn(1)
  const all = [first, send(world), send(world)]
  await settled()
  assert.equal(world.service.renewals, 1)
  world.service.release()
  await Promise.all(all)
  assert.equal(world.service.renewals, 1)
})

test('a new refresh credential is in the vault before the new token is used', async () => {
  const world = await openSignedIn()
  world.vault.delayMs = 300
  world.disk.journal.length = 0
  world.chat.end('alice')
  const waiting = send(world)
  await world.clock.turn(299)
  assert.equal(standing(world), 'refreshing')
  assert.equal(world.run.session.present()?.live.token()?.reveal(), world.service.issued[0])
  await world.clock.turn(1)
  assert.equal(await waiting, world.service.issued[1])
  assert.deepEqual(world.vault.records.get(aliceKey), {
    token: world.service.issued[1],
    refreshCredential: 'credential-alice-2',
  })
  assert.ok(
    world.disk.journal.indexOf('vault write') < world.disk.journal.indexOf('connect alice'),
    world.disk.journal.join(),
  )
})

test('each renewal presents the credential of the one before', async () => {
  const world = await openSignedIn()
  await world.clock.turn(3 * 2_280_000)
  assert.deepEqual(world.service.calls, [
    'signIn alice',
    'renew alice credential-alice-1',
    'renew alice credential-alice-2',
    'renew alice credential-alice-3',
  ])
})

test('a renewal during the storing of a sign-in is stored as well', async () => {
  const world = openWorld()
  world.service.lifeSeconds = 60
  world.vault.delayMs = 25_000
  const signIn = world.run.session.signIn(alice, true)
  await world.clock.turn(26_000)
  await signIn
  assert.equal(world.service.renewals, 1)
  await world.clock.turn(25_000)
  assert.equal(world.vault.records.get(aliceKey)?.token, world.service.issued[1])
  assert.deepEqual(world.vault.records.get(aliceKey), world.run.session.present()?.live.secrets())
})

test('a name that only the chat server knows is still remembered after a renewal', async () => {
  const world = openWorld()
  world.service.givesNames = false
  await world.run.session.signIn(alice, true)
  assert.equal(world.index.list()[0]?.account.name, 'Alice Moreau')
  await world.clock.turn(2_280_000)
  assert.equal(world.service.renewals, 1)
  assert.equal(world.index.list()[0]?.account.name, 'Alice Moreau')
})

// What existing clients get wrong, 7.
test('connection.error 40 in mid-connection renews and reconnects at once, whatever the close code', async () => {
  const world = await openSignedIn()
  world.chance.value = 0.99
  world.chat.end('alice')
  await settled()
  assert.equal(standing(world), 'connected')
  assert.deepEqual(world.run.states, ['signingIn', 'connected', 'refreshing', 'connected'])
  assert.equal(world.chat.sockets.length, 2)
  assert.equal(world.chat.sockets[1]?.token?.reveal(), world.service.issued[1])
  assert.equal(world.run.connections, 2)
})

// What existing clients get wrong, 10.
test('a hundred plain drops of the connection ask for no new token', async () => {
  const world = await openSignedIn()
  for (let drops = 0; drops < 100; drops += 1) {
    world.chat.cut()
    await world.clock.turn(15_000)
  }
  assert.equal(standing(world), 'connected')
  assert.equal(world.service.renewals, 0)
})

test('a socket that ends with its old token reconnects with the new one, without another renewal', async () => {
  const world = await openSignedIn()
  await world.clock.turn(2_280_000)
  assert.equal(world.service.renewals, 1)
  world.chance.value = 0.99
  world.chat.cut(new Failure('tokenExpired', 'The token of this socket has expired.'))
  await settled()
  assert.equal(standing(world), 'connected')
  assert.equal(world.service.renewals, 1)
  assert.equal(world.chat.sockets[1]?.token?.reveal(), world.service.issued[1])
})

// What existing clients get wrong, 3.
test('a renewal that failed once is tried again and poisons nothing', async () => {
  const world = await openSignedIn()
  world.service.mode = new Failure('serverError', 'It answered 500.')
  world.chat.end('alice')
  const waiting = send(world)
  await world.clock.turn(100)
  world.service.mode = 'ok'
  await world.clock.turn(1_000)
  assert.equal(await waiting, world.service.issued[1])
  assert.equal(standing(world), 'connected')
  await world.clock.turn(2_280_000)
  assert.equal(world.service.renewals > 2, true)
  assert.equal(standing(world), 'connected')
})

// What existing clients get wrong, 4.
test('a token service that never answers holds requests no longer than 10 s while the token still works', async () => {
  const world = await openSignedIn()
  world.service.mode = 'never'
  await world.clock.turn(2_280_000)
  const waiting = outcome(send(world))
  await world.clock.turn(9_000)
  assert.equal(world.chat.taken.length, 0)
  await world.clock.turn(1_000)
  assert.equal(await waiting, world.service.issued[0])
  assert.equal(standing(world), 'connected')
})

test('after a sleep past the end of the token the wake-up renews and reconnects at once', async () => {
  const world = await openSignedIn()
  world.chance.value = 0.99
  world.clock.sleep(7_200_000)
  world.chat.cut()
  world.run.session.resumed()
  await settled()
  await settled()
  assert.equal(standing(world), 'connected')
  assert.equal(world.service.renewals, 1)
})

test('secrets that could only rest in memory go to the keychain when it is ready again', async () => {
  const world = await openSignedIn(true, ({ vault }) => void (vault.state = 'locked'))
  assert.equal(world.run.session.present()?.rests, 'memory')
  assert.deepEqual(world.index.list(), [])
  await world.clock.turn(2_280_000)
  assert.equal(world.vault.records.size, 0)

  world.vault.state = 'ready'
  world.run.session.keychainReady()
  await settled()
  assert.equal(world.run.session.present()?.rests, 'keychain')
  assert.equal(world.vault.records.get(aliceKey)?.token, world.service.issued[1])
  assert.equal(world.index.current(), aliceKey)
})

test('secrets that are to stay in memory stay there when the keychain is ready', async () => {
  const world = await openSignedIn(false)
  world.run.session.keychainReady()
  await settled()
  assert.equal(world.run.session.present()?.rests, 'memory')
  assert.equal(world.vault.records.size, 0)
})

test('a keychain that locks in mid-run moves renewed secrets to memory and says so', async () => {
  const world = await openSignedIn()
  world.vault.state = 'locked'
  await world.clock.turn(2_280_000)
  assert.equal(standing(world), 'connected')
  assert.equal(world.run.session.present()?.rests, 'memory')
  assert.equal(await send(world), world.service.issued[1])
})

test('a credential rotated while the keychain was locked is stored when it is ready, and good at the next start', async () => {
  const world = await openSignedIn()
  assert.equal(world.run.session.needsKeychain(), false)
  world.vault.state = 'locked'
  await world.clock.turn(2 * 2_280_000)
  assert.equal(world.vault.records.get(aliceKey)?.refreshCredential, 'credential-alice-1')
  assert.equal(world.run.session.needsKeychain(), true)
  world.vault.state = 'ready'
  world.run.session.keychainReady()
  await settled()
  assert.equal(world.vault.records.get(aliceKey)?.refreshCredential, 'credential-alice-3')
  assert.equal(world.run.session.needsKeychain(), false)

  world.clock.sleep(7_200_000)
  await restartAndRestore(world)
  await world.clock.turn(0)
  assert.equal(standing(world), 'connected')
  assert.equal(world.service.calls.at(-1), 'renew alice credential-alice-3')
})

test('a full disk neither stops a renewal nor a sign-in: the secrets rest in memory', async () => {
  const world = await openSignedIn(true, ({ disk }) => disk.fill(true))
  assert.equal(standing(world), 'connected')
  assert.equal(world.run.session.present()?.rests, 'memory')
  assert.equal(world.vault.records.size, 0)
  await world.clock.turn(2_280_000)
  assert.equal(world.service.renewals, 1)
  assert.equal(await send(world), world.service.issued[1])
})
