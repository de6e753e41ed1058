import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAllowed } from '../../../scripts/shipped/licence.ts'

const cases: [expression: string, isAllowed: boolean][] = [
  ['MIT', true],
  ['ISC', true],
  ['0BSD', true],
  ['BSD-3-Clause', true],
  ['Apache-2.0', true],
  ['(MIT OR CC0-1.0)', true],
  ['GPL-3.0-only OR MIT', true],
  ['MIT AND BSD-2-Clause', true],
  ['MIT AND GPL-3.0-only', false],
  ['MIT AND (GPL-3.0-only OR ISC)', false],
  ['GPL-3.0-or-later', false],
  ['MPL-2.0', false],
  ['Apache-2.0 WITH LLVM-exception', false],
  ['SEE LICENSE IN LICENSE.txt', false],
  ['UNLICENSED', false],
  ['none', false],
  ['', false],
]

for (const [expression, allowed] of cases) {
  test(`a package under “${expression}” may ${allowed ? '' : 'not '}be shipped`, () => {
    assert.equal(isAllowed(expression), allowed)
  })
}
