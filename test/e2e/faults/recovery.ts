import type { FaultHarness } from './faultHarness.ts'
import type { LaunchedApp } from '../harness.ts'
import { waitForStatus } from '../../support/app/page.ts'
import { assertArrivedOnce, assertSaved } from './assertions.ts'

/**
 * Sets all switches back and waits until all is well, with nobody's help: Alice connected and kept, and each text on the
 * server once. Answers with the time to `Connected`, in ms.
 */
export async function recover(
  harness: FaultHarness,
  app: LaunchedApp,
  texts: readonly string[],
  limitMs = 15_000,
): Promise<number> {
  const since = harness.heal()
  await waitForStatus(app.page, 'Connected', limitMs)
  const recoveredMs = since()
  for (const text of texts) await assertArrivedOnce(harness.sandbox, text)
  await assertSaved(app)
  return recoveredMs
}
