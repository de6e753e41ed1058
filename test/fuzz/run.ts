import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import fc from 'fast-check'
import { Failure, type FailureCode } from '../../main/auth/errors.ts'

/**
 * The same values at each run, so that a red run is red again; another seed or more runs look further:
 * `FUZZ_SEED=1 FUZZ_TIMES=50 node --test test/fuzz/*.test.ts`.
 */
const seed = Number(process.env['FUZZ_SEED'] ?? 310_506)
const times = Number(process.env['FUZZ_TIMES'] ?? 1)
const longestMs = 45_000

/** The time limit of one value, so that a hang fails with its value instead of blocking the test. */
export const longestValueMs = 2_000

/** Checks a property with `runs` values, and says with which. A property that does not end in time has failed. */
export async function fuzz<Values>(
  t: TestContext,
  runs: number,
  property: fc.IRawProperty<Values>,
): Promise<void> {
  const startedAt = performance.now()
  const numRuns = runs * times
  await fc.assert(property, {
    seed,
    numRuns,
    interruptAfterTimeLimit: longestMs * times,
    markInterruptAsFailure: true,
  })
  const tookMs = Math.round(performance.now() - startedAt)
  t.diagnostic(`seed ${seed}, ${numRuns} values, ${tookMs} ms`)
}

/** The failure that `act` throws; what it returns, if it does. Anything else thrown is a crash. */
export async function outcomeOf<Value>(
  act: () => Value | Promise<Value>,
): Promise<Value | Failure> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

/** A failure with one of these codes, short and in one line as failures are. */
export function assertCoded(failure: Failure, codes: readonly FailureCode[]): void {
  assert.ok(codes.includes(failure.code), `${failure.code}: ${failure.message}`)
  assert.ok(failure.message.length > 0 && failure.message.length <= 400, failure.message)
  assert.doesNotMatch(failure.message, /\p{Cc}/u)
  const { retryAfterMs } = failure
  assert.ok(retryAfterMs === null || (Number.isFinite(retryAfterMs) && retryAfterMs >= 0))
}
