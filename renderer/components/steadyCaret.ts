/** GTK stops blinking after the same time. */
export const steadyAfterMs = 10_000

/** Events of user activity. `focus` is the window's own. */
const activityEvents = [
  'keydown',
  'pointerdown',
  'pointermove',
  'focusin',
  'focus',
  'compositionstart',
]

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
  let lastActivityAt = page.performance.now()
  let isStopped = false

  function wait(delayMs: number): void {
    page.setTimeout(checkIdle, delayMs)
  }

  function checkIdle(): void {
    const leftMs = lastActivityAt + steadyAfterMs - page.performance.now()
    if (leftMs > 0) return wait(leftMs)
    isStopped = true
    caret.stop()
  }

  function noteActivity(): void {
    lastActivityAt = page.performance.now()
    if (!isStopped) return
    isStopped = false
    caret.start()
    wait(steadyAfterMs)
  }

  for (const type of activityEvents) page.addEventListener(type, noteActivity, true)
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
