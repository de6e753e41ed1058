import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import { Failure } from '../../../main/auth/errors.ts'
import { inspectPasted, inspectSession } from '../../../main/developer/inspection.ts'
import type { ErrorCode, PastedInspection, TokenInspection } from '../../../preload/contract.ts'
import { alice, openSignedIn, openHarness, workspaceId } from '../auth/harness.ts'
import { FakeClock, makeToken, signToken, startOfTime } from '../../support/fakes.ts'
import { fuzz } from '../../fuzz/run.ts'
import { goodClaims, tokenWith } from '../../fuzz/tokens.ts'

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A token with any header; nobody signed it. */
function unsigned(header: unknown, payload: unknown, signature = 'c2lnbmF0dXJl'): string {
  return `${encode(header)}.${encode(payload)}.${signature}`
}

const read = (raw: string) => inspectPasted(raw, null)

/** Neither the token nor its signature is in what is told of it. */
function assertQuiet(told: TokenInspection | null, raw: string): void {
  const signature = raw.split('.')[2] ?? ''
  const json = JSON.stringify(told)
  assert.ok(!json.includes(raw), 'not the token')
  assert.ok(signature === '' || !json.includes(signature), 'not its signature')
}

test('of the session’s token everything is told but the token', async () => {
  const harness = await openSignedIn()
  const told = inspectSession(harness.run.session.signedIn())
  const raw = harness.service.issued.at(-1) ?? ''
  assertQuiet(told, raw)
  assert.deepEqual(told?.header, [
    { name: 'alg', value: '"HS256"' },
    { name: 'typ', value: '"JWT"' },
  ])
  assert.deepEqual(told?.payload[0], { name: 'user_id', value: '"alice"' })
  const { userId, issuedAt, expiresAt, notBefore, signature } = told
  assert.deepEqual([userId, issuedAt, expiresAt], ['alice', startOfTime, startOfTime + 3_600_000])
  assert.deepEqual([notBefore, signature], [null, 'present'])
  assert.deepEqual(
    [told.isForAccount, told.renewedBy, told.storedIn],
    [true, 'tokenService', 'keychain'],
  )
  assert.equal(told.renewsAt, harness.run.session.signedIn()?.activeSession.renewsAt())
  assert.ok(told.renewsAt !== null && told.renewsAt < startOfTime + 3_600_000)
})

test('signed out or anonymous there is no token to inspect', async () => {
  const { session } = openHarness().run
  assert.equal(inspectSession(session.signedIn()), null)
  await session.signIn({ method: 'anonymous', userId: 'x' }, false)
  assert.equal(inspectSession(session.signedIn()), null)
})

test('a pasted token is shown as stored in memory and not renewed', async () => {
  const { session } = openHarness().run
  await session.signIn(
    { method: 'token', token: makeToken('alice', { exp: 60 }), userId: '' },
    false,
  )
  const told = inspectSession(session.signedIn())
  assert.deepEqual([told?.storedIn, told?.renewedBy, told?.renewsAt], ['memory', 'none', null])
})

test('the skew is that of the server, and unknown until it was heard', async () => {
  const harness = openHarness()
  harness.clock.setWall(-90_000)
  await harness.run.session.signIn(alice, true)
  assert.equal(inspectSession(harness.run.session.signedIn())?.skewMs, 90_000)
  const deaf = createServerTime(new FakeClock())
  assert.equal(inspectPasted(makeToken('alice'), deaf).skewMs, null)
  deaf.learn(startOfTime + 1_000)
  assert.equal(inspectPasted(makeToken('alice'), deaf).skewMs, 0)
})

test('a token for another user than the account is shown as such', async () => {
  const harness = await openSignedIn()
  const signedIn = harness.run.session.signedIn()
  assert.ok(signedIn)
  assert.equal(signedIn.backend.workspaceId, workspaceId)
  const account = { ...signedIn.account, userId: 'bob' }
  assert.equal(inspectSession({ ...signedIn, account })?.isForAccount, false)
})

test('a good pasted token has no problem, white space around it or not', () => {
  const raw = makeToken('bob', { iat: 0, nbf: 1, exp: 60 })
  const told = read(`\n ${raw} `)
  assertQuiet(told, raw)
  assert.equal(told.problem, null)
  assert.deepEqual([told.userId, told.notBefore], ['bob', startOfTime + 1_000])
})

test('a development token is told as one', () => {
  const payload = Buffer.from('{"user_id":"luke"}').toString('base64')
  const told = read(`${encode({ alg: 'HS256', typ: 'JWT' })}.${payload}.devtoken`)
  assert.deepEqual([told.signature, told.userId], ['development', 'luke'])
})

const hs256 = { alg: 'HS256', typ: 'JWT' }
const rs256 = { alg: 'RS256' }
const wrong: [
  what: string,
  raw: string,
  problem: ErrorCode,
  sees: (told: PastedInspection) => unknown,
  is: unknown,
][] = [
  [
    'of no user',
    unsigned(hs256, { sub: 'al' }),
    'tokenUserMissing',
    (told) => [told.userId, told.payload],
    [null, [{ name: 'sub', value: '"al"' }]],
  ],
  [
    'of a user that is a number',
    unsigned(hs256, { user_id: 12 }),
    'tokenUserNotText',
    (told) => [told.userId, told.payload],
    [null, [{ name: 'user_id', value: '12' }]],
  ],
  [
    'with a time that is a text',
    unsigned(hs256, { user_id: 'al', exp: 'soon' }),
    'tokenMalformed',
    (told) => [told.expiresAt, told.payload[1]?.value],
    [null, '"soon"'],
  ],
  [
    'without a signature',
    unsigned({ alg: 'none' }, { user_id: 'al' }, ''),
    'tokenUnsigned',
    (told) => [told.signature, told.userId],
    ['absent', 'al'],
  ],
  [
    'that is signed in another way',
    unsigned(rs256, { user_id: 'al', exp: 60 }),
    'tokenAlgorithmWrong',
    (told) => [told.header, told.expiresAt],
    [[{ name: 'alg', value: '"RS256"' }], 60_000],
  ],
]
for (const [what, raw, problem, sees, is] of wrong) {
  test(`a token ${what} is still shown, with its problem`, () => {
    const told = read(raw)
    assert.deepEqual(sees(told), is)
    assert.equal(told.problem, problem)
    assertQuiet(told, raw)
  })
}

const none: [what: string, raw: string][] = [
  ['nothing', ''],
  ['a word', 'token'],
  ['two parts', makeToken('alice').split('.').slice(0, 2).join('.')],
  ['four parts', `${makeToken('alice')}.x`],
  ['a header that is a list', unsigned([1], { user_id: 'al' })],
  ['a payload that is not JSON', `${encode(hs256)}.eyJ.x`],
  ['more than any token', signToken({ user_id: 'al', more: 'x'.repeat(20_000) })],
]
for (const [what, raw] of none) {
  test(`${what} cannot be read: an error at the field that does not repeat it`, () => {
    assert.throws(
      () => read(raw),
      (error: unknown) => {
        assert.ok(error instanceof Failure)
        assert.deepEqual([error.code, error.field], ['tokenMalformed', 'token'])
        return raw.length < 8 || !error.message.includes(raw.slice(0, 8))
      },
    )
  })
}

test('claims are cut where they are longer than anybody reads', () => {
  const told = read(signToken({ user_id: 'al', ['n'.repeat(900)]: 'v'.repeat(900) }))
  const { name, value } = told.payload[1] ?? assert.fail()
  assert.ok(name.length <= 65 && value.length <= 401, `${name.length} ${value.length}`)
  assert.ok(value.endsWith('…'))
})

test('with any claims, the signature is not shown, and times are valid instants', async (t) => {
  await fuzz(
    t,
    1_000,
    // A short signature can stand in a claim by chance.
    fc.property(tokenWith(goodClaims), (token) => {
      const raw = token.replace(/[^.]*$/, encode('a signature that nobody knows'))
      const told = read(raw)
      assertQuiet(told, raw)
      for (const at of [told.issuedAt, told.notBefore, told.expiresAt])
        assert.ok(at === null || !Number.isNaN(new Date(at).getTime()))
    }),
  )
})
