/** GTK stops blinking after the same time. */
export const steadyAfterMs = 10_000

/** Events of user activity. `focus` is the window's own. */
const signs = ['keydown', 'pointerdown', 'pointermove', 'focusin', 'focus', 'compositionstart']

/** The part of the page that the caret needs. */
export interface CaretPage {
  addEventListener(type: string, listener: () => void, isCapturing: boolean): void
  setTimeout(run: () => void, delayMs: number): unknown
  performance: { now(): number }
}

/** Stops and restarts the caret's blinking. */
export interface Caret {
  stop(): void
  start(): void
}

/**
 * Stops the caret's blinking 10 s after the last user activity. Blinking repaints the window twice a second, which is
 * most of an idle window's CPU time.
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

/** The caret of a window. Since Chrome 140, CSS can stop its blinking. */
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
 * Before Chrome 140, only removing the selection stops the blinking. The field keeps its focus and its focus ring, and
 * Chrome restores the caret at its position with the next key or mouse move.
 */
function hiddenCaret({ document }: Window): Caret {
  return {
    stop() {
      const selection = document.getSelection()
      // A selected range may be about to be copied, so it stays.
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
