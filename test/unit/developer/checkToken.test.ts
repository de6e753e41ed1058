import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeToken, signToken, startOfTime } from '../../support/fakes.ts'
import { testCases } from './expectFindings.ts'
import { checkManualService, type ServiceFaults } from './manualTokenService.ts'
import { problemsOf } from './findings.ts'

const now = startOfTime / 1000
const good = { user_id: 'alice', iat: now - 1, exp: now + 3_600 }
let serial = 0

/** A service whose tokens claim something else. */
function claiming(other: object): ServiceFaults {
  return { token: () => signToken({ ...good, serial: (serial += 1), ...other }) }
}

/** A service whose tokens have another header, and a signature that is none. */
function headed(header: object, signature = 'c2lnbmF0dXJl'): ServiceFaults {
  return {
    token: () => [encode(header), encode({ ...good, serial: (serial += 1) }), signature].join('.'),
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

/** As protocol-minded as a development token gets: standard base64, padded. */
function developmentToken(): string {
  const payload = Buffer.from('{"user_id":"alice"}').toString('base64')
  return `${encode({ alg: 'HS256', typ: 'JWT' })}.${payload}.devtoken`
}

function paddedToken(): string {
  return makeToken('alice', { iat: -1, exp: 3_600 }).replace('.', '==.')
}

testCases([
  ['the user is in sub', claiming({ user_id: undefined, sub: 'a' }), ['fail userId'], /“sub”/],
  ['the token names nobody', claiming({ user_id: undefined }), ['fail userId'], /no user_id\./],
  ['the user ID is a number', claiming({ user_id: 42 }), ['fail userId'], /not a string/],
  ['the user ID is in capitals', claiming({ user_id: 'ALICE' }), ['fail userId'], /“ALICE”/],
  ['exp counts milliseconds', claiming({ exp: startOfTime }), ['fail expiry'], /milliseconds/],
  ['exp is negative', claiming({ exp: -1e300 }), ['fail expiry'], /before 1970/],
  ['exp is a string', claiming({ exp: `${now + 60}` }), ['fail expiry'], /not a number/],
  ['iat counts milliseconds', claiming({ iat: startOfTime }), ['fail validFrom'], /milliseconds/],
  ['iat has a fraction', claiming({ iat: now + 0.5 }), ['warn validFrom'], /this very second/],
  ['nbf is a string', claiming({ nbf: '1' }), ['fail validFrom'], /nbf is not a number/],
  ['there is neither iat nor nbf', claiming({ iat: undefined }), [], /names no start/],
  [
    '“Bearer” is before the token',
    { token: () => `Bearer ${makeToken('alice')}` },
    ['fail token'],
    /not a JWT/,
  ],
  ['the token is plain base64', { token: paddedToken }, ['warn token'], /base64url/],
  ['the signature is none', headed({ alg: 'HS256' }, 'é'), ['fail token'], /signature/],
  ['the token is too long', claiming({ more: 'x'.repeat(20_000) }), ['fail token'], /too long/],
  ['alg is none', headed({ alg: 'none' }, ''), ['fail algorithm'], /not signed/],
  ['alg is missing', headed({ typ: 'JWT' }), ['fail algorithm'], /names no algorithm/],
  ['alg is RS256', headed({ alg: 'RS256' }), ['fail algorithm'], /RS256.*43/],
  ['alg is ES256', headed({ alg: 'ES256' }), ['fail algorithm'], /ES256.*43/],
  ['alg is HS512', headed({ alg: 'HS512' }), ['warn algorithm'], /HS512/],
  [
    'it is a development token',
    { token: developmentToken },
    ['fail algorithm', 'warn expiry', 'fail newToken'],
    /development token/,
  ],
])

test('a token that is the same within a second is asked for once more, a second later', async () => {
  const { findings, find, calls } = await checkManualService({
    token: (_, now) => signToken({ ...good, exp: Math.floor(now / 1000) + 3_600 }),
  })
  assert.deepEqual(problemsOf(findings), [])
  assert.equal(find('newToken').verdict, 'pass')
  assert.equal(calls.length, (await checkManualService()).calls.length + 1)
})
