import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'
import { screens } from './harness/screens.ts'
import { Harness } from './harness/harness.ts'
import { misfits } from './harness/misfits.ts'

type Axe = { run(options: RunOptions): Promise<AxeResults> }

type Media = Parameters<Page['emulateMedia']>[0]

const usual = { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' } as const

/** The ways in which people see the window. */
const themes: [name: string, media: Media][] = [
  ['light', usual],
  ['dark', { ...usual, colorScheme: 'dark' }],
  ['light, more contrast', { ...usual, contrast: 'more' }],
  ['dark, more contrast', { ...usual, colorScheme: 'dark', contrast: 'more' }],
  ['the system’s colours', { ...usual, colorScheme: 'dark', forcedColors: 'active' }],
]

/** The smallest window, the usual one at a zoom of 200 %, the usual one, and a screen of 4K. */
const sizes = [
  { width: 320, height: 480 },
  { width: 450, height: 320 },
  { width: 900, height: 640 },
  { width: 3840, height: 2160 },
]

/** German words are long. */
const languages = ['en', 'de'] as const

suite('each screen fits and axe finds no problem', () => {
  let harness: Harness
  let axe: string
  before(async () => {
    harness = await Harness.open()
    axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8')
  })
  after(() => harness.close())

  for (const [name, show] of Object.entries(screens)) {
    test(`${name}, in each theme, at each size and in each language`, async () => {
      const { page } = harness
      await page.emulateMedia(usual)
      await page.setViewportSize({ width: 900, height: 640 })
      await show(harness)
      await page.evaluate(axe)
      for (const [theme, media] of themes) {
        await page.emulateMedia(media)
        // The other rules do not depend on the theme.
        const rules = theme === 'light' ? {} : { runOnly: ['color-contrast'] }
        assert.deepEqual(await violations(page, rules), [], theme)
      }
      await page.emulateMedia(usual)
      for (const language of languages) {
        await harness.translate(language)
        for (const size of sizes) {
          await page.setViewportSize(size)
          const where = `${language}, ${size.width} by ${size.height}`
          assert.deepEqual(await misfits(page), [], where)
        }
      }
      await page.setViewportSize({ width: 320, height: 480 })
      assert.deepEqual(await violations(page), [], 'the smallest window')
      assert.equal(await page.locator('[style]').count(), 0)
    })
  }
})

async function violations(page: Page, options: RunOptions = {}): Promise<string[]> {
  const results = await page.evaluate(async (options): Promise<AxeResults> => {
    // A running transition would be judged by its intermediate colours.
    for (const animation of document.getAnimations()) animation.cancel()
    return (globalThis as unknown as { axe: Axe }).axe.run(options)
  }, options)
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
