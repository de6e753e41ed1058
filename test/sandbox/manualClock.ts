import type { Clock } from '../../sandbox/clock.ts'

/** A clock that stands still until it is turned. */
export interface ManualClock extends Clock {
  /** Turns the clock forward, running what falls due on the way, in order. */
  advance(ms: number): void
  /** The delays of the timers that are set, shortest first. */
  pending(): number[]
}

/** Where every hand clock starts: a whole second, so that expiry can be reckoned in the head. */
export const startOfTime = Date.UTC(2031, 4, 6, 7, 8, 9)

export function createManualClock(): ManualClock {
  let now = startOfTime
  const timers = new Set<{ at: number; run: () => void }>()
  const byTime = () => [...timers].toSorted((a, b) => a.at - b.at)
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance(ms) {
      const end = now + ms
      for (let [next] = byTime(); next && next.at <= end; [next] = byTime()) {
        timers.delete(next)
        now = next.at
        next.run()
      }
      now = end
    },
    pending: () => byTime().map(({ at }) => at - now),
  }
}
