import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { FakeMint } from '../../support/fakeMint.ts'
import { makeToken, settled, startOfTime } from '../../support/fakes.ts'
import {
  alice,
  aliceKey,
  openSignedIn,
  openHarness,
  outcome,
  restartAndRestore,
  send,
  status,
  type Harness,
} from './harness.ts'

const luke = { method: 'development', userId: 'luke_skywalker' } as const

function openUnchecked(): Harness {
  const harness = openHarness()
  harness.chat.checksAuth = false
  return harness
}

/** A harness in which somebody has signed in with a token from a mint. */
async function openMinted(lifetime = '', userId = 'luke') {
  const harness = openHarness()
  const mint = new FakeMint()
  await harness.run.session.signIn({ method: 'minted', userId, lifetime, mint }, false)
  return { harness, mint }
}

test('a development token signs in where authentication is not checked, and never ends', async () => {
  const harness = openUnchecked()
  await harness.run.session.signIn(luke, false)
  const signedIn = harness.run.session.signedIn()
  assert.equal(status(harness), 'connected')
  assert.deepEqual([signedIn?.method, signedIn?.storedIn], ['development', 'memory'])
  assert.equal(signedIn?.account.userId, 'luke_skywalker')
  assert.equal(signedIn?.activeSession.token()?.expiresAt, null)
  assert.match(await send(harness), /\.devtoken$/)
  await harness.clock.turn(86_400_000)
  assert.equal(status(harness), 'connected')
})

test('a refused development token is told as such, and the session stays signed out', async () => {
  const harness = openHarness()
  await assert.rejects(harness.run.session.signIn(luke, false), {
    code: 'developmentTokenRefused',
    field: null,
  })
  assert.equal(status(harness), 'signedOut')
  harness.chat.mode = new Failure('tokenSignatureInvalid', 'Code 43.')
  assert.equal(
    await outcome(harness.run.session.signIn(luke, false)),
    'developmentTokenRefused',
    'whichever code it has for that',
  )
})

test('an app that checks from now on ends the session with the same words, for requests too', async () => {
  const harness = openUnchecked()
  await harness.run.session.signIn(luke, false)
  harness.chat.checksAuth = true
  assert.equal(await outcome(send(harness)), 'developmentTokenRefused')
  const state = harness.run.session.state()
  assert.equal(status(harness), 'needsSignIn developmentTokenRefused')
  assert.equal(state.kind === 'needsSignIn' && state.method, 'development')
  assert.deepEqual(harness.clock.pending(), [])
})

test('a development token that is called expired is given up, not made again', async () => {
  const harness = openUnchecked()
  await harness.run.session.signIn(luke, false)
  harness.chat.cut(new Failure('tokenExpired', 'Code 40.'))
  await settled()
  assert.equal(status(harness), 'needsSignIn tokenRejected')
})

test('a minted token is dated by a second before now, and ends when its lifetime is over', async () => {
  const { harness, mint } = await openMinted('3600')
  const iat = startOfTime / 1000 - 1
  assert.deepEqual(mint.claims, [{ user_id: 'luke', iat, exp: iat + 3_600 }])
  assert.equal(status(harness), 'connected')
  assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')
})

test('without a lifetime it never ends and is not minted again', async () => {
  const { harness, mint } = await openMinted()
  assert.deepEqual(mint.claims, [{ user_id: 'luke', iat: startOfTime / 1000 - 1 }])
  await harness.clock.turn(86_400_000)
  assert.equal(mint.claims.length, 1)
})

test('it is minted again before it ends, visibly, and requests made meanwhile go through', async () => {
  const { harness, mint } = await openMinted('4')
  const sent: Promise<string>[] = []
  for (let second = 0; second < 10; second += 1) {
    sent.push(send(harness))
    await harness.clock.turn(1_000)
  }
  await Promise.all(sent)
  assert.ok(mint.claims.length >= 5, `${mint.claims.length} tokens in 10 s`)
  assert.ok(mint.claims.length <= 11, 'no more than one a second')
  assert.deepEqual(harness.run.states.slice(0, 4), [
    'signingIn',
    'connected',
    'refreshing',
    'connected',
  ])
  assert.equal(harness.chat.sockets.length, 1, 'the connection stays')
})

test('a life too short to be back-dated is used as it is', async () => {
  for (const lifetime of ['1', '2']) {
    const { mint } = await openMinted(lifetime)
    const iat = startOfTime / 1000
    assert.deepEqual(mint.claims[0], { user_id: 'luke', iat, exp: iat + Number(lifetime) })
  }
})

test('a lifetime of three seconds is back-dated, from the second that has begun', async () => {
  const harness = openHarness()
  await harness.clock.turn(900)
  const mint = new FakeMint()
  const request = { method: 'minted', userId: 'luke', lifetime: '3', mint } as const
  await harness.run.session.signIn(request, false)
  const iat = startOfTime / 1000 - 1
  assert.deepEqual(mint.claims[0], { user_id: 'luke', iat, exp: iat + 3 })
})

test('when the server ends it, it is minted again at once and waiting requests go with the new one', async () => {
  const { harness, mint } = await openMinted('3600')
  await harness.clock.turn(60_000)
  harness.chat.end('luke')
  const waiting = send(harness)
  await settled()
  assert.equal(await waiting, mint.issued[1])
  assert.equal(status(harness), 'connected')
  assert.equal(mint.claims.length, 2)
})

test('a secret of another app is told at its field', async () => {
  const harness = openHarness()
  const mint = new FakeMint('another app')
  const signIn = harness.run.session.signIn(
    { method: 'minted', userId: 'luke', lifetime: '', mint },
    true,
  )
  await assert.rejects(signIn, { code: 'tokenSignatureInvalid', field: 'secret' })
  assert.ok(mint.isForgotten)
})

test('a minted token for another user is not used', async () => {
  const harness = openHarness()
  const mint = new FakeMint()
  mint.sign = async () => makeToken('mallory')
  const signIn = harness.run.session.signIn(
    { method: 'minted', userId: 'luke', lifetime: '', mint },
    true,
  )
  assert.equal(await outcome(signIn), 'userMismatch')
  assert.deepEqual(harness.chat.sockets, [])
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
    const harness = openHarness()
    const mint = new FakeMint()
    const { session } = harness.run
    await assert.rejects(session.signIn({ method: 'minted', userId, lifetime, mint }, false), {
      code,
      field,
    })
    if (field === 'userId') {
      await assert.rejects(session.signIn({ method: 'development', userId }, false), {
        code,
        field,
      })
    }
    assert.deepEqual(mint.claims, [])
    assert.deepEqual(harness.chat.sockets, [])
  })
}

for (const [how, minutes, tokens] of [
  ['ahead', 10, 2],
  ['a year ahead', 525_600, 2],
  ['behind', -10, 1],
  ['a year behind', -525_600, 2],
] as const) {
  test(`a clock that is ${how} does not keep a minted token from being right`, async () => {
    const harness = openHarness()
    harness.clock.setWall(minutes * 60_000)
    const { session } = harness.restart()
    const mint = new FakeMint()
    await session.signIn({ method: 'minted', userId: 'luke', lifetime: '3600', mint }, false)
    assert.equal(status(harness), 'connected')
    assert.equal(mint.claims.length, tokens, 'once by this clock, once more by the server’s')
    if (tokens === 2) assert.equal(mint.claims[1]?.iat, startOfTime / 1000 - 1)
  })
}

test('a server less than its tolerance behind is waited for', async () => {
  const harness = openHarness()
  harness.chat.skewMs = -1_900
  const mint = new FakeMint()
  const signIn = outcome(
    harness.run.session.signIn({ method: 'minted', userId: 'luke', lifetime: '3600', mint }, false),
  )
  await harness.clock.turn(3_000)
  assert.equal(await signIn, 'done')
  assert.equal(status(harness), 'connected')
})

const endings: [what: string, end: (harness: Harness) => unknown][] = [
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
    const { harness, mint } = await openMinted('3600')
    assert.ok(!mint.isForgotten)
    await end(harness)
    await settled()
    assert.ok(mint.isForgotten)
    await harness.clock.turn(86_400_000)
    assert.equal(mint.claims.length, 1)
  })
}

for (const method of ['development', 'minted'] as const) {
  /** Signs in as Alice, whatever the way, as if she wanted it kept. */
  const signInHere = async (harness: Harness) => {
    harness.chat.checksAuth = false
    const mint = new FakeMint()
    const chosen =
      method === 'minted'
        ? ({ method, userId: 'alice', lifetime: '600', mint } as const)
        : ({ method, userId: 'alice' } as const)
    await harness.run.session.signIn(chosen, true)
  }

  test(`a ${method} token is never kept, though somebody asks for it`, async () => {
    const harness = openHarness()
    harness.vault.state = 'locked'
    await signInHere(harness)
    assert.equal(harness.run.session.needsKeychain(), false)
    harness.vault.state = 'ready'
    harness.run.session.keychainReady()
    await harness.clock.turn(3_600_000)
    assert.equal(status(harness), 'connected')
    assert.equal(harness.vault.records.size, 0)
    assert.deepEqual(harness.index.list(), [])
    assert.equal(harness.index.current(), null)
    assert.ok(!harness.disk.journal.some((line) => !line.startsWith('connect')))
    const { session } = await restartAndRestore(harness)
    assert.equal(session.state().kind, 'signedOut')
  })

  test(`signing in as Alice with a ${method} token, and out, leaves what is kept of her alone`, async () => {
    const harness = await openSignedIn()
    const record = harness.vault.records.get(aliceKey)
    const written = harness.disk.changes
    await signInHere(harness)
    await harness.clock.turn(600_000)
    await harness.run.session.signOut()
    assert.equal(harness.disk.changes, written, 'nothing is written')
    assert.deepEqual(harness.vault.records.get(aliceKey), record)
    await restartAndRestore(harness)
    assert.equal(harness.run.session.signedIn()?.method, 'service', 'the next start is hers')
  })
}
