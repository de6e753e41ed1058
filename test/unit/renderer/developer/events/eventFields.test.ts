import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationText, displayFacts } from '../../../../../renderer/developer/events/eventFields.ts'
import { entriesAt } from '../../../../components/harness/timelineFixtures.ts'

const at = new Date('2031-05-06T07:08:09').getTime()

function told(facts: Record<string, string | number | boolean | null>): string[] {
  const [entry] = entriesAt(at, [[0, { category: 'system', event: 'said', facts }]])
  assert.ok(entry)
  return displayFacts(entry).map(({ name, value }) => `${name}: ${value}`)
}

test('facts are formatted by the unit in their names', () => {
  assert.deepEqual(told({ inMs: 2_280_000 }), [': in 38 min, at 07:46:09'])
  assert.deepEqual(told({ nextTryInMs: 820 }), ['next try: in 820 ms, at 07:08:09'])
  assert.deepEqual(told({ delayMs: 61_000 }), ['delay: 1 min 1 s'])
  assert.deepEqual(told({ expiresAt: at + 3_600_000 }), ['expires: 08:08:09'])
  assert.match(told({ expiresAt: at + 90_000_000 })[0] ?? '', /^expires: 7 May, \d/)
  assert.deepEqual(told({ expiresAt: null }), ['expires: never'])
  assert.deepEqual(told({ isDone: false, role: null, count: 12_345, userAgent: 'x' }), [
    'done: no',
    'role: none',
    'count: 12,345',
    'user agent: x',
  ])
})

test('the code comes first without a name, and redundant facts are omitted', () => {
  const facts = { name: 'sendMessage', code: 'timeout', waiting: 0, ms: 12 }
  assert.deepEqual(told(facts), [': timeout', 'name: sendMessage'])
  assert.deepEqual(told({ waiting: 1 }), ['waiting: 1'])
})

test('a duration has a suitable precision', () => {
  const words: [ms: number, words: string][] = [
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [59_949, '59.9 s'],
    [59_950, '1 min'],
    [200_000, '3 min 20 s'],
    [3_599_499, '59 min 59 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [90_000_000, '25 h'],
  ]
  for (const [ms, said] of words) assert.equal(durationText(ms), said)
})
