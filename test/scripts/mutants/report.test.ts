import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findMutants } from '../../../scripts/mutants/operators.ts'
import {
  count,
  line,
  page,
  score,
  staleReasons,
  unexplained,
  type Reasons,
} from '../../../scripts/mutants/report.ts'
import type { Result } from '../../../scripts/mutants/run.ts'

const file = 'main/auth/example.ts'
/** Of `count > most`: always met, never met, and with the limit moved. */
const [always, never, moved] = findMutants(file, 'if (count > most) throw error')

function results(): Result[] {
  assert.ok(always && never && moved)
  return [
    { mutant: always, verdict: { kind: 'killed', by: 'a test', reason: 'red' } },
    { mutant: never, verdict: { kind: 'timedOut' } },
    { mutant: moved, verdict: { kind: 'survived' } },
    { mutant: { ...moved, line: 9 }, verdict: { kind: 'uncompilable' } },
  ]
}

const reasons: Reasons = { [file]: { 'count > most → count >= most': 'Both give the same.' } }

test('what does not compile is counted and not judged', () => {
  assert.deepEqual(count(results()), { killed: 2, survived: 1, uncompilable: 1 })
  assert.equal(score(count(results())), 2 / 3)
  assert.equal(line(file, results()), `66.6 %  ${file}: 2 killed, 1 survived, 1 do not compile`)
})

test('a survivor wants a reason', () => {
  assert.deepEqual(unexplained(results(), {}), [moved])
  assert.deepEqual(unexplained(results(), reasons), [])
})

test('a reason for what does not survive is stale, and so is one for a file that is gone', () => {
  const all = () => true
  assert.deepEqual(staleReasons(results(), reasons, all), [])
  const old: Reasons = {
    [file]: { 'count > most → true': 'It was never seen.' },
    'main/auth/gone.ts': { 'a → b': 'It was never seen.' },
  }
  assert.deepEqual(staleReasons(results(), old, all), [
    `${file}: count > most → true`,
    'main/auth/gone.ts: a → b',
  ])
  assert.deepEqual(
    staleReasons(results(), old, (name) => name === file),
    [`${file}: count > most → true`],
  )
})

test('the page names the commit, the counts and each survivor with its reason', () => {
  const text = page(results(), reasons, '`abc1234`')
  assert.match(text, /Measured at `abc1234`\./)
  assert.match(text, /\| `main\/auth` \| 2 \| 1 \| 66\.6 % \| 1 \|/)
  assert.match(text, /line 1, `` count > most → count >= most ``: Both give the same\./)
  assert.match(page(results(), {}, 'x'), /No reason yet/)
})
