import { signal, type ReadonlySignal } from '@preact/signals'

/** Calls `run` once after `delayMs`. The returned function cancels. */
export type After = (delayMs: number, run: () => void) => () => void

/**
 * Whether the person is typing. Meanwhile nothing may move the focus, or the next keys, perhaps of a password, would
 * land in another field.
 */
export interface Typing {
  readonly isTyping: ReadonlySignal<boolean>
  /** Called for each input in a text field. */
  typed(): void
  /** Called on Enter, a click or a blurred window. */
  finished(): void
  /** Calls `run` when the person stops typing, or at once. */
  whenFinished(run: () => void): void
}

/** Slow typists need about two seconds per key. */
const pauseMs = 2_500

export function createTyping(after: After): Typing {
  const isTyping = signal(false)
  let cancel = () => {}
  let waiting: (() => void)[] = []

  function finished(): void {
    cancel()
    isTyping.value = false
    const all = waiting
    waiting = []
    for (const run of all) run()
  }

  return {
    isTyping,
    typed() {
      cancel()
      isTyping.value = true
      cancel = after(pauseMs, finished)
    },
    finished,
    whenFinished(run) {
      if (isTyping.peek()) waiting.push(run)
      else run()
    },
  }
}
