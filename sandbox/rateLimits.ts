import type { ServerTime } from './clock.ts'
import type { FaultState } from './faults.ts'

/** The rest of a rate limit after a request. */
export interface Allowance {
  isExceeded: boolean
  /** `X-RateLimit-Limit`, `-Remaining` and `-Reset` (epoch seconds), of the limit that ends first. */
  headers: Record<string, string>
}

/** Counts requests in whole minutes of server time: per call for each user, and per call for the whole app. */
export interface RateLimits {
  take(userId: string, call: string): Allowance
}

const minuteMs = 60_000

/** Rate limits with nothing used up; the limits themselves are switches. */
export function createRateLimits(time: ServerTime, faults: FaultState): RateLimits {
  let minute = -1
  const used = new Map<string, number>()

  function use(key: string, limit: number) {
    const count = (used.get(key) ?? 0) + 1
    used.set(key, count)
    return { limit, remaining: Math.max(0, limit - count), isExceeded: count > limit }
  }

  return {
    take(userId, call) {
      const now = Math.floor(time.now() / minuteMs)
      if (now !== minute) used.clear()
      minute = now
      const { userRateLimit, appRateLimit } = faults.current()
      const user = use(JSON.stringify([call, userId]), userRateLimit)
      const app = use(call, appRateLimit)
      const { limit, remaining } = app.remaining < user.remaining ? app : user
      return {
        isExceeded: user.isExceeded || app.isExceeded,
        headers: {
          'X-RateLimit-Limit': String(limit),
          'X-RateLimit-Remaining': String(remaining),
          'X-RateLimit-Reset': String((now + 1) * 60),
        },
      }
    },
  }
}
