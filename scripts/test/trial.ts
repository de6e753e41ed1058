import { packaged, runSuite, type Count } from './nodeTests.ts'
import { buildFolder, trialOutput } from '../package/builder.ts'
import { runtimeAtHand } from '../package/runtime.ts'
import { Stop } from '../run/stop.mjs'

/** Puts the built app together as it is shipped, with the fuses set, tests that, and counts. */
export async function runTrial(): Promise<Count> {
  try {
    await buildFolder(runtimeAtHand(), trialOutput)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.log(`\npackaged\n${error.message}`)
    return { passed: 0, failed: 1 }
  }
  return runSuite(packaged)
}
