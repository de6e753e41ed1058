import { ensureBuilt } from './app/build.mjs'
import { groups } from '../test/e2e/faults/groups.ts'
import { runRows } from '../test/e2e/faults/runRows.ts'
import { runToEnd } from './run/report.ts'
import { Stop } from './run/stop.mjs'

/**
 * `npm run faults [-- --only TEXT] [--json FILE]`: everything that can befall the app, done to the real app in real Electron
 * on a real keyring.
 */
await runToEnd('faults', async () => {
  if (process.platform !== 'linux') {
    throw new Stop(
      'Faults are injected on Linux: its keyring can be locked, killed and looked into.',
    )
  }
  await ensureBuilt('.')
  return runRows('faults', groups, process.argv.slice(2))
})
