import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { decodeBase64Text } from '../../../main/auth/token/base64.ts'
import { Failure } from '../../../main/auth/errors.ts'
import { Token } from '../../../main/auth/token/token.ts'
import { makeToken, signToken, startOfTime } from '../../support/fakes.ts'

const encode = (text: string) => Buffer.from(text).toString('base64url')
const header = encode('{"alg":"HS256","typ":"JWT"}')

test('claims of a time that are null are as absent: JSON of a service that has nothing to say there', () => {
  const token = new Token(signToken({ user_id: 'a', exp: null, iat: null, nbf: null }))
  assert.deepEqual([token.issuedAt, token.notBefore, token.expiresAt], [null, null, null])
})

test('a token knows its user and its times, in epoch ms', () => {
  const token = new Token(makeToken('alice', { iat: 0, nbf: 1, exp: 3_600 }))
  assert.equal(token.userId, 'alice')
  assert.equal(token.issuedAt, startOfTime)
  assert.equal(token.notBefore, startOfTime + 1_000)
  assert.equal(token.expiresAt, startOfTime + 3_600_000)
})

test('a token without times lives for ever', () => {
  const token = new Token(makeToken('alice'))
  assert.deepEqual([token.issuedAt, token.notBefore, token.expiresAt], [null, null, null])
})

// What existing clients get wrong, 8.
const ids = ['zoë_o’neil-東京?', '陳凱若', 'Ωmega~>?', '👩‍🚀', 'a/b+c=d', ' spaced ', '\u0000']
for (const id of ids) {
  test(`an id such as ${JSON.stringify(id)} is read from base64url`, () => {
    assert.equal(new Token(makeToken(id)).userId, id)
  })
}

test('both characters that base64url has of its own are read', () => {
  const raw = signToken({ user_id: '~~~???ÿÿÿ>>>' })
  assert.match(raw.split('.')[1] ?? '', /-/)
  assert.match(raw.split('.')[1] ?? '', /_/)
  assert.equal(new Token(raw).userId, '~~~???ÿÿÿ>>>')
})

// What existing clients get wrong, 8.
test('a development token, in padded standard base64, is read', () => {
  const vector =
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ1c2VyX2lkIjoibHVrZV9za3l3YWxrZXIifQ==.devtoken'
  assert.equal(new Token(vector).userId, 'luke_skywalker')
  for (const id of ids) {
    const payload = Buffer.from(JSON.stringify({ user_id: id })).toString('base64')
    assert.equal(new Token(`${header}.${payload}.devtoken`).userId, id)
  }
})

test('white space around a pasted token is dropped', () => {
  const raw = makeToken('alice')
  assert.equal(new Token(`\n\t  ${raw}\r\n `).reveal(), raw)
})

const malformed: [what: string, raw: string][] = [
  ['nothing', ''],
  ['white space', ' \n'],
  ['a word', 'token'],
  ['two parts', `${header}.${encode('{"user_id":"a"}')}`],
  ['four parts', `${makeToken('alice')}.x`],
  ['an empty header', `.${encode('{"user_id":"a"}')}.x`],
  ['an empty payload', `${header}..x`],
  ['an empty signature', `${header}.${encode('{"user_id":"a"}')}.`],
  ['a header that is not base64', `@@@.${encode('{"user_id":"a"}')}.x`],
  ['a header that is not JSON', `${encode('jwt')}.${encode('{"user_id":"a"}')}.x`],
  ['a payload that is not base64', `${header}.{"user_id":"a"}.x`],
  ['a payload that is not UTF-8', `${header}.${Buffer.from([0xff, 0xfe]).toString('base64')}.x`],
  ['a payload that is not JSON', `${header}.${encode('{"user_id":')}.x`],
  ['a payload that is a list', `${header}.${encode('["alice"]')}.x`],
  ['a payload that is null', `${header}.${encode('null')}.x`],
  ['no user_id', signToken({ sub: 'alice' })],
  ['an empty user_id', signToken({ user_id: '' })],
  ['a user_id that is a number', signToken({ user_id: 7 })],
  ['an exp that is text', signToken({ user_id: 'a', exp: '2031' })],
  ['an exp that is a text', signToken({ user_id: 'a', exp: '1' })],
  ['an iat that is a list', signToken({ user_id: 'a', iat: [1] })],
  ['an nbf that is an object', signToken({ user_id: 'a', nbf: {} })],
  ['a line break in the middle', makeToken('alice').replace('.', '.\n')],
  ['a line break in the signature', makeToken('alice').replace(/(.{5})$/, '\n$1')],
  ['a signature that no header can carry', `${makeToken('alice')}é`],
  ['a pasted file', 'x'.repeat(1_000_000)],
]

for (const [what, raw] of malformed) {
  test(`${what} is malformed, at the token's field, and is not repeated`, () => {
    assert.throws(
      () => new Token(raw),
      (error) => {
        assert.ok(error instanceof Failure)
        assert.deepEqual([error.code, error.field], ['tokenMalformed', 'token'])
        assert.equal(error.canRetry, false)
        const said = inspect(error, { depth: 9, showHidden: true })
        for (const part of raw.split('.')) {
          if (part.trim().length > 8) assert.ok(!said.includes(part.trim()))
        }
        return true
      },
    )
  })
}

// What existing clients get wrong, 9.
test('a token prints as [token] wherever it lands', () => {
  const raw = makeToken('alice')
  const token = new Token(raw)
  const failure = new Failure('tokenRejected', `Refused: ${String(token)}`, { cause: token })
  const printed = [
    String(token),
    // oxlint-disable-next-line typescript/restrict-template-expressions -- what the linter forbids is under test
    `${token}`,
    token + '',
    JSON.stringify({ token }),
    inspect(token),
    inspect({ deep: [{ token }] }, { depth: 9, showHidden: true }),
    inspect(new Map([['token', token]])),
    inspect(failure, { depth: 9, showHidden: true }),
    failure.stack ?? '',
    JSON.stringify(Object.entries(token)),
  ]
  for (const text of printed) {
    for (const part of raw.split('.')) assert.ok(!text.includes(part), text)
  }
  for (const text of printed.slice(0, 9)) assert.match(text, /\[token\]/)
})

test('an error names the part of the token that is wrong', () => {
  const user = encode('{"user_id":"a"}')
  for (const odd of ['null', '7', '"text"', 'true', '["a"]']) {
    assert.throws(() => new Token(`${header}.${encode(odd)}.x`), /middle part is not readable/, odd)
    assert.throws(
      () => new Token(`${encode(odd)}.${user}.x`),
      /first part is not a JWT header/,
      odd,
    )
  }
})

test('a number that is none after all is no time', () => {
  const raw = `${header}.${encode('{"user_id":"a","exp":1e999}')}.x`
  assert.throws(() => new Token(raw), /exp claim is not a number/)
})

test('a token of 16,384 characters is read, and a longer one is not', () => {
  const start = `${header}.${encode('{"user_id":"a"}')}.`
  assert.equal(new Token(start.padEnd(16_384, 'x')).userId, 'a')
  assert.throws(() => new Token(start.padEnd(16_385, 'x')), /too long/)
})

test('base64 that is cut short or has stray characters does not decode', () => {
  assert.equal(decodeBase64Text('YWxpY2U'), 'alice')
  assert.equal(decodeBase64Text('YWxpY2U='), 'alice')
  for (const text of ['YWxp Y2U', 'YWxp\nY2U', 'YW=xpY2U', 'YWxpY2U*']) {
    assert.equal(decodeBase64Text(text), null, text)
  }
})

// Found by test/fuzz/token.test.ts: due at no time, so that the timer fired without a pause; and nothing can show it.
test('a time beyond any calendar counts as the last instant there is', () => {
  const { expiresAt, issuedAt } = new Token(signToken({ user_id: 'a', exp: 1e306, iat: -1e306 }))
  assert.equal(expiresAt, 8.64e15)
  assert.equal(issuedAt, -8.64e15)
})
