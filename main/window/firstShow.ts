import type { BrowserWindow } from 'electron'
import type { Clock } from '../auth/ports.ts'

/** Shows a new window once, as soon as there is something to see. */
export interface FirstShow {
  /** The page has rendered its first screen. */
  pageRendered(): void
}

/**
 * A window that shows nothing after this long is shown as it is. Electron paints in less than a second on a machine that
 * is not overloaded.
 */
export const longestWaitMs = 1_500

/**
 * Shows the window at the first of: Electron's `ready-to-show`, the word of the page, and `longestWaitMs`. The event alone
 * is not enough: on Wayland it often never comes for a hidden window (https://github.com/electron/electron/issues/48859).
 */
export function createFirstShow(
  window: BrowserWindow,
  { clock, shown }: { clock: Pick<Clock, 'after'>; shown(): void },
): FirstShow {
  let isDone = false
  const cancel = clock.after(longestWaitMs, show)
  window.once('ready-to-show', show)
  // A question in front of the window shows it, too.
  window.once('show', finish)
  window.once('closed', stop)

  function show(): void {
    if (isDone) return
    window.show()
    // Not left to the event `show`, which does not come for a window that is visible already.
    finish()
  }

  function finish(): void {
    if (isDone) return
    stop()
    shown()
  }

  function stop(): void {
    isDone = true
    cancel()
  }

  return { pageRendered: show }
}
