import type { FailureCode } from '../errors.ts'
import type { Clock } from '../ports.ts'

/** Counts failures that may come in crowds, and tells of them once a second instead of one by one. */
export interface FailureCounter {
  add(code: FailureCode): void
  /** Tells now what has been counted. */
  flush(): void
}

const everyMs = 1_000

export function createFailureCounter(
  clock: Clock,
  tell: (code: FailureCode, count: number) => void,
): FailureCounter {
  const counts = new Map<FailureCode, number>()
  let cancel: (() => void) | null = null

  function flush(): void {
    cancel?.()
    cancel = null
    for (const [code, count] of counts) tell(code, count)
    counts.clear()
  }

  return {
    add(code) {
      counts.set(code, (counts.get(code) ?? 0) + 1)
      cancel ??= clock.after(everyMs, flush)
    },
    flush,
  }
}
