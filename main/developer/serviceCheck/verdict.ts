import type { Finding } from '../../../preload/contract.ts'

/** The result of a probe, in plain words. The check adds the name of the probe. */
export type Verdict = Omit<Finding, 'probe' | 'title'>

/** It is as the contract wants it. */
export function pass(words: string, ms: number | null = null): Verdict {
  return { verdict: 'pass', words, advice: '', ms }
}

/** Latchkey works with it, but people will wait, sign in again or be at risk. */
export function warn(words: string, advice: string, ms: number | null = null): Verdict {
  return { verdict: 'warn', words, advice, ms }
}

/** It breaks the contract. */
export function fail(words: string, advice: string, ms: number | null = null): Verdict {
  return { verdict: 'fail', words, advice, ms }
}

/** It could not be looked at. `words`: why. */
export function skip(words: string): Verdict {
  return { verdict: 'skipped', words, advice: '', ms: null }
}
