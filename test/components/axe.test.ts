import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import type { AxeResults } from 'axe-core'
import { screens } from './harness/screens.ts'
import { Harness } from './harness/harness.ts'

const sizes: [width: number, height: number][] = [
  [900, 640],
  [420, 640],
]

suite('axe finds no problem', () => {
  let harness: Harness
  let axe: string
  before(async () => {
    harness = await Harness.open()
    axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8')
  })
  after(() => harness.close())

  for (const [name, show] of Object.entries(screens)) {
    for (const [width, height] of sizes) {
      test(`${name}, ${width} by ${height}, light and dark`, async () => {
        await harness.resize(width, height)
        await show(harness)
        await harness.page.evaluate(axe)
        for (const colorScheme of ['light', 'dark'] as const) {
          await harness.page.emulateMedia({ colorScheme })
          assert.deepEqual(await violations(harness), [], colorScheme)
        }
        const overflow = await harness.page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        )
        assert.equal(overflow, 0, 'something is wider than the window')
        assert.equal(await harness.page.locator('[style]').count(), 0)
      })
    }
  }
})

async function violations(harness: Harness): Promise<string[]> {
  const results = await harness.page.evaluate(async (): Promise<AxeResults> => {
    // A running transition would be judged by its intermediate colours.
    for (const animation of document.getAnimations()) animation.cancel()
    return (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()
  })
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
