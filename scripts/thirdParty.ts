import { ensureBuilt } from './app/build.mjs'
import { runRows } from './faults/runRows.ts'
import { runToEnd } from './run/report.ts'
import { installParts } from './thirdParty/install.ts'
import { reverseProxy } from './thirdParty/reverseProxy.ts'

/**
 * `npm run third-party [-- --only TEXT]`: the real app with software that its users have and that nobody here wrote. As root
 * on Debian what is missing is installed; elsewhere the rows are skipped with a reason.
 */
await runToEnd('third-party', async () => {
  const reason = await installParts([{ program: 'nginx', package: 'nginx' }])
  if (reason !== null) {
    console.log(`Skipped: ${reason}.`)
    return true
  }
  await ensureBuilt('.')
  return runRows('third-party', [reverseProxy], process.argv.slice(2))
})
