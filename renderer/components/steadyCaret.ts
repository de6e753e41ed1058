/** GTK stops the blinking after as long. */
export const steadyAfterMs = 10_000

/** Signs of a person at the window. `focus` is the window's own. */
const signs = ['keydown', 'pointerdown', 'pointermove', 'focusin', 'focus', 'compositionstart']

/** The page, as far as the caret needs it. */
export interface CaretPage {
  addEventListener(type: string, listener: () => void, isCapturing: boolean): void
  setTimeout(run: () => void, delayMs: number): unknown
  performance: { now(): number }
}

/** Makes the caret stop blinking, and blink again. */
export interface Caret {
  stop(): void
  start(): void
}

/**
 * Stops the blinking of the caret 10 s after the last sign of a person. Each blink draws the window anew, twice a second:
 * that is nearly all that an idle window costs.
 */
export function steadyCaret(page: CaretPage, caret: Caret): void {
  let lastSignAt = page.performance.now()
  let isSteady = false

  function wait(delayMs: number): void {
    page.setTimeout(look, delayMs)
  }

  function look(): void {
    const leftMs = lastSignAt + steadyAfterMs - page.performance.now()
    if (leftMs > 0) return wait(leftMs)
    isSteady = true
    caret.stop()
  }

  function noteSign(): void {
    lastSignAt = page.performance.now()
    if (!isSteady) return
    isSteady = false
    caret.start()
    wait(steadyAfterMs)
  }

  for (const sign of signs) page.addEventListener(sign, noteSign, true)
  wait(steadyAfterMs)
}

/** The caret of a window: the styles stop its blinking where they can, since Chrome 140. */
export function caretOf(window: Window): Caret {
  const { dataset } = window.document.documentElement
  if (CSS.supports('caret-animation: manual')) {
    return {
      stop: () => void (dataset['caret'] = 'steady'),
      start: () => void delete dataset['caret'],
    }
  }
  return hiddenCaret(window)
}

/**
 * Before Chrome 140 nothing but an absent selection stops the caret. The field keeps the focus, and its ring shows it; Chrome
 * knows the place of the caret and goes on there with the next key or move of the mouse.
 */
function hiddenCaret({ document }: Window): Caret {
  return {
    stop() {
      const selection = document.getSelection()
      // A range is there to be copied.
      if (isTextField(document.activeElement) && selection?.type === 'Caret') {
        selection.removeAllRanges()
      }
    },
    start: () => undefined,
  }
}

function isTextField(element: Element | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
}
