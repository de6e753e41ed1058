import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import { steadyAfterMs } from '../../../renderer/components/steadyCaret.ts'
import { openChat } from '../harness/screens.ts'
import { Harness } from '../harness/harness.ts'

suite('the caret of an idle window', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
    await page.clock.install()
  })
  after(() => harness.close())

  const composer = () => page.getByRole('textbox', { name: 'Message' })
  const isSteady = () =>
    page.evaluate(
      () =>
        document.documentElement.dataset['caret'] === 'steady' || getSelection()?.rangeCount === 0,
    )

  /** The composer with text and the caret after the fourth character, without user activity for a while. */
  async function leave(): Promise<void> {
    await openChat(harness)
    await composer().fill('half a thought')
    await composer().press('Home')
    for (let step = 0; step < 4; step += 1) await composer().press('ArrowRight')
    assert.equal(await isSteady(), false)
    await page.clock.fastForward(steadyAfterMs + 1_000)
  }

  test('stops blinking and keeps the focus in the field', async () => {
    await leave()
    assert.equal(await isSteady(), true)
    await expect(composer()).toBeFocused()
  })

  test('stays in place for the next key, which is not lost', async () => {
    await leave()
    await page.keyboard.type('!?')
    await expect(composer()).toHaveValue('half!? a thought')
    assert.equal(await isSteady(), false)
  })

  test('blinks again after a mouse move', async () => {
    await leave()
    await page.mouse.move(200, 200)
    await page.mouse.move(210, 210)
    assert.equal(await isSteady(), false)
    await page.keyboard.insertText('+')
    await expect(composer()).toHaveValue('half+ a thought')
  })

  test('keeps a selection in the field', async () => {
    await leave()
    await composer().press('ControlOrMeta+a')
    await page.clock.fastForward(steadyAfterMs + 1_000)
    assert.equal(await page.evaluate(() => getSelection()?.rangeCount), 1)
    await page.keyboard.type('whole')
    await expect(composer()).toHaveValue('whole')
  })

  test('accepts text from another program at any time', async () => {
    await leave()
    await composer().fill('another thought')
    await expect(composer()).toHaveValue('another thought')
  })
})
