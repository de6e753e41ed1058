import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findMutants } from '../../../scripts/mutants/operators.ts'

function changesOf(source: string): string[] {
  return findMutants('main/example.ts', source).map(({ text, place }) =>
    place === 1 ? text : `${text} #${place}`,
  )
}

test('a condition is always and never met, and its limit is moved', () => {
  assert.deepEqual(changesOf('if (count > most) throw error'), [
    'count > most → true',
    'count > most → false',
    'count > most → count >= most',
  ])
})

test('the condition of a loop is only never met, for the other way round is no loop with an end', () => {
  assert.deepEqual(changesOf('while (isBusy()) wait()'), ['isBusy() → false', 'wait() → (removed)'])
})

test('a comparison that is a value is turned round as well', () => {
  assert.deepEqual(changesOf('const isLate = now >= end'), [
    'now >= end → now > end',
    'now >= end → now < end',
  ])
  assert.deepEqual(changesOf('const isSame = one === other'), ['one === other → one !== other'])
})

test('each side of && and || is dropped, and one is made the other', () => {
  assert.deepEqual(changesOf('const isOpen = isUp && hasToken'), [
    'isUp && hasToken → isUp || hasToken',
    'isUp && hasToken → isUp',
    'isUp && hasToken → hasToken',
  ])
  assert.deepEqual(changesOf('const ms = asked ?? usual'), [
    'asked ?? usual → asked',
    'asked ?? usual → usual',
  ])
})

test('an operand keeps its brackets', () => {
  const [change = ''] = changesOf('const n = (a ?? b) + c')
  assert.match(change, /→ \(a \?\? b\) - c$/)
})

test('arithmetic, numbers, booleans and signs are changed', () => {
  assert.deepEqual(changesOf('const n = -left * 500'), [
    '-left * 500 → (-left) / 500',
    '-left → left',
    '500 → (500 * 2)',
  ])
  assert.deepEqual(changesOf('const [a, b, c] = [0, 1, !isDone]'), [
    '[0, 1, !isDone] → []',
    '0 → 1',
    '1 → 0',
    '!isDone → isDone',
  ])
  assert.deepEqual(changesOf('const isDone = true'), ['true → false'])
})

test('the last of several statements can be left out as any other', () => {
  assert.deepEqual(changesOf('stop()\nattempt = 0\ncount += step'), [
    'stop() → (removed)',
    'attempt = 0 → (removed)',
    '0 → 1',
    'count += step → (removed)',
    'count += step → count -= step',
  ])
})

test('what a function gives back is kept back', () => {
  assert.deepEqual(changesOf('function find() { return entry }'), ['entry → undefined'])
  assert.deepEqual(changesOf('const find = () => entry'), ['entry → undefined'])
})

test('each entry of a list of words is dropped, and so is the whole list', () => {
  assert.deepEqual(changesOf("const codes = ['timeout', 'network']"), [
    "['timeout', 'network'] → []",
    "'timeout' → 'network'",
    "'network' → 'timeout'",
  ])
})

test('one method is taken for its neighbour, and a filter is left out', () => {
  assert.deepEqual(changesOf('const any = list.some(isOld)'), [
    'list.some(isOld) → list.every(isOld)',
  ])
  assert.deepEqual(changesOf('const old = list.filter(isOld)'), ['list.filter(isOld) → list'])
  assert.deepEqual(changesOf('const text = value.toString()'), [])
})

test('a pattern fits everything and nothing', () => {
  assert.deepEqual(changesOf('const isWord = /^[a-z]+$/.test(text)'), [
    '/^[a-z]+$/ → /(?:)/',
    '/^[a-z]+$/ → /(?!)/',
  ])
})

test('lines of the log, sentences for people, types and names are left alone', () => {
  assert.deepEqual(changesOf("log.warn('token.refused', { count: 1 })"), [])
  assert.deepEqual(changesOf("this.#options.log.info('session.begun')"), [])
  assert.deepEqual(changesOf("const text = 'Sign in again.'"), [])
  assert.deepEqual(changesOf("type Kind = 'open' | 'held'; import { a } from './a.ts'"), [])
  assert.deepEqual(changesOf("export type { A } from './a.ts'; export { b } from './b.ts'"), [])
  assert.deepEqual(changesOf("const names = { 'first-name': first } as { x: 'y' }"), [])
})

test('changes that read the same are told apart by their number', () => {
  assert.deepEqual(changesOf('const a = b - 1, c = d - 1'), [
    'b - 1 → b + 1',
    '1 → 0',
    'd - 1 → d + 1',
    '1 → 0 #2',
  ])
})

test('a change knows its file and line', () => {
  const [mutant] = findMutants('main/auth/example.ts', '\n\nleave()')
  assert.equal(mutant?.file, 'main/auth/example.ts')
  assert.equal(mutant.line, 3)
})
