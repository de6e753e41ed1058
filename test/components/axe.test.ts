import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import type { AxeResults } from 'axe-core'
import { screens } from './harness/screens.ts'
import { Stage } from './harness/harness.ts'

const sizes: [width: number, height: number][] = [
  [900, 640],
  [420, 640],
]

suite('axe finds no problem', () => {
  let stage: Stage
  let axe: string
  before(async () => {
    stage = await Stage.open()
    axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8')
  })
  after(() => stage.close())

  for (const [name, show] of Object.entries(screens)) {
    for (const [width, height] of sizes) {
      test(`${name}, ${width} by ${height}, light and dark`, async () => {
        await stage.resize(width, height)
        await show(stage)
        await stage.page.evaluate(axe)
        for (const colorScheme of ['light', 'dark'] as const) {
          await stage.page.emulateMedia({ colorScheme })
          assert.deepEqual(await violations(stage), [], colorScheme)
        }
        const overflow = await stage.page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        )
        assert.equal(overflow, 0, 'something is wider than the window')
        assert.equal(await stage.page.locator('[style]').count(), 0)
      })
    }
  }
})

async function violations(stage: Stage): Promise<string[]> {
  const results = await stage.page.evaluate(async (): Promise<AxeResults> => {
    // Something that is still coming into view would be judged by the colours it has on the way.
    for (const animation of document.getAnimations()) animation.cancel()
    return (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()
  })
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
