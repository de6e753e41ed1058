import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure, type FailureCode } from '../../../main/auth/errors.ts'
import { makeToken, settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  openSignedIn,
  openHarness,
  outcome,
  restartAndRestore,
  send,
  status,
} from './harness.ts'

const definite: [what: string, code: FailureCode][] = [
  ['2', 'workspaceInvalid'],
  ['5', 'authenticationFailed'],
  ['43', 'tokenSignatureInvalid'],
]

for (const [number, code] of definite) {
  test(`code ${number} from the chat server ends the session at once and says why; the account stays`, async () => {
    const harness = await openSignedIn()
    harness.chat.cut(new Failure(code, 'A definite no.'))
    await harness.clock.turn(3_600_000)
    assert.deepEqual(harness.run.states, ['signingIn', 'connected', `needsSignIn ${code}`])
    assert.equal(harness.chat.sockets.length, 1)
    assert.equal(harness.service.renewals, 0)
    assert.equal(harness.index.list()[0]?.stage, 'kept')
    assert.deepEqual(harness.clock.pending(), [])
    await assert.rejects(send(harness), { code: 'notSignedIn' })
  })

  test(`code ${number} on a request ends the session as the socket's does, and the request is told so`, async () => {
    const harness = await openSignedIn()
    harness.chat.callMode = new Failure(code, 'A definite no.')
    const all = [outcome(send(harness)), outcome(send(harness))]
    await harness.clock.turn(3_600_000)
    assert.deepEqual(await Promise.all(all), [code, code])
    assert.deepEqual(harness.run.states, ['signingIn', 'connected', `needsSignIn ${code}`])
    assert.deepEqual(harness.chat.open, [])
    assert.equal(harness.service.renewals, 0)
    assert.equal(harness.index.list()[0]?.stage, 'kept')
    assert.deepEqual(harness.clock.pending(), [])
  })

  test(`code ${number} on a request with a token that was replaced meanwhile ends nothing: it goes again`, async () => {
    const harness = await openSignedIn()
    await harness.clock.turn(2_270_000)
    let answer: (failure: Failure) => void = () => undefined
    let tries = 0
    const passed = harness.run.session.pass((token) => {
      tries += 1
      if (tries > 1) return harness.chat.call(token)
      return new Promise<string>((_, reject) => void (answer = reject))
    })
    await harness.clock.turn(10_000)
    assert.equal(harness.service.renewals, 1)
    answer(new Failure(code, 'A definite no.'))
    assert.equal(await passed, harness.service.issued[1])
    assert.equal(status(harness), 'connected')
  })

  test(`code ${number} at a start ends the restored session the same way`, async () => {
    const harness = await openSignedIn()
    harness.chat.mode = new Failure(code, 'A definite no.')
    await restartAndRestore(harness)
    assert.equal(status(harness), `needsSignIn ${code}`)
  })
}

test('a token service that definitely refuses to renew ends the session, and waiting requests fail with its reason', async () => {
  const harness = await openSignedIn()
  harness.service.endSessions()
  harness.chat.end('alice')
  const waiting = outcome(send(harness))
  await settled()
  assert.equal(status(harness), 'needsSignIn renewalRefused')
  assert.equal(await waiting, 'renewalRefused')
  assert.equal(harness.index.list()[0]?.stage, 'kept')
})

// What existing clients get wrong, 2.
test('a server that refuses each new token with 40 is given up after two of them', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = new Failure('tokenExpired', 'Expired, whatever you send.')
  const waiting = outcome(send(harness))
  await harness.clock.turn(60_000)
  assert.equal(status(harness), 'needsSignIn tokenRejected')
  assert.equal(await waiting, 'tokenRejected')
  assert.equal(harness.service.renewals, 2)
  await harness.clock.turn(3_600_000)
  assert.equal(harness.service.renewals, 2)
  assert.deepEqual(harness.clock.pending(), [])
})

// What existing clients get wrong, 2.
test('a server that takes each new token and then ends it is not met by a loop without a pause', async () => {
  const harness = await openSignedIn()
  harness.chance.value = 0.9
  for (let second = 0; second < 120; second += 1) {
    harness.chat.end('alice')
    await harness.clock.turn(1_000)
  }
  assert.ok(harness.service.renewals < 20, `${harness.service.renewals} renewals in two minutes`)
  assert.ok(harness.run.states.includes('offline tokenRejected'))
  assert.ok(!harness.run.states.some((state) => state.startsWith('needsSignIn')))
})

// What existing clients get wrong, 14.
test('a pasted token that expires ends the session at once with its code, and waiting requests fail', async () => {
  const harness = openHarness()
  const token = makeToken('luke', { exp: 600 })
  await harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
  await harness.clock.turn(600_000)
  assert.equal(status(harness), 'connected')
  assert.equal(await outcome(send(harness)), 'tokenExpired')
  assert.equal(status(harness), 'needsSignIn tokenExpired')
  assert.deepEqual(harness.clock.pending(), [])
})

// What existing clients get wrong, 12.
test('a guest whose token ends is told so, and no other guest is made', async () => {
  const harness = openHarness()
  await harness.run.session.signIn({ method: 'guest', name: 'Ada' }, true)
  harness.chat.guestMode = new Failure('internal', 'Nobody may ask.')
  harness.chat.end('guest-1-ada')
  await settled()
  assert.equal(status(harness), 'needsSignIn guestEnded')
  const state = harness.run.session.state()
  assert.equal(state.kind === 'needsSignIn' && state.account.userId, 'guest-1-ada')
})

test('an anonymous visitor is told when the server wants a token', async () => {
  const harness = openHarness()
  await harness.run.session.signIn({ method: 'anonymous', userId: 'x' }, false)
  harness.chat.cut(new Failure('tokenExpired', 'A token, please.'))
  await settled()
  assert.equal(status(harness), 'needsSignIn authenticationFailed')
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
    const harness = await openSignedIn()
    harness.chat.mode = new Failure(code, 'Trouble.')
    harness.chat.cut(new Failure(code, 'Trouble.'))
    await harness.clock.turn(600_000)
    assert.equal(status(harness), `offline ${code}`)
    harness.chat.mode = 'ok'
    await harness.clock.turn(25_000)
    assert.equal(status(harness), 'connected')
    // What existing clients get wrong, 10.
    assert.equal(harness.service.renewals, 0)
    assert.equal(await send(harness), harness.service.issued[0])
  })
}

for (const code of [...passing, 'userMismatch', 'tokenMalformed'] as const) {
  test(`${code} from the token service signs nobody out, and a valid token goes on being used`, async () => {
    const harness = await openSignedIn()
    harness.service.mode = new Failure(code, 'Trouble.')
    await harness.clock.turn(3_000_000)
    assert.equal(status(harness), 'connected')
    assert.equal(await send(harness), harness.service.issued[0])

    await harness.clock.turn(700_000)
    harness.chat.cut()
    const queued = send(harness)
    await harness.clock.turn(20_000)
    assert.equal(status(harness), `offline ${code}`)
    harness.service.mode = 'ok'
    await harness.clock.turn(40_000)
    assert.equal(status(harness), 'connected')
    assert.equal(await queued, harness.service.issued.at(-1))
  })
}

// What existing clients get wrong, 6.
test("a renewal that brings another user's token is not used", async () => {
  const harness = await openSignedIn()
  harness.service.mode = 'wrongUser'
  harness.chat.end('alice')
  await harness.clock.turn(60_000)
  assert.equal(status(harness), 'offline userMismatch')
  for (const socket of harness.chat.sockets) assert.equal(socket.token?.userId, 'alice')
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[0])
})

test('a repeated sign-in is for the same account, and a failed try changes nothing', async () => {
  const harness = await openSignedIn()
  harness.service.endSessions()
  harness.chat.end('alice')
  await settled()
  await assert.rejects(harness.run.session.signIn({ ...alice, password: 'x' }, true))
  assert.equal(status(harness), 'needsSignIn renewalRefused')
  await harness.run.session.signIn(alice, true)
  assert.equal(status(harness), 'connected')
})
