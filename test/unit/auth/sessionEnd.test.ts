import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure, type FailureCode } from '../../../main/auth/errors.ts'
import { makeToken, settled } from '../../support/fakes.ts'
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

const definite: [what: string, code: FailureCode][] = [
  ['2', 'workspaceInvalid'],
  ['5', 'authenticationFailed'],
  ['43', 'tokenSignatureInvalid'],
]

for (const [number, code] of definite) {
  test(`code ${number} from the chat server ends the session at once and says why; the account stays`, async () => {
    const world = await openSignedIn()
    world.chat.cut(new Failure(code, 'A definite no.'))
    await world.clock.turn(3_600_000)
    assert.deepEqual(world.run.states, ['signingIn', 'connected', `needsSignIn ${code}`])
    assert.equal(world.chat.sockets.length, 1)
    assert.equal(world.service.renewals, 0)
    assert.equal(world.index.list()[0]?.stage, 'kept')
    assert.deepEqual(world.clock.pending(), [])
    await assert.rejects(send(world), { code: 'notSignedIn' })
  })

  test(`code ${number} on a request ends the session as the socket's does, and the request is told so`, async () => {
    const world = await openSignedIn()
    world.chat.callMode = new Failure(code, 'A definite no.')
    const all = [outcome(send(world)), outcome(send(world))]
    await world.clock.turn(3_600_000)
    assert.deepEqual(await Promise.all(all), [code, code])
    assert.deepEqual(world.run.states, ['signingIn', 'connected', `needsSignIn ${code}`])
    assert.deepEqual(world.chat.open, [])
    assert.equal(world.service.renewals, 0)
    assert.equal(world.index.list()[0]?.stage, 'kept')
    assert.deepEqual(world.clock.pending(), [])
  })

  test(`code ${number} on a request with a token that was replaced meanwhile ends nothing: it goes again`, async () => {
    const world = await openSignedIn()
    await world.clock.turn(2_270_000)
    let answer: (failure: Failure) => void = () => undefined
    let tries = 0
    const passed = world.run.session.pass((token) => {
      tries += 1
      if (tries > 1) return world.chat.call(token)
      return new Promise<string>((_, reject) => void (answer = reject))
    })
    await world.clock.turn(10_000)
    assert.equal(world.service.renewals, 1)
    answer(new Failure(code, 'A definite no.'))
    assert.equal(await passed, world.service.issued[1])
    assert.equal(standing(world), 'connected')
  })

  test(`code ${number} at a start ends the restored session the same way`, async () => {
    const world = await openSignedIn()
    world.chat.mode = new Failure(code, 'A definite no.')
    await restartAndRestore(world)
    assert.equal(standing(world), `needsSignIn ${code}`)
  })
}

test('a token service that definitely refuses to renew ends the session; what waits is told so', async () => {
  const world = await openSignedIn()
  world.service.endSessions()
  world.chat.end('alice')
  const waiting = outcome(send(world))
  await settled()
  assert.equal(standing(world), 'needsSignIn renewalRefused')
  assert.equal(await waiting, 'renewalRefused')
  assert.equal(world.index.list()[0]?.stage, 'kept')
})

// What existing clients get wrong, 2.
test('a server that refuses each new token with 40 is given up after two of them', async () => {
  const world = await openSignedIn()
  world.chat.mode = new Failure('tokenExpired', 'Expired, whatever you send.')
  const waiting = outcome(send(world))
  await world.clock.turn(60_000)
  assert.equal(standing(world), 'needsSignIn tokenRejected')
  assert.equal(await waiting, 'tokenRejected')
  assert.equal(world.service.renewals, 2)
  await world.clock.turn(3_600_000)
  assert.equal(world.service.renewals, 2)
  assert.deepEqual(world.clock.pending(), [])
})

// What existing clients get wrong, 2.
test('a server that takes each new token and then ends it is not met by a loop without a pause', async () => {
  const world = await openSignedIn()
  world.chance.value = 0.9
  for (let second = 0; second < 120; second += 1) {
    world.chat.end('alice')
    await world.clock.turn(1_000)
  }
  assert.ok(world.service.renewals < 20, `${world.service.renewals} renewals in two minutes`)
  assert.ok(world.run.states.includes('offline tokenRejected'))
  assert.ok(!world.run.states.some((state) => state.startsWith('needsSignIn')))
})

// What existing clients get wrong, 14.
test('a pasted token that expires ends at once with its code, and whoever waits is answered', async () => {
  const world = openWorld()
  const token = makeToken('luke', { exp: 600 })
  await world.run.session.signIn({ way: 'token', token, userId: '' }, true)
  await world.clock.turn(600_000)
  assert.equal(standing(world), 'connected')
  assert.equal(await outcome(send(world)), 'tokenExpired')
  assert.equal(standing(world), 'needsSignIn tokenExpired')
  assert.deepEqual(world.clock.pending(), [])
})

// What existing clients get wrong, 12.
test('a guest whose token ends is told so, and no other guest is made', async () => {
  const world = openWorld()
  await world.run.session.signIn({ way: 'guest', name: 'Ada' }, true)
  world.chat.guestMode = new Failure('internal', 'Nobody may ask.')
  world.chat.end('guest-1-ada')
  await settled()
  assert.equal(standing(world), 'needsSignIn guestEnded')
  const state = world.run.session.state()
  assert.equal(state.kind === 'needsSignIn' && state.account.userId, 'guest-1-ada')
})

test('an anonymous visitor whom the server wants a token from is told so', async () => {
  const world = openWorld()
  await world.run.session.signIn({ way: 'anonymous', userId: 'x' }, false)
  world.chat.cut(new Failure('tokenExpired', 'A token, please.'))
  await settled()
  assert.equal(standing(world), 'needsSignIn authenticationFailed')
})

const passing: FailureCode[] = [
  'network',
  'timeout',
  'rateLimited',
  'serverError',
  'badAnswer',
  'notAllowed',
  'notFound',
  'badInput',
  'internal',
]

for (const code of passing) {
  test(`${code} from the chat server signs nobody out: offline, then connected again with the same token`, async () => {
    const world = await openSignedIn()
    world.chat.mode = new Failure(code, 'Trouble.')
    world.chat.cut(new Failure(code, 'Trouble.'))
    await world.clock.turn(600_000)
    assert.equal(standing(world), `offline ${code}`)
    world.chat.mode = 'ok'
    await world.clock.turn(25_000)
    assert.equal(standing(world), 'connected')
    // What existing clients get wrong, 10.
    assert.equal(world.service.renewals, 0)
    assert.equal(await send(world), world.service.issued[0])
  })
}

for (const code of [...passing, 'userMismatch', 'tokenMalformed'] as const) {
  test(`${code} from the token service signs nobody out, and a valid token goes on being used`, async () => {
    const world = await openSignedIn()
    world.service.mode = new Failure(code, 'Trouble.')
    await world.clock.turn(3_000_000)
    assert.equal(standing(world), 'connected')
    assert.equal(await send(world), world.service.issued[0])

    await world.clock.turn(700_000)
    world.chat.cut()
    const queued = send(world)
    await world.clock.turn(20_000)
    assert.equal(standing(world), `offline ${code}`)
    world.service.mode = 'ok'
    await world.clock.turn(40_000)
    assert.equal(standing(world), 'connected')
    assert.equal(await queued, world.service.issued.at(-1))
  })
}

// What existing clients get wrong, 6.
test("a renewal that brings another user's token is not used", async () => {
  const world = await openSignedIn()
  world.service.mode = 'wrongUser'
  world.chat.end('alice')
  await world.clock.turn(60_000)
  assert.equal(standing(world), 'offline userMismatch')
  for (const socket of world.chat.sockets) assert.equal(socket.token?.userId, 'alice')
  assert.equal(world.vault.records.get(aliceKey)?.token, world.service.issued[0])
})

test('one who has to sign in again signs in as the same account, and a failed try changes nothing', async () => {
  const world = await openSignedIn()
  world.service.endSessions()
  world.chat.end('alice')
  await settled()
  await assert.rejects(world.run.session.signIn({ ...alice, password: 'x' }, true))
  assert.equal(standing(world), 'needsSignIn renewalRefused')
  await world.run.session.signIn(alice, true)
  assert.equal(standing(world), 'connected')
})
