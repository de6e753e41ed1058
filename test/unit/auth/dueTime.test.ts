import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueAt } from '../../../main/auth/renewal/dueTime.ts'
import { startOfTime, tokenOf } from '../../support/fakes.ts'

const none = () => 0
const most = () => 0.999_999

/** [life in seconds, due after seconds without jitter] */
const lives: [life: number, due: number][] = [
  [3_600, 2_400],
  [86_400, 57_600],
  [180, 120],
  [150, 90],
  [120, 60],
  [90, 30],
  [60, 20],
  [20, 20 / 3],
]

for (const [life, due] of lives) {
  test(`a token that lives ${life} s is due after ${due.toFixed(0)} s, less up to a tenth`, () => {
    const token = tokenOf('alice', { exp: life })
    const after = (random: () => number) => {
      const at = dueAt(token, startOfTime, random)
      assert.ok(at !== null)
      return (at - startOfTime) / 1000
    }
    assert.ok(Math.abs(after(none) - due) < 0.001)
    assert.ok(Math.abs(after(() => 0.5) - due * 0.95) < 0.001)
    assert.ok(Math.abs(after(most) - due * 0.9) < 0.01)
    assert.ok(after(most) > due * 0.9)
  })
}

test('a token without an end is never due', () => {
  assert.equal(dueAt(tokenOf('alice'), startOfTime, none), null)
})

test('the life of a kept token began when it was issued, not when it was found again', () => {
  const token = tokenOf('alice', { iat: -1_800, exp: 1_800 })
  assert.ok(token.issuedAt !== null)
  assert.equal(dueAt(token, token.issuedAt, none), startOfTime + 600_000)
})

test('a token that had ended before its life began is due at once', () => {
  const token = tokenOf('alice', { exp: -10 })
  assert.equal(dueAt(token, startOfTime, none), startOfTime)
})
