import * as clocks from './clocks.ts'
import * as gate from './gate.ts'
import * as keyring from './keyring.ts'
import * as session from './session.ts'
import * as vault from './vault.ts'

/** A random run. Rejects with what was wrong and the trace; the same seed does the same again. */
export type Driver = (seed: number) => Promise<void>

/** The drivers of `npm run fuzz`, by name. */
export const drivers: Record<string, Driver> = {
  session: session.run,
  vault: vault.run,
  clocks: clocks.run,
  gate: gate.run,
  keyring: keyring.run,
}

/** Runs a driver with a seed; what went wrong and how to see it again, or null. */
export async function runSeed(name: string, seed: number): Promise<string | null> {
  try {
    await drivers[name]?.(seed)
    return null
  } catch (error) {
    const trace = error instanceof Error ? error.message : String(error)
    return `${name}, seed ${seed}: ${trace}\nAgain: npm run fuzz -- --only ${name} --from ${seed} --seeds 1`
  }
}
