import type { Finding } from '../../../preload/contract.ts'

/** The result of a probe, in plain words. The check adds the name of the probe. */
export type Verdict = Omit<Finding, 'probe' | 'title'>

/** It is as the contract wants it. */
export function pass(message: string, ms: number | null = null): Verdict {
  return { verdict: 'pass', message, advice: '', ms }
}

/** Latchkey works with it, but people will wait, sign in again or be at risk. */
export function warn(message: string, advice: string, ms: number | null = null): Verdict {
  return { verdict: 'warn', message, advice, ms }
}

/** It breaks the contract. */
export function fail(message: string, advice: string, ms: number | null = null): Verdict {
  return { verdict: 'fail', message, advice, ms }
}

/** It could not be looked at. `message`: why. */
export function skip(message: string): Verdict {
  return { verdict: 'skipped', message, advice: '', ms: null }
}
