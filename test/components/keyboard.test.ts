import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright'
import { screens } from './harness/screens.ts'
import { Harness } from './harness/harness.ts'

/** A control with the focus. */
interface Stop {
  /** The control as a person knows it. */
  label: string
  /** False: nothing on the screen shows that it has the focus. */
  isMarked: boolean
}

suite('the keyboard alone', () => {
  let harness: Harness
  before(async () => {
    harness = await Harness.open()
    await harness.page.setViewportSize({ width: 900, height: 640 })
  })
  after(() => harness.close())

  for (const [name, show] of Object.entries(screens)) {
    test(`reaches each control, in order and with a visible focus: ${name}`, async () => {
      const { page } = harness
      await show(harness)
      const expected = await whenSettled(() => controlsOf(page))
      const stops = await tabThrough(page, expected.length)
      const unmarked = stops.filter(({ isMarked }) => !isMarked).map(({ label }) => label)
      assert.deepEqual(unmarked, [], 'controls without a visible focus')
      // The focus begins anywhere and goes round.
      const labels = stops.map(({ label }) => label)
      const turns = labels.map((_, turn) => [...labels.slice(turn), ...labels.slice(0, turn)])
      const inOrder = turns.find((turn) => turn.join() === expected.join())
      assert.deepEqual(inOrder ?? labels, expected)
    })
  }
})

/** Reads until two answers in a row are the same: a screen may still be loading. */
async function whenSettled(read: () => Promise<string[]>): Promise<string[]> {
  let last = await read()
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const next = await read()
    if (next.join() === last.join()) return next
    last = next
  }
}

/** The labels of the controls that a person can use now, in the order of the page. */
function controlsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const dialogs = [...document.querySelectorAll('dialog[open]')]
    const area = dialogs.at(-1) ?? document.body
    const controls = [
      ...area.querySelectorAll<HTMLElement | SVGElement>(
        'a[href], button, input, select, textarea, summary, [tabindex]',
      ),
    ].filter((control) => {
      if (control.tabIndex < 0 || !control.checkVisibility({ visibilityProperty: true }))
        return false
      if (control.closest('details:not([open])') && control.tagName !== 'SUMMARY') return false
      if ('disabled' in control && control.disabled) return false
      // One stop for a group of radio buttons: the chosen one.
      return !(control instanceof HTMLInputElement && control.type === 'radio' && !control.checked)
    })
    return controls.map((control) => {
      const text = control.getAttribute('aria-label') ?? control.textContent.trim()
      return `${control.tagName.toLowerCase()} ${control.id} ${text.slice(0, 40)}`
    })
  })
}

/** Presses Tab until the focus has been everywhere once. */
async function tabThrough(page: Page, count: number): Promise<Stop[]> {
  const stops: Stop[] = []
  for (let press = 0; press < count + 3; press += 1) {
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    if (stop !== null && stops.length < count) stops.push(stop)
  }
  return stops
}

/** The control that has the focus; null: the page itself has it. */
function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const control = document.activeElement
    // A dialog that scrolls has the focus once, between its last control and its first.
    if (!control || control === document.body || control.tagName === 'DIALOG') return null
    const text = control.getAttribute('aria-label') ?? control.textContent.trim()
    const label = `${control.tagName.toLowerCase()} ${control.id} ${text.slice(0, 40)}`
    const isMarking = (element: Element, pseudo?: string) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(
        element,
        pseudo,
      )
      const hasOutline =
        outlineStyle !== 'none' &&
        parseFloat(outlineWidth) > 0 &&
        outlineColor !== 'rgba(0, 0, 0, 0)'
      return hasOutline || boxShadow !== 'none'
    }
    // The whole card, box or row of a control can be marked in its place.
    const marked = [control, control.parentElement, control.closest('.box, .row')]
    const isMarked =
      marked.some((element) => element !== null && isMarking(element)) ||
      isMarking(control, '::after') ||
      control.closest('.chart') !== null
    return { label, isMarked }
  })
}
