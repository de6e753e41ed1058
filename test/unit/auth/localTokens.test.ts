import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { FakeMint } from '../../support/fakeMint.ts'
import { makeToken, settled, startOfTime } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  openSignedIn,
  openWorld,
  outcome,
  restartAndRestore,
  send,
  standing,
  type World,
} from './harness.ts'

const luke = { way: 'development', userId: 'luke_skywalker' } as const

function openUnchecked(): World {
  const world = openWorld()
  world.chat.checksAuth = false
  return world
}

/** A world in which somebody has signed in with a token from a mint. */
async function openMinted(lifetime = '', userId = 'luke') {
  const world = openWorld()
  const mint = new FakeMint()
  await world.run.session.signIn({ way: 'minted', userId, lifetime, mint }, false)
  return { world, mint }
}

test('a development token signs in where authentication is not checked, and never ends', async () => {
  const world = openUnchecked()
  await world.run.session.signIn(luke, false)
  const present = world.run.session.present()
  assert.equal(standing(world), 'connected')
  assert.deepEqual([present?.way, present?.rests], ['development', 'memory'])
  assert.equal(present?.account.userId, 'luke_skywalker')
  assert.equal(present?.live.token()?.expiresAt, null)
  assert.match(await send(world), /\.devtoken$/)
  await world.clock.turn(86_400_000)
  assert.equal(standing(world), 'connected')
})

test('an app that checks refuses a development token, which is said, and nobody is signed in', async () => {
  const world = openWorld()
  await assert.rejects(world.run.session.signIn(luke, false), {
    code: 'developmentTokenRefused',
    field: null,
  })
  assert.equal(standing(world), 'signedOut')
  world.chat.mode = new Failure('tokenSignatureInvalid', 'Code 43.')
  assert.equal(
    await outcome(world.run.session.signIn(luke, false)),
    'developmentTokenRefused',
    'whichever code it has for that',
  )
})

test('an app that checks from now on ends the session with the same words, for requests too', async () => {
  const world = openUnchecked()
  await world.run.session.signIn(luke, false)
  world.chat.checksAuth = true
  assert.equal(await outcome(send(world)), 'developmentTokenRefused')
  const state = world.run.session.state()
  assert.equal(standing(world), 'needsSignIn developmentTokenRefused')
  assert.equal(state.kind === 'needsSignIn' && state.way, 'development')
  assert.deepEqual(world.clock.pending(), [])
})

test('a development token that is called expired is given up, not made again', async () => {
  const world = openUnchecked()
  await world.run.session.signIn(luke, false)
  world.chat.cut(new Failure('tokenExpired', 'Code 40.'))
  await settled()
  assert.equal(standing(world), 'needsSignIn tokenRejected')
})

test('a minted token is dated by a second before now, and ends when its lifetime is over', async () => {
  const { world, mint } = await openMinted('3600')
  const iat = startOfTime / 1000 - 1
  assert.deepEqual(mint.claims, [{ user_id: 'luke', iat, exp: iat + 3_600 }])
  assert.equal(standing(world), 'connected')
  assert.equal(world.run.session.present()?.rests, 'memory')
})

test('without a lifetime it never ends and is not minted again', async () => {
  const { world, mint } = await openMinted()
  assert.deepEqual(mint.claims, [{ user_id: 'luke', iat: startOfTime / 1000 - 1 }])
  await world.clock.turn(86_400_000)
  assert.equal(mint.claims.length, 1)
})

test('it is minted again before it ends, visibly, and what is sent meanwhile goes through', async () => {
  const { world, mint } = await openMinted('4')
  const sent: Promise<string>[] = []
  for (let second = 0; second < 10; second += 1) {
    sent.push(send(world))
    await world.clock.turn(1_000)
  }
  await Promise.all(sent)
  assert.ok(mint.claims.length >= 5, `${mint.claims.length} tokens in 10 s`)
  assert.ok(mint.claims.length <= 11, 'no more than one a second')
  assert.deepEqual(world.run.states.slice(0, 4), [
    'signingIn',
    'connected',
    'refreshing',
    'connected',
  ])
  assert.equal(world.chat.sockets.length, 1, 'the connection stays')
})

test('a life too short to be back-dated is used as it is', async () => {
  for (const lifetime of ['1', '2']) {
    const { mint } = await openMinted(lifetime)
    const iat = startOfTime / 1000
    assert.deepEqual(mint.claims[0], { user_id: 'luke', iat, exp: iat + Number(lifetime) })
  }
})

test('when the server ends it, it is minted again at once and what waits goes with the new one', async () => {
  const { world, mint } = await openMinted('3600')
  await world.clock.turn(60_000)
  world.chat.end('luke')
  const waiting = send(world)
  await settled()
  assert.equal(await waiting, mint.issued[1])
  assert.equal(standing(world), 'connected')
  assert.equal(mint.claims.length, 2)
})

test('a secret of another app is told at its field', async () => {
  const world = openWorld()
  const mint = new FakeMint('another app')
  const signIn = world.run.session.signIn(
    { way: 'minted', userId: 'luke', lifetime: '', mint },
    true,
  )
  await assert.rejects(signIn, { code: 'tokenSignatureInvalid', field: 'secret' })
  assert.ok(mint.isForgotten)
})

test('a token that the mint made for somebody else is not used', async () => {
  const world = openWorld()
  const mint = new FakeMint()
  mint.sign = async () => makeToken('mallory')
  const signIn = world.run.session.signIn(
    { way: 'minted', userId: 'luke', lifetime: '', mint },
    true,
  )
  assert.equal(await outcome(signIn), 'userMismatch')
  assert.deepEqual(world.chat.sockets, [])
})

for (const [userId, lifetime, code, field] of [
  ['luke skywalker', '', 'userIdSpaces', 'userId'],
  ['luke\0', '', 'userIdControls', 'userId'],
  ['x'.repeat(1_000), '', 'userIdTooLong', 'userId'],
  ['luke', '0', 'lifetimeZero', 'lifetime'],
  ['luke', '-1', 'lifetimeNegative', 'lifetime'],
  ['luke', '315360000', 'lifetimeTooLong', 'lifetime'],
] as const) {
  test(`${code} is told at its field, and nothing is signed`, async () => {
    const world = openWorld()
    const mint = new FakeMint()
    const { session } = world.run
    await assert.rejects(session.signIn({ way: 'minted', userId, lifetime, mint }, false), {
      code,
      field,
    })
    if (field === 'userId') {
      await assert.rejects(session.signIn({ way: 'development', userId }, false), { code, field })
    }
    assert.deepEqual(mint.claims, [])
    assert.deepEqual(world.chat.sockets, [])
  })
}

for (const [how, minutes, tokens] of [
  ['ahead', 10, 2],
  ['a year ahead', 525_600, 2],
  ['behind', -10, 1],
  ['a year behind', -525_600, 2],
] as const) {
  test(`a clock that is ${how} does not keep a minted token from being right`, async () => {
    const world = openWorld()
    world.clock.setWall(minutes * 60_000)
    const { session } = world.restart()
    const mint = new FakeMint()
    await session.signIn({ way: 'minted', userId: 'luke', lifetime: '3600', mint }, false)
    assert.equal(standing(world), 'connected')
    assert.equal(mint.claims.length, tokens, 'once by this clock, once more by the server’s')
    if (tokens === 2) assert.equal(mint.claims[1]?.iat, startOfTime / 1000 - 1)
  })
}

test('a server less than its tolerance behind is waited for', async () => {
  const world = openWorld()
  world.chat.skewMs = -1_900
  const mint = new FakeMint()
  const signIn = outcome(
    world.run.session.signIn({ way: 'minted', userId: 'luke', lifetime: '3600', mint }, false),
  )
  await world.clock.turn(3_000)
  assert.equal(await signIn, 'done')
  assert.equal(standing(world), 'connected')
})

const endings: [what: string, end: (world: World) => unknown][] = [
  ['signing out', ({ run }) => run.session.signOut()],
  ['switching', ({ run }) => run.session.switchAccount()],
  ['quitting', ({ run }) => run.session.leave()],
  ['signing in as somebody else', ({ run }) => run.session.signIn(alice, true)],
  [
    'a definite refusal',
    ({ chat }) => chat.cut(new Failure('tokenSignatureInvalid', 'A new secret.')),
  ],
]
for (const [what, end] of endings) {
  test(`${what} drops the secret`, async () => {
    const { world, mint } = await openMinted('3600')
    assert.ok(!mint.isForgotten)
    await end(world)
    await settled()
    assert.ok(mint.isForgotten)
    await world.clock.turn(86_400_000)
    assert.equal(mint.claims.length, 1)
  })
}

for (const way of ['development', 'minted'] as const) {
  /** Signs in as Alice, whatever the way, as if she wanted it kept. */
  const signInHere = async (world: World) => {
    world.chat.checksAuth = false
    const mint = new FakeMint()
    const chosen =
      way === 'minted'
        ? ({ way, userId: 'alice', lifetime: '600', mint } as const)
        : ({ way, userId: 'alice' } as const)
    await world.run.session.signIn(chosen, true)
  }

  test(`a ${way} token is never kept, though somebody asks for it`, async () => {
    const world = openWorld()
    world.vault.state = 'locked'
    await signInHere(world)
    assert.equal(world.run.session.needsKeychain(), false)
    world.vault.state = 'ready'
    world.run.session.keychainReady()
    await world.clock.turn(3_600_000)
    assert.equal(standing(world), 'connected')
    assert.equal(world.vault.records.size, 0)
    assert.deepEqual(world.index.list(), [])
    assert.equal(world.index.current(), null)
    assert.ok(!world.disk.journal.some((line) => !line.startsWith('connect')))
    const { session } = await restartAndRestore(world)
    assert.equal(session.state().kind, 'signedOut')
  })

  test(`signing in as Alice with a ${way} token, and out, leaves what is kept of her alone`, async () => {
    const world = await openSignedIn()
    const record = world.vault.records.get(aliceKey)
    const written = world.disk.changes
    await signInHere(world)
    await world.clock.turn(600_000)
    await world.run.session.signOut()
    assert.equal(world.disk.changes, written, 'nothing is written')
    assert.deepEqual(world.vault.records.get(aliceKey), record)
    await restartAndRestore(world)
    assert.equal(world.run.session.present()?.way, 'service', 'the next start is hers')
  })
}
