import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBudget } from '../../bench/startBudget.ts'
import { measureStart } from '../../bench/startSize.ts'

test('a start reads no package, no module of Node and no byte beyond its budget', async () => {
  const size = await measureStart()
  assert.deepEqual(size.page, startBudget.page, 'files of the first screen')
  for (const part of ['window', 'firstPaint'] as const) {
    const { bytes, packages, builtins } = size[part]
    const budget = startBudget[part]
    assert.deepEqual(packages, budget.packages, `packages before the ${part}`)
    assert.deepEqual(builtins, budget.builtins, `modules of Node before the ${part}`)
    assert.ok(
      bytes <= budget.bytes,
      `${bytes} bytes before the ${part}; the budget is ${budget.bytes}`,
    )
  }
})
