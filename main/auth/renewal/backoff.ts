import type { Random } from '../ports.ts'

/** How long to wait between tries: doubling from `firstMs` up to `capMs`. */
export interface Backoff {
  readonly firstMs: number
  readonly capMs: number
}

/**
 * The wait before try number `attempt` (0 is the first retry), in ms, with full jitter: anything from nothing to the
 * doubled limit, so that clients cut off together do not come back together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(backoff: Backoff, attempt: number, random: Random): number {
  const limit = Math.min(backoff.capMs, backoff.firstMs * 2 ** Math.min(attempt, 30))
  return Math.round(limit * random())
}
