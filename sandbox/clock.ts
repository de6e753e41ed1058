/** Time as the sandbox sees it: a parameter, so that tests turn it by hand. */
export interface Clock {
  /** The instant in epoch milliseconds. */
  now(): number
  /** Runs something once, `delayMs` from now; the answer cancels it. */
  after(delayMs: number, run: () => void): Cancel
}

/** Cancels a timer; calling it late or twice does nothing. */
export type Cancel = () => void

/** A longer `setTimeout` fires at once: https://developer.mozilla.org/docs/Web/API/Window/setTimeout#maximum_delay_value */
export const longestDelayMs = 2 ** 31 - 1

/** The computer's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** The chat server's own idea of the time, which a fault can set wrong. */
export interface ServerTime {
  /** Epoch milliseconds, with the skew of the moment. */
  now(): number
  /** The same as an ISO 8601 string, as events carry it. */
  iso(): string
  /** Runs something at an instant of this clock (epoch ms, `Infinity` for never), however far away; the answer cancels it. */
  at(instant: number, run: () => void): Cancel
  /** Resolves after `delayMs`. */
  pause(delayMs: number): Promise<void>
}

/** Server time from a clock and a skew in milliseconds, which is read each time. */
export function createServerTime(clock: Clock, skewMs: () => number): ServerTime {
  const now = () => clock.now() + skewMs()
  return {
    now,
    iso: () => new Date(now()).toISOString(),
    at(instant, run) {
      if (instant === Infinity) return () => {}
      let cancel: Cancel = () => {}
      const arm = () => {
        const delayMs = Math.min(Math.max(instant - now(), 0), longestDelayMs)
        // A timer may fire a millisecond early by the wall clock, and a capped one fires long before its time.
        cancel = clock.after(delayMs, () => (now() >= instant ? run() : arm()))
      }
      arm()
      return () => cancel()
    },
    pause: (delayMs) =>
      delayMs > 0
        ? new Promise((resolve) => void clock.after(delayMs, resolve))
        : Promise.resolve(),
  }
}
