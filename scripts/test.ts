import { ensureBuilt } from './app/build.mjs'
import { startDesktop } from '../test/support/app/desktop.ts'
import { endToEnd, renderer, runSuite, sandbox, unit, type Count } from './test/nodeTests.ts'
import { runStep, staticSteps } from './check/steps.ts'
import { testPackagedApp } from './test/packagedApp.ts'

/** `npm test`: everything, and one plain line at the end. */
const total: Count = { passed: 0, failed: 0 }

function add({ passed, failed }: Count): void {
  total.passed += passed
  total.failed += failed
}

for (const step of staticSteps) {
  const isPassed = await runStep(step)
  add({ passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1 })
}
add(await runSuite(unit))
add(await runSuite(sandbox))
await ensureBuilt('.')
await onDesktop(async () => add(await runSuite(renderer)))
// Once, and with every sandbox odd in what a client does not need: `LATCHKEY_SANDBOX= node --test test/e2e/...` is plain.
Object.assign(process.env, { LATCHKEY_SANDBOX: 'odd' })
add(await runSuite(endToEnd))
delete process.env['LATCHKEY_SANDBOX']
add(await testPackagedApp())

console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)

/** The tests of the window find their display in the environment. */
async function onDesktop(run: () => Promise<void>): Promise<void> {
  const desktop = await startDesktop('none')
  Object.assign(process.env, { DISPLAY: desktop.env['DISPLAY'] })
  try {
    await run()
  } finally {
    await desktop.stop()
  }
}
