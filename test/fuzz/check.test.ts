import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkTokenService } from '../../main/developer/serviceCheck/check.ts'
import { drive } from '../unit/developer/drive.ts'
import { FakeClock } from '../support/fakes.ts'
import { fetchOf, spoiltAnswer, type Answer } from './http.ts'
import { mutated, words } from './json.ts'
import { fuzz } from './run.ts'
import { goodClaims, tokenWith } from './tokens.ts'

const password = 'a-password-for-tests'
const claims = fc.tuple(goodClaims, fc.boolean()).map(([claims, isAlice]) => ({
  ...claims,
  ...(isAlice ? { user_id: 'alice' } : {}),
}))
const grant = fc.record(
  {
    token: tokenWith(claims),
    refresh_token: fc.option(fc.stringMatching(/^[\x21-\x7e]{1,60}$/)),
    user: fc.option(fc.record({ id: words, name: words })),
  },
  { requiredKeys: ['token'] },
)
const good: fc.Arbitrary<Answer> = grant.map((body) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
}))
/** Says the password back. */
const refusal = fc.record({ error: words, message: words.map((text) => `${text} ${password}`) })
const answers = fc.array(
  fc.oneof(
    good,
    good,
    spoiltAnswer(grant, mutated(grant)),
    spoiltAnswer(refusal, mutated(refusal)),
  ),
  { minLength: 1, maxLength: 6 },
)

test('whatever a token service answers, it is told in plain words, without the password', async (t) => {
  const seen = new Set<string>()
  await fuzz(
    t,
    1_000,
    fc.asyncProperty(answers, async (answers) => {
      const clock = new FakeClock()
      const check = checkTokenService(
        { url: 'https://api.acme.example/token', userId: 'alice', password, signIn: 'password' },
        { fetch: fetchOf(...answers), clock, tell: () => undefined },
        new AbortController().signal,
      )
      const { findings } = await drive(clock, 1_100, check)
      assert.equal(findings.length, 20)
      for (const { probe, verdict, message, advice } of findings) {
        seen.add(`${verdict} ${probe}`)
        for (const text of [message, advice]) {
          assert.ok(!text.includes(password), text)
          assert.ok(text.length < 700, text)
          assert.doesNotMatch(text, /\p{Cc}|NaN|undefined|Infinity|\[object|\de\+/u)
        }
        assert.equal(advice !== '', verdict === 'warn' || verdict === 'fail')
      }
    }),
  )
  assert.ok(seen.size > 40, `${seen.size} kinds of findings`)
})
