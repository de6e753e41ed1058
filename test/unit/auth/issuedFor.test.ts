import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Addresses } from '../../../main/auth/ports.ts'
import { makeToken, settled } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  openHarness,
  openSignedIn,
  restartAndRestore,
  status,
  teamAddresses,
  type Harness,
} from './harness.ts'

/** Nothing was sent to anybody since the last sign-in: no socket, no call of the token service. */
function watch(harness: Harness): () => void {
  const sockets = harness.chat.sockets.length
  const calls = harness.service.calls.length
  return () => {
    assert.equal(harness.chat.sockets.length, sockets)
    assert.equal(harness.service.calls.length, calls)
  }
}

const moves: [what: string, change: Partial<Addresses>][] = [
  ['another token service', { tokenService: 'https://evil.example/token' }],
  ['a token service on another port', { tokenService: 'https://api.team.example:8443/token' }],
  ['no token service any more', { tokenService: null }],
  ['another server', { server: 'https://evil.example' }],
  ['another scheme', { server: 'http://chat.team.example' }],
  ['another path', { server: 'https://chat.team.example/us' }],
  ['an issuer', { issuer: 'https://sso.example' }],
]

for (const [what, change] of moves) {
  test(`stored credentials go nowhere when the workspace has ${what}; a new sign-in does`, async () => {
    const harness = await openSignedIn()
    harness.workspace.addresses = { ...teamAddresses, ...change }
    // A token that is long due would be renewed at once.
    harness.clock.sleep(7_200_000)
    const assertNothingSent = watch(harness)
    const run = await restartAndRestore(harness)
    await harness.clock.turn(3_600_000)
    run.session.retryNow()
    run.session.keychainReady()
    await settled()
    assert.equal(status(harness), 'needsSignIn workspaceMoved')
    assertNothingSent()
    assert.equal(harness.vault.records.size, 1)
    await run.session.signIn(alice, true)
    assert.deepEqual(harness.vault.records.get(aliceKey)?.issuedFor, harness.workspace.addresses)
    await restartAndRestore(harness)
    assert.equal(status(harness), 'connected')
  })
}

for (const method of ['token', 'guest'] as const) {
  test(`a ${method === 'token' ? 'pasted' : 'guest'} token is not concerned by another token service, but by another server`, async () => {
    const harness = openHarness()
    const request =
      method === 'token'
        ? { method, token: makeToken('luke'), userId: '' }
        : { method, name: 'Ada' }
    await harness.run.session.signIn(request, true)
    harness.workspace.addresses = { ...teamAddresses, tokenService: 'https://evil.example/token' }
    await restartAndRestore(harness)
    assert.equal(status(harness), 'connected')
    harness.workspace.addresses = { ...teamAddresses, server: 'https://chat.team.example/us' }
    const assertNothingSent = watch(harness)
    await restartAndRestore(harness)
    assert.equal(status(harness), 'needsSignIn workspaceMoved')
    assertNothingSent()
  })
}

test('an entry that is edited to another method sends no pasted token to a token service', async () => {
  const harness = openHarness()
  const token = makeToken('luke', { exp: 60 })
  await harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
  const [kept] = harness.index.list()
  assert.ok(kept)
  harness.index.put({ ...kept, method: 'service' })
  const assertNothingSent = watch(harness)
  await restartAndRestore(harness)
  assert.equal(status(harness), 'needsSignIn workspaceMoved')
  assertNothingSent()
})

test('a record of version 1 counts by what the index was made with, and says it from then on', async () => {
  const harness = await openSignedIn()
  const [kept] = harness.index.list()
  const record = harness.vault.records.get(aliceKey)
  assert.ok(kept && record)
  harness.vault.records.set(aliceKey, { ...record, issuedFor: null })
  harness.index.put({ ...kept, issuedFor: teamAddresses })
  await restartAndRestore(harness)
  await settled()
  assert.equal(status(harness), 'connected')
  assert.deepEqual(harness.vault.records.get(aliceKey), { ...record, issuedFor: teamAddresses })
  assert.equal(harness.index.list()[0]?.issuedFor, undefined)
})

for (const [what, change] of [
  ['does not say it', {}],
  ['says another server', { issuedFor: { ...teamAddresses, server: 'https://evil.example' } }],
  ['says another token service', { issuedFor: { ...teamAddresses, tokenService: 'https://e.x' } }],
  ['is under another old key', { issuedFor: teamAddresses, record: 'other@host/alice' }],
] as const) {
  test(`a record of version 1 goes nowhere when the index ${what}`, async () => {
    const harness = await openSignedIn()
    const [kept] = harness.index.list()
    const record = harness.vault.records.get(aliceKey)
    assert.ok(kept && record)
    for (const key of [aliceKey, 'other@host/alice'])
      harness.vault.records.set(key, { ...record, issuedFor: null })
    harness.index.put({ ...kept, ...change })
    const assertNothingSent = watch(harness)
    await restartAndRestore(harness)
    assert.equal(status(harness), 'needsSignIn workspaceMoved')
    assertNothingSent()
  })
}

test('a pasted token is restored though its record names a token service: it is sent to none', async () => {
  const harness = openHarness()
  const token = makeToken('alice', { exp: 3_600 })
  await harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
  const record = harness.vault.records.get(aliceKey) ?? assert.fail()
  const issuedFor = { ...teamAddresses, tokenService: 'https://other.example/token' }
  harness.vault.records.set(aliceKey, { ...record, issuedFor })
  await restartAndRestore(harness)
  assert.deepEqual([status(harness), harness.service.calls], ['connected', []])
})
