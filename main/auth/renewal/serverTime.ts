import type { Clock } from '../ports.ts'

/**
 * The server's clock, as well as we know it: anchored at what the server last said and carried on by the monotonic
 * clock, so that setting the local clock changes nothing.
 */
export interface ServerTime {
  /** Epoch ms by the server's clock. */
  now(): number
  /** Server time minus this computer's wall clock, in ms. */
  skewMs(): number
  /** Whether the server's clock has been heard at all; until then this computer's stands in for it. */
  isHeard(): boolean
  /**
   * Takes note of what the server's clock showed just now (epoch ms): a `Date` header or an event's time. Whether
   * that changed what we know.
   */
  learn(serverNow: number): boolean
  /** The computer was asleep: the monotonic clock stood still meanwhile, the wall clock did not. */
  resumed(): void
}

/** A `Date` header has whole seconds and travels; nearer than this is the same. */
export const toleranceMs = 2_000

/** Starts from this computer's clock until the server has been heard. */
export function createServerTime(clock: Clock): ServerTime {
  let isHeard = false
  let anchor = { server: clock.now(), monotonic: clock.monotonic(), wall: clock.now() }

  function now(): number {
    return anchor.server + (clock.monotonic() - anchor.monotonic)
  }

  function moveTo(server: number): void {
    anchor = { server, monotonic: clock.monotonic(), wall: clock.now() }
  }

  return {
    now,
    skewMs: () => now() - clock.now(),
    isHeard: () => isHeard,
    learn(serverNow) {
      isHeard = true
      if (Math.abs(serverNow - now()) <= toleranceMs) return false
      moveTo(serverNow)
      return true
    },
    resumed() {
      const slept = clock.now() - anchor.wall - (clock.monotonic() - anchor.monotonic)
      if (slept > 0) moveTo(now() + slept)
    },
  }
}
