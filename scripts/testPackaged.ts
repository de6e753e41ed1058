import { ensureBuilt } from './app/build.mjs'
import { runAsScript } from './run/stop.mjs'
import { runTrial } from './test/trial.ts'

/** `npm run test:packaged`. */
await runAsScript(import.meta.url, async () => {
  await ensureBuilt('.')
  const { passed, failed } = await runTrial()
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
})
