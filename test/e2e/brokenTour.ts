import { join } from 'node:path'
import { runToEnd } from '../../scripts/run/report.ts'
import { runTour } from '../../scripts/tour/run.ts'

/** A tour of one good step and one that waits for nothing that will ever be there. Run by runFailure.test.ts. */
await runToEnd('tour', async () => {
  await runTour(join('out', 'broken-tour'), async ({ step }) => {
    await step('the app starts', (page) => page.getByRole('tab', { name: 'Guest' }).waitFor())
    await step('a button that is not there is pressed', (page) =>
      page.getByRole('button', { name: 'Nowhere' }).click({ timeout: 700 }),
    )
  })
  return true
})
