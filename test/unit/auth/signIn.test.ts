import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { makeToken, settled, tokenOf } from '../../support/fakes.ts'
import { alice, aliceKey, openHarness, outcome, status, teamAddresses } from './harness.ts'

test('a password signs in through the token service, and both secrets rest in the keychain', async () => {
  const harness = openHarness()
  await harness.run.session.signIn(alice, true)

  assert.deepEqual(harness.run.states, ['signingIn', 'connected'])
  const signedIn = harness.run.session.signedIn()
  assert.equal(signedIn?.account.name, 'Alice Moreau')
  assert.equal(signedIn?.storedIn, 'keychain')
  assert.deepEqual(harness.vault.records.get(aliceKey), {
    token: harness.service.issued[0],
    refreshCredential: 'credential-alice-1',
    issuedFor: teamAddresses,
  })
  assert.equal(harness.index.current(), aliceKey)
})

test('sign-in is not done before the secrets are where they rest', async () => {
  const harness = openHarness()
  harness.vault.delayMs = 500
  const signIn = harness.run.session.signIn(alice, true)
  await harness.clock.turn(499)
  assert.equal(status(harness), 'signingIn')
  await harness.clock.turn(1)
  await signIn
  assert.equal(status(harness), 'connected')
})

test('a pasted token signs in as the user it names, and is not renewed', async () => {
  const harness = openHarness()
  const token = makeToken('luke_skywalker', { exp: 600 })
  await harness.run.session.signIn({ method: 'token', token: `  ${token}\n`, userId: '' }, true)

  assert.equal(status(harness), 'connected')
  assert.equal(harness.run.session.signedIn()?.account.userId, 'luke_skywalker')
  assert.deepEqual(harness.vault.records.get('team/luke_skywalker'), {
    token,
    refreshCredential: null,
    issuedFor: { ...teamAddresses, tokenService: null },
  })
  assert.equal(harness.run.session.signedIn()?.activeSession.renewsAt(), null)
})

test('a pasted token for another user than the typed ID is refused before it is used', async () => {
  const harness = openHarness()
  const signIn = harness.run.session.signIn(
    { method: 'token', token: makeToken('bob'), userId: 'alice' },
    true,
  )
  await assert.rejects(signIn, { code: 'userMismatch', field: 'userId' })
  assert.deepEqual(harness.chat.sockets, [])
  assert.equal(status(harness), 'signedOut')
})

test('a pasted text that is no token fails at its field before anybody is asked', async () => {
  const harness = openHarness()
  const signIn = harness.run.session.signIn({ method: 'token', token: 'abc', userId: '' }, true)
  await assert.rejects(signIn, { code: 'tokenMalformed', field: 'token' })
  assert.deepEqual(harness.chat.sockets, [])
})

// What existing clients get wrong, 6.
test('a token service that returns the token of another user is refused before use', async () => {
  const harness = openHarness()
  harness.service.mode = 'wrongUser'
  await assert.rejects(harness.run.session.signIn(alice, true), { code: 'userMismatch' })
  assert.deepEqual(harness.chat.sockets, [])
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
})

test('a guest gets the ID that the server returns, with its token in the keychain', async () => {
  const harness = openHarness()
  await harness.run.session.signIn({ method: 'guest', name: 'Ada' }, true)

  const signedIn = harness.run.session.signedIn()
  assert.equal(signedIn?.account.userId, 'guest-1-ada')
  assert.equal(signedIn?.account.kind, 'guest')
  assert.equal(signedIn?.account.name, 'Ada')
  assert.equal(signedIn?.activeSession.renewsAt(), null)
  assert.ok(harness.vault.records.has('team/guest-1-ada'))
  assert.deepEqual(
    harness.index.list().map(({ method, stage }) => [method, stage]),
    [['guest', 'kept']],
  )
})

test('an anonymous visitor connects without a token and leaves nothing behind', async () => {
  const harness = openHarness()
  await harness.run.session.signIn({ method: 'anonymous', userId: 'a-random-id' }, true)

  const state = harness.run.session.state()
  assert.equal(state.kind === 'connected' && state.role, 'anonymous')
  assert.equal(harness.run.session.signedIn()?.storedIn, 'nowhere')
  assert.equal(harness.chat.sockets[0]?.token, null)
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
  assert.equal(harness.index.current(), null)
})

test('with "keep me signed in" off the secrets stay in memory, also those of renewals', async () => {
  const harness = openHarness()
  await harness.run.session.signIn(alice, false)
  assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')

  await harness.clock.turn(2_400_000)
  assert.equal(harness.service.renewals, 1)
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
})

test('signing in without keeping deletes the stored record of the same account', async () => {
  const harness = openHarness()
  await harness.run.session.signIn(alice, true)
  harness.run.session.switchAccount()
  await harness.run.session.signIn(alice, false)
  assert.equal(harness.vault.records.size, 0)
  assert.deepEqual(harness.index.list(), [])
  assert.equal(status(harness), 'connected')
})

const refusedFields: [what: string, method: Parameters<typeof signInWith>[0], expected: object][] =
  [
    ['an empty user id', { ...alice, userId: '  ' }, { code: 'badInput', field: 'userId' }],
    [
      'a wrong password',
      { ...alice, password: 'x' },
      { code: 'credentialsRefused', field: 'password' },
    ],
    [
      'an empty token',
      { method: 'token', token: ' ', userId: '' },
      { code: 'badInput', field: 'token' },
    ],
    ['an empty name', { method: 'guest', name: ' ' }, { code: 'badInput', field: 'displayName' }],
  ]

function signInWith(
  method: Parameters<ReturnType<typeof openHarness>['run']['session']['signIn']>[0],
) {
  const harness = openHarness()
  return { harness, signIn: harness.run.session.signIn(method, true) }
}

for (const [what, method, expected] of refusedFields) {
  test(`${what} is refused at its field, and nobody is signed in`, async () => {
    const { harness, signIn } = signInWith(method)
    await assert.rejects(signIn, expected)
    assert.equal(status(harness), 'signedOut')
  })
}

test('a workspace without a token service says so', async () => {
  const harness = openHarness()
  harness.workspace.hasTokenService = false
  await assert.rejects(harness.run.session.signIn(alice, true), { code: 'tokenServiceMissing' })
})

for (const code of ['network', 'timeout', 'serverError', 'badAnswer', 'rateLimited'] as const) {
  test(`a first sign-in that meets ${code} at the chat server says so at once and leaves nothing`, async () => {
    const harness = openHarness()
    harness.chat.mode = new Failure(code, 'Trouble.')
    await assert.rejects(harness.run.session.signIn(alice, true), { code })
    assert.equal(status(harness), 'signedOut')
    await harness.clock.turn(600_000)
    assert.equal(harness.chat.sockets.length, 1)
    assert.equal(harness.vault.records.size, 0)
    assert.deepEqual(harness.clock.pending(), [])
  })
}

test('a chat server that takes the socket and says nothing fails the sign-in after 10 s', async () => {
  const harness = openHarness()
  harness.chat.mode = 'silent'
  const signIn = outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(9_999)
  assert.equal(status(harness), 'signingIn')
  await harness.clock.turn(1)
  assert.equal(await signIn, 'timeout')
})

for (const [what, token, code] of [
  ['expired', makeToken('alice', { exp: -1 }), 'tokenExpired'],
  ['wrongly signed', makeToken('alice', { secret: 'another' }), 'tokenSignatureInvalid'],
  ['not valid for an hour', makeToken('alice', { nbf: 3_600 }), 'tokenNotYetValid'],
] as const) {
  test(`what the server says of a pasted token that is ${what} stands at the token's field`, async () => {
    const harness = openHarness()
    const signIn = harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
    await assert.rejects(signIn, { code, field: 'token' })
    assert.equal(status(harness), 'signedOut')
    assert.equal(harness.vault.records.size, 0)
  })
}

test('a token service whose first token is refused as expired is asked for another one at once', async () => {
  const harness = openHarness()
  harness.service.lifeSeconds = -1
  const signIn = outcome(harness.run.session.signIn(alice, true))
  await settled()
  harness.service.lifeSeconds = 3_600
  await harness.clock.turn(500)
  assert.equal(await signIn, 'done')
  assert.equal(harness.service.renewals, 1)
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.service.issued[1])
})

test('no request passes before a sign-in', async () => {
  const harness = openHarness()
  const passed = harness.run.session.pass((token) => harness.chat.call(token ?? tokenOf('alice')))
  await assert.rejects(passed, { code: 'notSignedIn' })
})

test('a second sign-in takes the place of the first, which is told so', async () => {
  const harness = openHarness()
  harness.chat.mode = 'silent'
  const first = outcome(harness.run.session.signIn(alice, true))
  await settled()
  harness.chat.mode = 'ok'
  await harness.run.session.signIn({ method: 'guest', name: 'Ada' }, false)
  assert.equal(await Promise.race([first, settled().then(() => 'no answer')]), 'aborted')
  assert.equal(harness.run.session.signedIn()?.account.kind, 'guest')
})

test('a sign-in without an answer for 60 s fails, and its call is aborted', async () => {
  const harness = openHarness()
  let called: AbortSignal | null = null
  harness.service.signIn = (_userId, _password, signal) => {
    called = signal
    return new Promise(() => undefined)
  }
  const signedIn = outcome(harness.run.session.signIn(alice, true))
  await harness.clock.turn(60_000)
  assert.equal(await signedIn, 'timeout')
  assert.equal((called as AbortSignal | null)?.aborted, true)
})
