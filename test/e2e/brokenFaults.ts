import { openFaultHarness } from './faults/faultHarness.ts'
import type { Seen } from './faults/row.ts'
import { failuresOf, runRow } from './faults/run.ts'
import { failureReport, runToEnd } from '../../scripts/run/report.ts'
import { until } from '../support/app/waiting.ts'

/** A fault that the app does not survive, because nothing can. Run by runFailure.test.ts. */
await runToEnd('faults', async () => {
  const harness = await openFaultHarness()
  try {
    const row = {
      fault: 'the moon is asked for',
      how: 'in words',
      async run() {
        await harness.signedOut()
        return until<Seen>('the moon', () => null, 300)
      },
    }
    const result = await runRow({ name: 'Wishes', rows: [row] }, row, harness)
    console.error(failureReport('faults', failuresOf([result])))
    return false
  } finally {
    await harness.close()
  }
})
