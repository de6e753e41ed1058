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
  /** How many times the server's clock has been heard. */
  hearings(): number
  /** Ms since some fixed moment, with the sleeps in between: the difference of two is time that has passed. */
  elapsed(): number
  /**
   * Takes note of what the server's clock showed just now (epoch ms): a `Date` header or an event's time. Whether
   * that changed what we know.
   */
  learn(serverNow: number): boolean
  /** The computer goes to sleep. */
  suspended(): void
  /**
   * The computer was asleep: the monotonic clock stood still meanwhile, the wall clock did not. Counted from `suspended`,
   * or from what was last heard when that was missed.
   */
  resumed(): void
}

/** A `Date` header has whole seconds and travels; nearer than this is the same. */
export const toleranceMs = 2_000

interface Anchor {
  readonly server: number
  readonly monotonic: number
  readonly wall: number
}

/** Starts from this computer's clock until the server has been heard. */
export function createServerTime(clock: Clock): ServerTime {
  let hearings = 0
  let anchor: Anchor = { server: clock.now(), monotonic: clock.monotonic(), wall: clock.now() }
  let suspendedAt: { monotonic: number; wall: number } | null = null
  let sleptMs = 0

  function now(): number {
    return anchor.server + (clock.monotonic() - anchor.monotonic)
  }

  function moveTo(server: number): void {
    anchor = { server, monotonic: clock.monotonic(), wall: clock.now() }
  }

  return {
    now,
    skewMs: () => now() - clock.now(),
    isHeard: () => hearings > 0,
    hearings: () => hearings,
    elapsed: () => clock.monotonic() + sleptMs,
    learn(serverNow) {
      hearings += 1
      if (Math.abs(serverNow - now()) <= toleranceMs) return false
      moveTo(serverNow)
      return true
    },
    suspended() {
      suspendedAt = { monotonic: clock.monotonic(), wall: clock.now() }
    },
    resumed() {
      const from = suspendedAt ?? anchor
      suspendedAt = null
      const slept = clock.now() - from.wall - (clock.monotonic() - from.monotonic)
      if (slept <= 0) return
      sleptMs += slept
      moveTo(now() + slept)
    },
  }
}
