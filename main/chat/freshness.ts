import type { Clock } from '../auth/ports.ts'

/** Tells which answers of a socket were made just now, so that their time is the server's own. */
export interface Freshness {
  /** The server was asked: by opening the socket, or by a health check. It answers in this order. */
  asked(): void
  /** Takes the next answer. True when it came soon enough after what it answers. */
  isAnswer(): boolean
}

/**
 * An answer that took longer was held up on the way, at the latest by this computer's sleep, and tells an old time.
 */
const longestMs = 10_000

/** Goes by both clocks: the monotonic one stands still while the computer sleeps, and the other can be set. */
export function createFreshness(clock: Clock): Freshness {
  let open: { now: number; monotonic: number }[] = []

  return {
    asked() {
      // What is not answered after so long awake is never answered, and must not stand in the way of the next.
      const monotonic = clock.monotonic()
      open = open.filter((asked) => monotonic - asked.monotonic <= longestMs)
      open.push({ now: clock.now(), monotonic })
    },
    isAnswer() {
      const asked = open.shift()
      if (!asked) return false
      const passedMs = Math.max(clock.now() - asked.now, clock.monotonic() - asked.monotonic)
      return passedMs <= longestMs
    },
  }
}
