import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { makeDevelopmentToken } from '../../../main/auth/token/developmentToken.ts'
import { Failure } from '../../../main/auth/errors.ts'
import { readPasted } from '../../../main/auth/token/pastedToken.ts'
import { Token } from '../../../main/auth/token/token.ts'
import { makeToken, signToken } from '../../support/fakes.ts'
import { alice, openHarness, outcome, status } from './harness.ts'

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
const good = { user_id: 'luke_skywalker' }

function jwt(header: unknown, payload: unknown = good, signature = 'c2lnbmF0dXJl'): string {
  return `${encode(header)}.${encode(payload)}.${signature}`
}

test('a signed token and a development token are read, with white space around them or not', () => {
  const raw = makeToken('luke')
  assert.equal(readPasted(` ${raw}\n`).reveal(), raw)
  assert.equal(readPasted(makeDevelopmentToken('luke').reveal()).userId, 'luke')
  assert.equal(readPasted(jwt({ alg: 'HS256' })).userId, 'luke_skywalker')
})

const refused: [what: string, raw: string, code: string][] = [
  ['a word', 'hello', 'tokenMalformed'],
  ['three words', 'a.b.c', 'tokenMalformed'],
  ['a token without its last part', makeToken('luke').replace(/\.[^.]*$/, ''), 'tokenMalformed'],
  ['a pasted file', 'x'.repeat(1_000_000), 'tokenMalformed'],
  ['more than any token has', jwt({ alg: 'RS256' }).padEnd(20_000, 'x'), 'tokenMalformed'],
  ['a time that is text', signToken({ ...good, exp: 'soon' }), 'tokenMalformed'],
  ['an unsigned token', jwt({ alg: 'none' }, good, ''), 'tokenUnsigned'],
  [
    'an unsigned token without its last dot',
    jwt({ alg: 'none' }, good, '').slice(0, -1),
    'tokenUnsigned',
  ],
  ['an unsigned token that looks signed', jwt({ alg: 'None' }), 'tokenUnsigned'],
  ['RS256', jwt({ alg: 'RS256', typ: 'JWT' }), 'tokenAlgorithmWrong'],
  ['RS256 with white space around it', ` ${jwt({ alg: 'RS256' })}\n`, 'tokenAlgorithmWrong'],
  ['RS256 of 16,384 characters', jwt({ alg: 'RS256' }).padEnd(16_384, 'x'), 'tokenAlgorithmWrong'],
  ['HS512', jwt({ alg: 'HS512' }), 'tokenAlgorithmWrong'],
  ['hs256 in small letters', jwt({ alg: 'hs256' }), 'tokenAlgorithmWrong'],
  ['no algorithm', jwt({ typ: 'JWT' }), 'tokenAlgorithmWrong'],
  ['an algorithm that is a number', jwt({ alg: 256 }), 'tokenAlgorithmWrong'],
  ['no user_id', signToken({ sub: 'luke' }), 'tokenUserMissing'],
  ['an empty user_id', signToken({ user_id: '' }), 'tokenUserMissing'],
  ['a user_id of null', signToken({ user_id: null }), 'tokenUserMissing'],
  ['a user_id that is a number', signToken({ user_id: 7 }), 'tokenUserNotText'],
  ['a user_id that is a list', signToken({ user_id: ['luke'] }), 'tokenUserNotText'],
]
for (const [what, raw, code] of refused) {
  test(`${what} is ${code}, at the token's field, and is not repeated`, () => {
    assert.throws(
      () => readPasted(raw),
      (error) => {
        assert.ok(error instanceof Failure)
        assert.deepEqual([error.code, error.field], [code, 'token'])
        const said = inspect(error, { depth: 9, showHidden: true })
        for (const part of raw.split('.')) assert.ok(part.length < 9 || !said.includes(part))
        return true
      },
    )
  })

  test(`a sign-in with ${what} says so before anybody is asked`, async () => {
    const harness = openHarness()
    const signIn = harness.run.session.signIn({ method: 'token', token: raw, userId: '' }, true)
    await assert.rejects(signIn, { code, field: 'token' })
    assert.deepEqual(harness.chat.sockets, [])
    assert.equal(status(harness), 'signedOut')
  })
}

test('a token of the token service is left to the server to judge', async () => {
  const harness = openHarness()
  const token = new Token(jwt({ alg: 'RS256' }, { user_id: 'alice' }))
  harness.service.signIn = async () => ({ token, refreshCredential: null, name: null, image: null })
  const signIn = harness.run.session.signIn(alice, true)
  assert.equal(await outcome(signIn), 'tokenSignatureInvalid')
  assert.equal(harness.chat.sockets.length, 1)
})

test('a development token that was pasted is refused at its field by an app that checks', async () => {
  const harness = openHarness()
  const token = makeDevelopmentToken('luke').reveal()
  const signIn = harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
  await assert.rejects(signIn, { code: 'developmentTokenRefused', field: 'token' })
})
