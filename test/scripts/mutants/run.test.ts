import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { nameOf } from '../../../scripts/mutants/report.ts'
import { runMutants, type Scope } from '../../../scripts/mutants/run.ts'

/** A project of two files. It lies in this one, whose compiler and types it uses. */
function project(t: TestContext, source: string, tests: string): Scope {
  mkdirSync('out', { recursive: true })
  const root = mkdtempSync(join('out', 'mutants-test-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  for (const folder of ['main', 'test']) mkdirSync(join(root, folder))
  writeFileSync(join(root, 'main/example.ts'), source)
  writeFileSync(join(root, 'test/example.test.ts'), tests)
  return { root, sources: ['main/*.ts'], tests: ['test/*.test.ts'], leftOut: [] }
}

async function verdictsOf(scope: Scope): Promise<Record<string, string>> {
  const results = await runMutants(scope, '**', () => undefined)
  return Object.fromEntries(results.map(({ mutant, verdict }) => [nameOf(mutant), verdict.kind]))
}

const head = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as example from '../main/example.ts'
`

test('a change is killed, survives or does not compile, in a function and in a constant of the module', async (t) => {
  const source = `const most = 3
const unseen = 7
export function isFull(count: number, name: string | null): boolean {
  if (name !== null && name.length > unseen) return false
  return count >= most
}
`
  const tests = `${head}
test('three are full', () => {
  assert.equal(example.isFull(3, null), true)
  assert.equal(example.isFull(2, 'a'), false)
})
`
  assert.deepEqual(await verdictsOf(project(t, source, tests)), {
    '3 → (3 * 2)': 'killed',
    '7 → (7 * 2)': 'survived',
    'name !== null && name.length > unseen → (name !== null) || (name.length > unseen)':
      'uncompilable',
    'name !== null && name.length > unseen → name !== null': 'survived',
    'name !== null && name.length > unseen → name.length > unseen': 'uncompilable',
    'name !== null → name === null': 'uncompilable',
    'name.length > unseen → name.length >= unseen': 'survived',
    'name.length > unseen → name.length <= unseen': 'survived',
    'false → true': 'survived',
    'count >= most → undefined': 'uncompilable',
    'count >= most → count > most': 'killed',
    'count >= most → count < most': 'killed',
  })
})

test('a loop without an end, a promise without one, and a rejection that nobody hears are kills', async (t) => {
  const source = `export async function count(to: number, done: () => void): Promise<number> {
  let n = 0
  for (;;) {
    if (n === to) break
    n += 1
  }
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      resolve()
    })
  })
  check(n === to)
  done()
  return n
}

function check(isRight: boolean): void {
  const checked = Promise.resolve(isRight)
  void checked.then((isRight) => {
    if (!isRight) throw new Error('It is wrong.')
  })
}
`
  const tests = `${head}
test('counts', async () => {
  let calls = 0
  const n = await example.count(4, () => void (calls += 1))
  assert.equal(calls, 1)
  assert.equal(typeof n, 'number')
})
`
  const verdicts = await verdictsOf(project(t, source, tests))
  for (const endless of ['n === to → false', 'n += 1 → (removed)', 'resolve() → (removed)']) {
    assert.equal(verdicts[endless], 'killed', endless)
  }
  // Only the rejection tells of these: the test itself does not look at the number.
  assert.equal(verdicts['n === to → n !== to'], 'killed')
  assert.equal(verdicts['!isRight → isRight'], 'killed')
  assert.equal(verdicts['check(n === to) → (removed)'], 'survived')
})

test('nothing can be told when a test fails without any change', async (t) => {
  const scope = project(
    t,
    'export const most = 3\n',
    `${head}test('is four', () => assert.equal(example.most, 4))\n`,
  )
  await assert.rejects(
    runMutants(scope, '**', () => undefined),
    /example\.test\.ts#0 is four: /,
  )
})

test('tests that cannot be loaded are told at once', async (t) => {
  const scope = project(t, 'export const most = 3\n', `${head}throw new Error('No such thing.')\n`)
  await assert.rejects(
    runMutants(scope, '**', () => undefined),
    /No such thing/,
  )
})

test('what one mutant leaves behind in the thread is not held against the next', async (t) => {
  const source = `const seen: string[] = []
export function visit(name: string): number {
  seen.push(name)
  seen.pop()
  if (seen.length > 5) return -1
  const text = name.trim()
  return text.length
}
`
  const tests = `${head}
test('measures', () => {
  for (let n = 0; n < 10; n += 1) assert.equal(example.visit(' abc'), 3)
})
test('does not depend on what was before', () => assert.equal(example.visit('abcd'), 4))
`
  const verdicts = await verdictsOf(project(t, source, tests))
  assert.equal(verdicts['seen.pop() → (removed)'], 'killed')
  for (const harmless of [
    'seen.length > 5 → false',
    'seen.length > 5 → seen.length >= 5',
    '5 → (5 * 2)',
    '-1 → undefined',
    '-1 → 1',
    '1 → 0',
  ]) {
    assert.notEqual(verdicts[harmless], 'killed', harmless)
  }
  assert.equal(verdicts['name.trim() → name'], 'killed')
})
