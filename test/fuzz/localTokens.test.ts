import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { encodeBase64Text } from '../../main/auth/token/base64.ts'
import { makeDevelopmentToken } from '../../main/auth/token/developmentToken.ts'
import { Failure } from '../../main/auth/errors.ts'
import { readLifetime } from '../../main/auth/token/lifetime.ts'
import { readPasted } from '../../main/auth/token/pastedToken.ts'
import { readUserId } from '../../main/auth/token/userId.ts'
import { anyJson, anyText, mutated, mutatedText } from './json.ts'
import { assertCoded, fuzz, outcomeOf } from './run.ts'
import { goodClaims, tokenWith } from './tokens.ts'

const anyId = fc.string({ minLength: 1, maxLength: 300, unit: 'binary' })

test('any text is encoded as Node encodes it', async (t) => {
  await fuzz(
    t,
    3_000,
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(encodeBase64Text(text), Buffer.from(text).toString('base64'))
    }),
  )
})

test('a development token says whom it was made for, whoever that is, and passes as a pasted one', async (t) => {
  await fuzz(
    t,
    3_000,
    fc.property(anyId, (userId) => {
      const token = makeDevelopmentToken(userId)
      assert.equal(token.userId, userId)
      assert.equal(readPasted(token.reveal()).userId, userId)
    }),
  )
})

test('a typed user id is taken as it is, trimmed, or refused with a code at its field', async (t) => {
  let [taken, refused] = [0, 0]
  const space = fc.constantFrom('', ' ', '\n')
  const typed = fc.oneof(anyId, fc.stringMatching(/^[\w-]{1,40}$/), anyText)
  await fuzz(
    t,
    3_000,
    fc.asyncProperty(typed, space, async (typed, around) => {
      const read = await outcomeOf(() => readUserId(around + typed + around))
      if (read instanceof Failure) {
        refused += 1
        assertCoded(read, ['badInput', 'userIdControls', 'userIdSpaces', 'userIdTooLong'])
        assert.equal(read.field, 'userId')
      } else {
        taken += 1
        assert.equal(read, typed.trim())
        assert.doesNotMatch(read, /\p{Cc}|\s/u)
      }
    }),
  )
  assert.ok(taken > 100 && refused > 100, `${taken} taken, ${refused} refused`)
})

test('a typed lifetime is a whole number of seconds up to a year, none, or refused at its field', async (t) => {
  const number = fc.oneof(fc.integer(), fc.double(), fc.integer({ min: 1, max: 40_000_000 }))
  await fuzz(
    t,
    3_000,
    fc.asyncProperty(fc.oneof(anyText, number.map(String)), async (typed) => {
      const read = await outcomeOf(() => readLifetime(typed))
      if (read instanceof Failure) assert.equal(read.field, 'lifetime')
      else if (read === null) assert.equal(typed.trim(), '')
      else assert.ok(Number.isInteger(read) && read >= 1 && read <= 31_536_000, String(read))
    }),
  )
})

test('whatever is pasted is a token or refused with a code at its field, in words that do not repeat it', async (t) => {
  const text = fc.oneof(
    anyText,
    fc.array(anyText, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('.')),
    tokenWith(anyJson),
    tokenWith(mutated(goodClaims)),
    mutatedText(tokenWith(goodClaims)),
  )
  let [taken, refused] = [0, 0]
  await fuzz(
    t,
    5_000,
    fc.asyncProperty(text, async (text) => {
      const token = await outcomeOf(() => readPasted(text))
      if (!(token instanceof Failure)) return void (taken += 1)
      refused += 1
      assertCoded(token, [
        'tokenMalformed',
        'tokenUnsigned',
        'tokenAlgorithmWrong',
        'tokenUserMissing',
        'tokenUserNotText',
      ])
      assert.equal(token.field, 'token')
      const words = inspect(token, { depth: 9, showHidden: true })
      for (const part of text.split(/[.\s]/)) assert.ok(part.length < 16 || !words.includes(part))
    }),
  )
  assert.ok(taken > 100 && refused > 100, `${taken} taken, ${refused} refused`)
})
