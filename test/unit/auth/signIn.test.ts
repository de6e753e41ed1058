import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { makeToken, settled, tokenOf } from '../../support/fakes.ts'
import { alice, aliceKey, openWorld, outcome, standing } from './harness.ts'

test('a password signs in through the token service, and both secrets rest in the keychain', async () => {
  const world = openWorld()
  await world.run.session.signIn(alice, true)

  assert.deepEqual(world.run.states, ['signingIn', 'connected'])
  const present = world.run.session.present()
  assert.equal(present?.account.name, 'Alice Moreau')
  assert.equal(present?.rests, 'keychain')
  assert.deepEqual(world.vault.records.get(aliceKey), {
    token: world.service.issued[0],
    refreshCredential: 'credential-alice-1',
  })
  assert.equal(world.index.current(), aliceKey)
})

test('sign-in is not done before the secrets are where they rest', async () => {
  const world = openWorld()
  world.vault.delayMs = 500
  const signIn = world.run.session.signIn(alice, true)
  await world.clock.turn(499)
  assert.equal(standing(world), 'signingIn')
  await world.clock.turn(1)
  await signIn
  assert.equal(standing(world), 'connected')
})

test('a pasted token signs in as whoever it names, and nobody renews it', async () => {
  const world = openWorld()
  const token = makeToken('luke_skywalker', { exp: 600 })
  await world.run.session.signIn({ way: 'token', token: `  ${token}\n`, userId: '' }, true)

  assert.equal(standing(world), 'connected')
  assert.equal(world.run.session.present()?.account.userId, 'luke_skywalker')
  assert.deepEqual(world.vault.records.get('team/luke_skywalker'), {
    token,
    refreshCredential: null,
  })
  assert.equal(world.run.session.present()?.live.renewsAt(), null)
})

test('a pasted token for somebody other than the typed id is refused before it is used', async () => {
  const world = openWorld()
  const signIn = world.run.session.signIn(
    { way: 'token', token: makeToken('bob'), userId: 'alice' },
    true,
  )
  await assert.rejects(signIn, { code: 'userMismatch', field: 'userId' })
  assert.deepEqual(world.chat.sockets, [])
  assert.equal(standing(world), 'signedOut')
})

test('a pasted text that is no token fails at its field before anybody is asked', async () => {
  const world = openWorld()
  const signIn = world.run.session.signIn({ way: 'token', token: 'abc', userId: '' }, true)
  await assert.rejects(signIn, { code: 'tokenMalformed', field: 'token' })
  assert.deepEqual(world.chat.sockets, [])
})

// What existing clients get wrong, 6.
test('a token service that returns the token of another user is refused before use', async () => {
  const world = openWorld()
  world.service.mode = 'wrongUser'
  await assert.rejects(world.run.session.signIn(alice, true), { code: 'userMismatch' })
  assert.deepEqual(world.chat.sockets, [])
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
})

test('a guest becomes whom the server says, with its token in the keychain', async () => {
  const world = openWorld()
  await world.run.session.signIn({ way: 'guest', name: 'Ada' }, true)

  const present = world.run.session.present()
  assert.equal(present?.account.userId, 'guest-1-ada')
  assert.equal(present?.account.kind, 'guest')
  assert.equal(present?.account.name, 'Ada')
  assert.equal(present?.live.renewsAt(), null)
  assert.ok(world.vault.records.has('team/guest-1-ada'))
  assert.deepEqual(
    world.index.list().map(({ way, stage }) => [way, stage]),
    [['guest', 'kept']],
  )
})

test('an anonymous visitor connects without a token and leaves nothing behind', async () => {
  const world = openWorld()
  await world.run.session.signIn({ way: 'anonymous', userId: 'a-random-id' }, true)

  const state = world.run.session.state()
  assert.equal(state.kind === 'connected' && state.role, 'anonymous')
  assert.equal(world.run.session.present()?.rests, 'nowhere')
  assert.equal(world.chat.sockets[0]?.token, null)
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
  assert.equal(world.index.current(), null)
})

test('with "keep me signed in" off the secrets stay in memory, also those of renewals', async () => {
  const world = openWorld()
  await world.run.session.signIn(alice, false)
  assert.equal(world.run.session.present()?.rests, 'memory')

  await world.clock.turn(2_400_000)
  assert.equal(world.service.renewals, 1)
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
})

test('signing in without keeping wipes what was kept of the same account before', async () => {
  const world = openWorld()
  await world.run.session.signIn(alice, true)
  world.run.session.switchAccount()
  await world.run.session.signIn(alice, false)
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
  assert.equal(standing(world), 'connected')
})

const refusedFields: [what: string, way: Parameters<typeof signInWith>[0], expected: object][] = [
  ['an empty user id', { ...alice, userId: '  ' }, { code: 'badInput', field: 'userId' }],
  [
    'a wrong password',
    { ...alice, password: 'x' },
    { code: 'credentialsRefused', field: 'password' },
  ],
  [
    'an empty token',
    { way: 'token', token: ' ', userId: '' },
    { code: 'badInput', field: 'token' },
  ],
  ['an empty name', { way: 'guest', name: ' ' }, { code: 'badInput', field: 'displayName' }],
]

function signInWith(way: Parameters<ReturnType<typeof openWorld>['run']['session']['signIn']>[0]) {
  const world = openWorld()
  return { world, signIn: world.run.session.signIn(way, true) }
}

for (const [what, way, expected] of refusedFields) {
  test(`${what} is refused at its field, and nobody is signed in`, async () => {
    const { world, signIn } = signInWith(way)
    await assert.rejects(signIn, expected)
    assert.equal(standing(world), 'signedOut')
  })
}

test('a workspace without a token service says so', async () => {
  const world = openWorld()
  world.workspace.hasTokenService = false
  await assert.rejects(world.run.session.signIn(alice, true), { code: 'tokenServiceMissing' })
})

for (const code of ['network', 'timeout', 'serverError', 'badAnswer', 'rateLimited'] as const) {
  test(`a first sign-in that meets ${code} at the chat server says so at once and leaves nothing`, async () => {
    const world = openWorld()
    world.chat.mode = new Failure(code, 'Trouble.')
    await assert.rejects(world.run.session.signIn(alice, true), { code })
    assert.equal(standing(world), 'signedOut')
    await world.clock.turn(600_000)
    assert.equal(world.chat.sockets.length, 1)
    assert.equal(world.vault.records.size, 0)
    assert.deepEqual(world.clock.pending(), [])
  })
}

test('a chat server that takes the socket and says nothing fails the sign-in after 10 s', async () => {
  const world = openWorld()
  world.chat.mode = 'silent'
  const signIn = outcome(world.run.session.signIn(alice, true))
  await world.clock.turn(9_999)
  assert.equal(standing(world), 'signingIn')
  await world.clock.turn(1)
  assert.equal(await signIn, 'timeout')
})

for (const [what, token, code] of [
  ['expired', makeToken('alice', { exp: -1 }), 'tokenExpired'],
  ['wrongly signed', makeToken('alice', { secret: 'another' }), 'tokenSignatureInvalid'],
  ['not valid for an hour', makeToken('alice', { nbf: 3_600 }), 'tokenNotYetValid'],
] as const) {
  test(`what the server says of a pasted token that is ${what} stands at the token's field`, async () => {
    const world = openWorld()
    const signIn = world.run.session.signIn({ way: 'token', token, userId: '' }, true)
    await assert.rejects(signIn, { code, field: 'token' })
    assert.equal(standing(world), 'signedOut')
    assert.equal(world.vault.records.size, 0)
  })
}

test('a token service whose first token is refused as expired is asked for another one at once', async () => {
  const world = openWorld()
  world.service.lifeSeconds = -1
  const signIn = outcome(world.run.session.signIn(alice, true))
  await settled()
  world.service.lifeSeconds = 3_600
  await world.clock.turn(500)
  assert.equal(await signIn, 'done')
  assert.equal(world.service.renewals, 1)
  assert.equal(world.vault.records.get(aliceKey)?.token, world.service.issued[1])
})

test('no request passes before somebody is signed in', async () => {
  const world = openWorld()
  const passed = world.run.session.pass((token) => world.chat.call(token ?? tokenOf('alice')))
  await assert.rejects(passed, { code: 'notSignedIn' })
})

test('a second sign-in takes the place of the first, which is told so', async () => {
  const world = openWorld()
  world.chat.mode = 'silent'
  const first = outcome(world.run.session.signIn(alice, true))
  await settled()
  world.chat.mode = 'ok'
  await world.run.session.signIn({ way: 'guest', name: 'Ada' }, false)
  assert.equal(await Promise.race([first, settled().then(() => 'no answer')]), 'aborted')
  assert.equal(world.run.session.present()?.account.kind, 'guest')
})
