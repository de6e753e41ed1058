import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { dueAt } from '../../main/auth/renewal/dueTime.ts'
import { Failure } from '../../main/auth/errors.ts'
import { Token } from '../../main/auth/token/token.ts'
import { startOfTime } from '../support/fakes.ts'
import { anyJson, anyText, mutated, mutatedText } from './json.ts'
import { assertCoded, fuzz, outcomeOf } from './run.ts'
import { goodClaims, tokenWith, type TokenClaims } from './tokens.ts'

/** The instants that a Date, and so whatever shows one, can hold (ECMA-262, section 21.4.1.1). */
const lastInstant = 8.64e15

test('a good token is read as it is, in either alphabet, with white space around it or not', async (t) => {
  const withClaims = goodClaims.chain((claims) =>
    fc.tuple(fc.constant(claims), tokenWith(fc.constant(claims))),
  )
  const space = fc.constantFrom('', ' ', '\n', '\r\n\t ')
  await fuzz(
    t,
    2_000,
    fc.property(withClaims, space, space, ([claims, raw], before, after) => {
      const token = new Token(`${before}${raw}${after}`)
      assert.equal(token.reveal(), raw)
      assert.equal(token.userId, claims.user_id)
      assertTime(token.expiresAt, claims, 'exp')
      assertTime(token.issuedAt, claims, 'iat')
      assertTime(token.notBefore, claims, 'nbf')
      assertQuiet(token, raw)
    }),
  )
})

test('anything else is a token or refused as malformed, in words that do not repeat it', async (t) => {
  const text = fc.oneof(
    anyText,
    fc.array(anyText, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('.')),
    tokenWith(anyJson),
    tokenWith(mutated(goodClaims)),
    mutatedText(tokenWith(goodClaims)),
    tokenWith(goodClaims).map((token) => token.replace(/\./g, '')),
    fc.integer({ min: 0, max: 20_000 }).map((length) => 'eyJ'.padEnd(length, 'A.')),
  )
  let [taken, refused] = [0, 0]
  await fuzz(
    t,
    5_000,
    fc.asyncProperty(text, async (text) => {
      const token = await outcomeOf(() => new Token(text))
      if (token instanceof Failure) {
        refused += 1
        assertCoded(token, ['tokenMalformed'])
        assert.equal(token.field, 'token')
        assertQuiet(token, text)
      } else {
        taken += 1
        assert.notEqual(token.userId, '')
        for (const time of [token.expiresAt, token.issuedAt, token.notBefore]) assertInstant(time)
      }
    }),
  )
  assert.ok(taken > 100 && refused > 100, `${taken} taken, ${refused} refused`)
})

test('whatever times a token claims, it is known when it is due', async (t) => {
  await fuzz(
    t,
    2_000,
    fc.property(
      tokenWith(goodClaims),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (raw, chance) => {
        const token = new Token(raw)
        const due = dueAt(token, token.issuedAt ?? startOfTime, () => chance)
        assert.equal(due === null, token.expiresAt === null)
        assert.ok(due === null || Number.isFinite(due), String(due))
      },
    ),
  )
})

function assertTime(time: number | null, claims: TokenClaims, name: 'exp' | 'iat' | 'nbf'): void {
  const seconds = claims[name]
  assertInstant(time)
  if (seconds === undefined) return assert.equal(time, null)
  const isBeyond = Math.abs(seconds * 1_000) > lastInstant
  const expected = isBeyond ? Math.sign(seconds) * lastInstant : seconds * 1_000
  // JSON has no minus zero, so that counts as the same.
  assert.ok(time === expected, `${time} for ${seconds} s`)
}

function assertInstant(time: number | null): void {
  if (time === null) return
  assert.ok(!Number.isNaN(new Date(time).getTime()), `${time} is no instant`)
}

/** Neither says what it was made of. Short parts can be in a sentence by chance. */
function assertQuiet(said: Token | Failure, raw: string): void {
  const words = inspect(said, { depth: 9, showHidden: true })
  const parts = raw.split(/[.\s]/).filter((part) => part.length >= 16)
  for (const part of parts) assert.ok(!words.includes(part), words)
}
