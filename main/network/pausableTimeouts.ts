import type { Clock } from '../auth/ports.ts'

/** A time-out of one request. */
export interface Timeout {
  readonly signal: AbortSignal
  /** It is needed no more. */
  end(): void
}

/** Time-outs that leave a person time: while somebody is asked for a proxy's password, none runs out. */
export interface Patience {
  /** Runs out after so many ms, counted from the start again after a pause. */
  timeout(ms: number): Timeout
  hold(): void
  release(): void
}

export function createPatience(clock: Clock): Patience {
  const running = new Map<AbortController, { ms: number; cancel: () => void }>()
  let isHeld = false

  function start(controller: AbortController, ms: number): void {
    const cancel = clock.after(ms, () => {
      running.delete(controller)
      controller.abort()
    })
    running.set(controller, { ms, cancel })
  }

  return {
    timeout(ms) {
      const controller = new AbortController()
      if (isHeld) running.set(controller, { ms, cancel: () => undefined })
      else start(controller, ms)
      return {
        signal: controller.signal,
        end() {
          running.get(controller)?.cancel()
          running.delete(controller)
        },
      }
    },
    hold() {
      if (isHeld) return
      isHeld = true
      for (const { cancel } of running.values()) cancel()
    },
    release() {
      if (!isHeld) return
      isHeld = false
      for (const [controller, { ms }] of running) start(controller, ms)
    },
  }
}

/** For requests on whose way nobody is asked. */
export const unattended: Pick<Patience, 'timeout'> = {
  timeout: (ms) => ({ signal: AbortSignal.timeout(ms), end: () => undefined }),
}
