import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright'
import { screens } from './harness/screens.ts'
import { Harness } from './harness/harness.ts'

/** Each control that the keyboard should reach, with its place in the order of the page. */
interface Stop {
  place: number
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
      const expected = await whenSettled(() => numberControls(page))
      const stops = await tabThrough(page, expected.length)
      const unmarked = stops.filter(({ isMarked }) => !isMarked).map(({ label }) => label)
      assert.deepEqual(unmarked, [], 'controls without a visible focus')
      const places = stops.map(({ place }) => place)
      const turn = places.indexOf(Math.min(...places))
      const inOrder = [...stops.slice(turn), ...stops.slice(0, turn)]
      assert.deepEqual(
        inOrder.map(({ label }) => label),
        expected,
      )
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

/** Numbers the controls that a person can use now, in the order of the page. Returns their labels. */
function numberControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const dialogs = [...document.querySelectorAll('dialog[open]')]
    const area = dialogs.at(-1) ?? document.body
    const controls = [
      ...area.querySelectorAll<HTMLElement | SVGElement>(
        'button, input, select, textarea, summary, [tabindex]',
      ),
    ].filter((control) => {
      if (control.tabIndex < 0 || !control.checkVisibility({ visibilityProperty: true }))
        return false
      if (control.closest('details:not([open])') && control.tagName !== 'SUMMARY') return false
      if ('disabled' in control && control.disabled) return false
      // One stop for a group of radio buttons: the chosen one.
      return !(control instanceof HTMLInputElement && control.type === 'radio' && !control.checked)
    })
    return controls.map((control, place) => {
      const text = control.getAttribute('aria-label') ?? control.textContent.trim()
      const label = `${place} ${control.tagName.toLowerCase()} ${text.slice(0, 40)}`
      control.dataset['place'] = label
      return label
    })
  })
}

/** Presses Tab until the focus has been everywhere once. */
async function tabThrough(page: Page, count: number): Promise<Stop[]> {
  const stops: Stop[] = []
  for (let press = 0; press < count + 3; press += 1) {
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    if (stop === null) continue
    if (stop.label === stops[0]?.label) break
    stops.push(stop)
  }
  return stops
}

/** The control that has the focus; null: the page itself has it. */
function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const control = document.activeElement
    // A dialog that scrolls has the focus once, between its last control and its first.
    if (!control || control === document.body || control.tagName === 'DIALOG') return null
    const label = (control as HTMLElement).dataset['place'] ?? control.outerHTML.slice(0, 120)
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
    return { place: Number.parseInt(label, 10), label, isMarked }
  })
}
