import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { notYetValid } from '../../../main/auth/renewal/notBeforeWait.ts'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import { Token } from '../../../main/auth/token/token.ts'
import { FakeClock, signToken, startOfTime } from '../../support/fakes.ts'

const failure = new Failure('tokenUsedBeforeIssued', 'Code 42.')

/** How a refusal is judged of a token that becomes valid in so many ms by the server's clock. */
function judge(aheadMs: number, skewMs = 0) {
  const clock = new FakeClock()
  clock.setWall(-skewMs)
  const time = createServerTime(clock)
  time.learn(startOfTime)
  const token = new Token(
    signToken({ user_id: 'alice', iat: Math.ceil((startOfTime + aheadMs) / 1_000) }),
  )
  const offMs = (token.issuedAt ?? 0) - startOfTime - aheadMs
  // Whole seconds in the token: the rest of it is on the server's side.
  if (offMs > 0) time.learn(startOfTime - 10_000)
  if (offMs > 0) time.learn(startOfTime + offMs)
  const refusal = notYetValid(token, failure, time)
  assert.ok(refusal.kind === 'notYetValid')
  return { waitMs: refusal.waitMs, words: refusal.final.message, code: refusal.final.code }
}

test('a token is waited for until a second after it becomes valid, for a minute at most', () => {
  assert.equal(judge(1).waitMs, 1_001)
  assert.equal(judge(5_000).waitMs, 6_000)
  assert.equal(judge(60_000).waitMs, 61_000)
  assert.equal(judge(60_001).waitMs, null)
})

test('a token that should be valid by the server’s clock is waited for within the tolerance', () => {
  assert.equal(judge(0).waitMs, 3_000)
  assert.equal(judge(-1_000).waitMs, 2_000)
  assert.equal(judge(-1_999).waitMs, 1_001)
  assert.equal(judge(-2_000).waitMs, null)
  assert.equal(judge(-60_000).waitMs, null)
})

test('the final words say in rounded seconds how far the token is ahead and how wrong this computer’s clock is', () => {
  const { words, code } = judge(90_600, 7_000)
  assert.equal(code, 'tokenUsedBeforeIssued')
  assert.equal(
    words,
    "The token becomes valid 91 s from now by the server's clock; this computer's clock differs from it by 7 s.",
  )
  assert.match(judge(-5_000, 2_700).words, /^The token becomes valid 0 s from now .* by 3 s\.$/)
})
