import { packaged, runSuite, type Count } from './nodeTests.ts'
import { buildAttachable, buildFolder, trialOutput } from '../package/builder.ts'
import { runtimeAtHand } from '../package/runtime.ts'
import { Stop } from '../run/stop.mjs'

/** Puts the built app together with the fuses set, as it is shipped and once more for the tests to drive, tests both, and counts. */
export async function testPackagedApp(): Promise<Count> {
  try {
    const runtime = runtimeAtHand()
    await buildFolder(runtime, trialOutput)
    await buildAttachable(runtime)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.log(`\npackaged\n${error.message}`)
    return { passed: 0, failed: 1 }
  }
  return runSuite(packaged)
}
