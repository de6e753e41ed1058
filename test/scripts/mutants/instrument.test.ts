import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apply, instrument, switchName } from '../../../scripts/mutants/instrument.ts'
import { findMutants } from '../../../scripts/mutants/operators.ts'

/** Without semicolons, with a dangling `else`, and with changes in changes: where a switch could change the meaning. */
const source = `
export function run(a, b) {
  const said = []
  const say = (word) => said.push(word)
  if (a) if (b) say('both')
  else say('one')
  let n = a ? 1 : 2
  ;(b ? [say] : []).forEach((each) => each('each'))
  for (const each of [1, 2]) if (!b) n += each
  b && say('last')
  return said.join(' ') + n
}
`
const cases = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
] as const

type Run = (a: boolean, b: boolean) => string

async function load(code: string): Promise<Run> {
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  return (module as { run: Run }).run
}

function outcomesOf(run: Run): string[] {
  return cases.map(([a, b]) => {
    try {
      return run(a, b)
    } catch (error) {
      return String(error)
    }
  })
}

test('with no mutant on, the code does what it did; with one on, what that mutant alone does', async () => {
  const mutants = findMutants('main/example.ts', source).map((mutant, number) => ({
    mutant,
    number,
  }))
  assert.ok(mutants.length > 20, `${mutants.length}`)
  let on = -1
  Object.assign(globalThis, { [switchName]: (number: number) => number === on })
  const instrumented = await load(instrument(source, mutants))
  const plain = outcomesOf(await load(source))
  assert.deepEqual(outcomesOf(instrumented), plain)
  let different = 0
  for (const { mutant, number } of mutants) {
    on = number
    const changed = outcomesOf(await load(apply(source, mutant)))
    assert.deepEqual(outcomesOf(instrumented), changed, mutant.text)
    if (changed.join() !== plain.join()) different += 1
  }
  assert.ok(different > 15, `${different}`)
})
