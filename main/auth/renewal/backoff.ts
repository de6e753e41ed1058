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

const retry: Backoff = { firstMs: 500, capMs: 30_000 }
/**
 * While the token is still good no request waits for the next one, so a try comes anywhere within a quarter of what is
 * left, at most 5 minutes. With a limit of 30 s all clients are back within 30 s of the end of an outage (`npm run herd`).
 */
const idleBackoff = { part: 0.25, capMs: 300_000 }

/** The backoff of a renewal while so much is left of the old token, in ms; 0 or less when it has ended. */
export function renewalBackoff(leftMs: number): Backoff {
  const idleMs = Math.min(leftMs * idleBackoff.part, idleBackoff.capMs)
  return { firstMs: Math.max(retry.firstMs, idleMs), capMs: Math.max(retry.capMs, idleMs) }
}
