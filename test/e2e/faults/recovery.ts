import type { Ground, Running } from './ground.ts'
import { seeStatus } from './person.ts'
import { mustArriveOnce, mustKeep } from './witness.ts'

/**
 * Sets all switches back and waits until all is well, with nobody's help: Alice connected and kept, and each text on the
 * server once. Answers with the time to `Connected`, in ms.
 */
export async function recover(
  ground: Ground,
  app: Running,
  texts: readonly string[],
  limitMs = 15_000,
): Promise<number> {
  const since = ground.heal()
  await seeStatus(app.page, 'Connected', limitMs)
  const recoveredMs = since()
  for (const text of texts) await mustArriveOnce(ground.sandbox, text)
  await mustKeep(app)
  return recoveredMs
}
