import { ensureBuilt } from './app/build.mjs'
import { runAsScript } from './run/stop.mjs'
import { testPackagedApp } from './test/packagedApp.ts'

/** `npm run test:packaged`. */
await runAsScript(import.meta.url, async () => {
  await ensureBuilt('.')
  const { passed, failed } = await testPackagedApp()
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
})
