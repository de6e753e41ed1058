import assert from 'node:assert/strict'
import { test } from 'node:test'
import { learnSignInEnd } from '../../../../main/auth/token/signInEnd.ts'

const first = { endsAt: 1_000_000, heardAt: 0, isFixed: false }

/** The knowledge after an answer `passedMs` after the first one, which moved the end by `movedMs`. */
function after(passedMs: number, movedMs: number) {
  const livesMs = first.endsAt + movedMs - passedMs
  return learnSignInEnd(first, livesMs, { elapsed: () => passedMs })
}

const rows: [title: string, passedMs: number, movedMs: number, isFixed: boolean][] = [
  ['stays', 60_000, 0, true],
  ['moves by less than half of the time that passed', 100_000, 49_999, true],
  ['moves by half of it', 100_000, 50_000, false],
  ['moves as the time does', 100_000, 100_000, false],
]
for (const [title, passedMs, movedMs, isFixed] of rows) {
  test(`an end that ${title} is ${isFixed ? 'fixed' : 'not fixed'}`, () => {
    assert.deepEqual(after(passedMs, movedMs), {
      endsAt: first.endsAt + movedMs,
      heardAt: passedMs,
      isFixed,
    })
  })
}

test('two answers within a minute tell nothing', () => {
  assert.equal(after(59_999, 0), first)
})

test('one answer fixes no end, and an answer without a lifetime forgets it', () => {
  const elapsed = () => 5
  assert.deepEqual(learnSignInEnd(null, 10, { elapsed }), {
    endsAt: 15,
    heardAt: 5,
    isFixed: false,
  })
  assert.equal(learnSignInEnd(first, null, { elapsed }), null)
})
