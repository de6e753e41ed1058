import type { Timeouts } from '../auth/timeouts.ts'

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

/** A view of the app's time-outs, which the core shares, for requests with an abort signal. */
export function createPatience(timeouts: Timeouts): Patience {
  return {
    timeout(ms) {
      const controller = new AbortController()
      const end = timeouts.after(ms, () => controller.abort())
      return { signal: controller.signal, end }
    },
    hold: () => timeouts.hold('proxy'),
    release: () => timeouts.release('proxy'),
  }
}

/** For requests on whose way nobody is asked. */
export const unattended: Pick<Patience, 'timeout'> = {
  timeout: (ms) => ({ signal: AbortSignal.timeout(ms), end: () => undefined }),
}
