import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toSecrets } from '../../../main/auth/token/credentials.ts'
import { Failure } from '../../../main/auth/errors.ts'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  openSignedIn,
  openHarness,
  outcome,
  restartAndRestore,
  send,
  status,
  teamAddresses,
} from './harness.ts'

test('a token of an hour is renewed after 38 to 40 minutes while the socket stays up', async () => {
  const harness = await openSignedIn()
  await harness.clock.turn(2_279_000)
  assert.equal(harness.service.renewals, 0)
  await harness.clock.turn(2_000)
  assert.equal(harness.service.renewals, 1)
  assert.deepEqual(harness.run.states, ['signingIn', 'connected', 'refreshing', 'connected'])
  assert.equal(harness.chat.sockets.length, 1)
  assert.equal(await send(harness), harness.service.issued[1])
})

test('a week of an idle session is a renewal every 38 minutes and not one request more', async () => {
  const harness = await openSignedIn()
  await harness.clock.turn(7 * 86_400_000)
  assert.equal(status(harness), 'connected')
  assert.equal(harness.service.renewals, Math.floor((7 * 86_400) / 2_280))
})

// What existing clients get wrong, 1.
test('ten thousand requests that meet an expired token make one call and all succeed, once each', async () => {
  const harness = await openSignedIn()
  harness.chat.end('alice')
  harness.service.mode = 'late'
  const all = Array.from({ length: 10_000 }, () => send(harness))
  await settled()
  harness.service.release()
  const tokens = new Set(await Promise.all(all))
  assert.deepEqual([...tokens], [harness.service.issued[1]])
  assert.equal(harness.chat.taken.length, 10_000)
  assert.equal(harness.service.renewals, 1)
})

// What existing clients get wrong, 1.
test('requests refused one by one, a socket refused and the timer make one call between them', async () => {
  const harness = await openSignedIn()
  await harness.clock.turn(2_279_999)
  harness.service.mode = 'late'
  const first = send(harness)
  harness.chat.end('alice')
  await harness.clock.turn(1)
  const all = [first, send(harness), send(harness)]
  await settled()
  assert.equal(harness.service.renewals, 1)
  harness.service.release()
  await Promise.all(all)
  assert.equal(harness.service.renewals, 1)
})

test('a new refresh credential is in the vault before the new token is used', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 300
  harness.disk.journal.length = 0
  harness.chat.end('alice')
  const waiting = send(harness)
  await harness.clock.turn(299)
  assert.equal(status(harness), 'refreshing')
  assert.equal(
    harness.run.session.signedIn()?.activeSession.token()?.reveal(),
    harness.service.issued[0],
  )
  await harness.clock.turn(1)
  assert.equal(await waiting, harness.service.issued[1])
  assert.deepEqual(harness.vault.records.get(aliceKey), {
    token: harness.service.issued[1],
    refreshCredential: 'credential-alice-2',
    issuedFor: teamAddresses,
  })
  assert.ok(
    harness.disk.journal.indexOf('vault write') < harness.disk.journal.indexOf('connect alice'),
    harness.disk.journal.join(),
  )
})

test('each renewal presents the credential of the one before', async () => {
  const harness = await openSignedIn()
  await harness.clock.turn(3 * 2_280_000)
  assert.deepEqual(harness.service.calls, [
    'signIn alice',
    'renew alice credential-alice-1',
    'renew alice credential-alice-2',
    'renew alice credential-alice-3',
  ])
})

test('a renewal during the storing of a sign-in is stored as well', async () => {
  const harness = openHarness()
  harness.service.lifeSeconds = 60
  harness.vault.delayMs = 25_000
  const signIn = harness.run.session.signIn(alice, true)
  await harness.clock.turn(26_000)
  await signIn
  assert.equal(harness.service.renewals, 1)
  await harness.clock.turn(25_000)
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[1])
  const newest = harness.run.session.signedIn()?.activeSession.credentials()
  assert.deepEqual(
    harness.vault.records.get(aliceKey),
    newest && { ...toSecrets(newest), issuedFor: teamAddresses },
  )
})

test('a name that only the chat server knows is still remembered after a renewal', async () => {
  const harness = openHarness()
  harness.service.givesNames = false
  await harness.run.session.signIn(alice, true)
  assert.equal(harness.index.list()[0]?.account.name, 'Alice Moreau')
  await harness.clock.turn(2_280_000)
  assert.equal(harness.service.renewals, 1)
  assert.equal(harness.index.list()[0]?.account.name, 'Alice Moreau')
})

// What existing clients get wrong, 7.
test('connection.error 40 in mid-connection renews and reconnects at once, with any close code', async () => {
  const harness = await openSignedIn()
  harness.chance.value = 0.99
  harness.chat.end('alice')
  await settled()
  assert.equal(status(harness), 'connected')
  assert.deepEqual(harness.run.states, ['signingIn', 'connected', 'refreshing', 'connected'])
  assert.equal(harness.chat.sockets.length, 2)
  assert.equal(harness.chat.sockets[1]?.token?.reveal(), harness.service.issued[1])
  assert.equal(harness.run.connections, 2)
})

// What existing clients get wrong, 10.
test('a hundred plain drops of the connection ask for no new token', async () => {
  const harness = await openSignedIn()
  for (let drops = 0; drops < 100; drops += 1) {
    harness.chat.cut()
    await harness.clock.turn(15_000)
  }
  assert.equal(status(harness), 'connected')
  assert.equal(harness.service.renewals, 0)
})

test('a socket that ends with its old token reconnects with the new one, without another renewal', async () => {
  const harness = await openSignedIn()
  await harness.clock.turn(2_280_000)
  assert.equal(harness.service.renewals, 1)
  harness.chance.value = 0.99
  harness.chat.cut(new Failure('tokenExpired', 'The token of this socket has expired.'))
  await settled()
  assert.equal(status(harness), 'connected')
  assert.equal(harness.service.renewals, 1)
  assert.equal(harness.chat.sockets[1]?.token?.reveal(), harness.service.issued[1])
})

// What existing clients get wrong, 3.
test('a renewal that failed once is tried again and poisons nothing', async () => {
  const harness = await openSignedIn()
  harness.service.mode = new Failure('serverError', 'It answered 500.')
  harness.chat.end('alice')
  const waiting = send(harness)
  await harness.clock.turn(100)
  harness.service.mode = 'ok'
  await harness.clock.turn(1_000)
  assert.equal(await waiting, harness.service.issued[1])
  assert.equal(status(harness), 'connected')
  await harness.clock.turn(2_280_000)
  assert.equal(harness.service.renewals > 2, true)
  assert.equal(status(harness), 'connected')
})

// What existing clients get wrong, 4.
test('a token service that never answers holds requests no longer than 10 s while the token still works', async () => {
  const harness = await openSignedIn()
  harness.service.mode = 'never'
  await harness.clock.turn(2_280_000)
  const waiting = outcome(send(harness))
  await harness.clock.turn(9_000)
  assert.equal(harness.chat.taken.length, 0)
  await harness.clock.turn(1_000)
  assert.equal(await waiting, harness.service.issued[0])
  assert.equal(status(harness), 'connected')
})

test('after a sleep past the end of the token the wake-up renews and reconnects at once', async () => {
  const harness = await openSignedIn()
  harness.chance.value = 0.99
  harness.clock.sleep(7_200_000)
  harness.chat.cut()
  harness.run.session.resumed()
  await settled()
  await settled()
  assert.equal(status(harness), 'connected')
  assert.equal(harness.service.renewals, 1)
})

test('secrets that could only rest in memory go to the keychain when it is ready again', async () => {
  const harness = await openSignedIn(true, ({ vault }) => void (vault.state = 'locked'))
  assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')
  assert.deepEqual(harness.index.list(), [])
  await harness.clock.turn(2_280_000)
  assert.equal(harness.vault.records.size, 0)

  harness.vault.state = 'ready'
  harness.run.session.keychainReady()
  await settled()
  assert.equal(harness.run.session.signedIn()?.storedIn, 'keychain')
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[1])
  assert.equal(harness.index.current(), aliceKey)
})

test('secrets that are to stay in memory stay there when the keychain is ready', async () => {
  const harness = await openSignedIn(false)
  harness.run.session.keychainReady()
  await settled()
  assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')
  assert.equal(harness.vault.records.size, 0)
})

test('a keychain that locks in mid-run moves renewed secrets to memory and says so', async () => {
  const harness = await openSignedIn()
  harness.vault.state = 'locked'
  await harness.clock.turn(2_280_000)
  assert.equal(status(harness), 'connected')
  assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')
  assert.equal(await send(harness), harness.service.issued[1])
})

test('a credential rotated while the keychain was locked is stored when it is ready, and good at the next start', async () => {
  const harness = await openSignedIn()
  assert.equal(harness.run.session.needsKeychain(), false)
  harness.vault.state = 'locked'
  await harness.clock.turn(2 * 2_280_000)
  assert.equal(harness.vault.records.get(aliceKey)?.refreshCredential, 'credential-alice-1')
  assert.equal(harness.run.session.needsKeychain(), true)
  harness.vault.state = 'ready'
  harness.run.session.keychainReady()
  await settled()
  assert.equal(harness.vault.records.get(aliceKey)?.refreshCredential, 'credential-alice-3')
  assert.equal(harness.run.session.needsKeychain(), false)

  harness.clock.sleep(7_200_000)
  await restartAndRestore(harness)
  await harness.clock.turn(0)
  assert.equal(status(harness), 'connected')
  assert.equal(harness.service.calls.at(-1), 'renew alice credential-alice-3')
})

test('a full disk neither stops a renewal nor a sign-in: the secrets rest in memory', async () => {
  const harness = await openSignedIn(true, ({ disk }) => disk.fill(true))
  assert.equal(status(harness), 'connected')
  assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')
  assert.equal(harness.vault.records.size, 0)
  await harness.clock.turn(2_280_000)
  assert.equal(harness.service.renewals, 1)
  assert.equal(await send(harness), harness.service.issued[1])
})
