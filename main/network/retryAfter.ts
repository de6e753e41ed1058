import { parseUtc } from './fields.ts'

/** Pauses that servers ask for: capped, because a longer one is nobody's to ask for. One hour, in ms. */
export const longestPauseMs = 3_600_000

/** The headers of an answer, by their lower-case names. */
export interface AnswerHeaders {
  get(name: string): string | null
}

/**
 * How long an answer asks us to wait, in ms, at most an hour: `Retry-After` (RFC 9110 section 10.2.3), and where a 429
 * has none, `X-RateLimit-Reset`. A date is read against the answer's own `Date`. Null: it does not ask.
 * @param now the server's clock as far as it is known (epoch ms); used when the answer has no `Date`
 */
export function readPause(headers: AnswerHeaders, status: number, now: number): number | null {
  const answeredAt = readDate(headers) ?? now
  const asked = readRetryAfter(headers.get('retry-after'), answeredAt)
  if (asked !== null || status !== 429) return asked
  return readReset(headers.get('x-ratelimit-reset'), answeredAt)
}

/** `Retry-After` in ms, at most an hour: seconds, or a date seen from `answeredAt` (epoch ms); null: not readable. */
export function readRetryAfter(value: string | null, answeredAt: number): number | null {
  // A proxy that repeats a header joins both with a comma.
  const seconds = /^\s*(\d+(?:\.\d+)?)\s*(?:,\s*[\d.]+\s*)*$/.exec(value ?? '')?.[1]
  if (seconds !== undefined) return cap(Number(seconds) * 1000)
  const date = readHttpDate(value)
  return date === null ? null : cap(date - answeredAt)
}

/**
 * The answer's `Date` in epoch ms by the server's clock, moved on by the `Age` of an answer from a cache (RFC 9111 section
 * 5.1). Null: not readable.
 */
export function readDate(headers: AnswerHeaders): number | null {
  const date = readHttpDate(headers.get('date'))
  return date === null ? null : date + readAge(headers) * 1000
}

/** Seconds that an answer spent in a cache; 0: it is fresh. */
export function readAge(headers: AnswerHeaders): number {
  const age = headers.get('age')?.trim() ?? ''
  return /^\d{1,9}$/.test(age) ? Number(age) : 0
}

/** By the vendor epoch seconds; many gateways count the seconds that are left, some epoch ms. */
function readReset(value: string | null, answeredAt: number): number | null {
  const text = value?.trim() ?? ''
  if (!/^\d+(\.\d+)?$/.test(text)) return null
  const reset = Number(text)
  if (reset < 1e9) return cap(reset * 1000)
  return cap((reset < 1e11 ? reset * 1000 : reset) - answeredAt)
}

/** Date.parse also takes a bare number for a date. */
function readHttpDate(value: string | null): number | null {
  if (value === null || !/[a-z]/i.test(value)) return null
  // The oldest of the three forms has no zone (RFC 9110 section 5.6.7).
  const date = parseUtc(value)
  return Number.isFinite(date) ? date : null
}

function cap(ms: number): number {
  return Math.min(Math.max(0, ms), longestPauseMs)
}
