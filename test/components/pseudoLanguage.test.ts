import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { Harness } from './harness/harness.ts'
import { misfits } from './harness/misfits.ts'
import { screens } from './harness/screens.ts'

/** The narrowest window, a usual one, and one in which all panes are beside each other. */
const widths = [320, 480, 1024]

suite('each screen fits in a language with long texts', () => {
  let harness: Harness
  before(async () => {
    harness = await Harness.open()
    await harness.replaceGerman(join(import.meta.dirname, 'harness/pseudoTranslation.ts'))
  })
  after(() => harness.close())

  for (const [name, show] of Object.entries(screens)) {
    test(`${name}, from left to right and from right to left`, async () => {
      const { page } = harness
      await page.setViewportSize({ width: 900, height: 640 })
      await show(harness)
      await harness.translate('de')
      for (const direction of ['ltr', 'rtl']) {
        // The direction of a translation reaches the page in this attribute.
        await page.evaluate((direction) => (document.documentElement.dir = direction), direction)
        for (const width of widths) {
          await page.setViewportSize({ width, height: 640 })
          assert.deepEqual(await misfits(page), [], `${direction}, ${width} px`)
        }
      }
    })
  }
})
