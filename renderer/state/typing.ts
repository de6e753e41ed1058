import { signal, type ReadonlySignal } from '@preact/signals'

/** Calls `run` once after `delayMs`. The returned function cancels. */
export type After = (delayMs: number, run: () => void) => () => void

/**
 * Whether the person is typing just now. Meanwhile nothing that comes by itself may move the focus: the rest of what
 * is typed would land in another field, a password in plain sight among them.
 */
export interface Typing {
  readonly isTyping: ReadonlySignal<boolean>
  /** A key went into a text field. */
  typed(): void
  /** The person has finished: Enter, a click, or the window lost the focus. */
  finished(): void
  /** Calls `run` as soon as the person has finished: at once when nobody is typing. */
  whenFinished(run: () => void): void
}

/** A slow typist needs about two seconds a key. */
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
