import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build.mjs'
import { groups } from './faults/groups.ts'
import { openGround } from './faults/ground.ts'
import { failuresOf, runRow, type Result } from './faults/run.ts'
import { closing, foreseen, line, table } from './faults/table.ts'
import { failureBlock, runToEnd } from './runReport.ts'
import { Stop } from './stop.mjs'

/**
 * `npm run faults`: everything that can befall the app, done to the real app in real Electron on a real keyring. `--only
 * TEXT` runs the rows whose group or name has that text, `--json FILE` writes the results down.
 */
const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } })
const only = values.only?.toLowerCase() ?? ''

if (process.platform !== 'linux') {
  console.error(
    'The faults are injected on Linux: its keyring can be locked, killed and looked into.',
  )
  process.exit(1)
}
await runToEnd('faults', async () => {
  await ensureBuilt('.')
  const ground = await openGround()
  const results: Result[] = []
  const startedAt = performance.now()
  try {
    for (const group of groups) {
      const rows = group.rows.filter(({ fault }) =>
        `${group.name}: ${fault}`.toLowerCase().includes(only),
      )
      if (rows.length > 0) console.log(`\n${group.name}`)
      for (const row of rows) {
        const result = await runRow(group, row, ground)
        results.push(result)
        console.log(line(result))
      }
    }
  } finally {
    await ground.close()
  }
  console.log(`\n${table(results)}\n`)
  console.log(foreseen(results))
  console.log(`In ${Math.round((performance.now() - startedAt) / 1000)} s.`)
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`)
  console.log(closing(results))
  const failures = failuresOf(results)
  if (failures.length > 0) console.error(failureBlock('faults', failures))
  // A filter that matches nothing must not look like a success.
  if (results.length === 0) throw new Stop(`No fault has “${only}” in its name.`)
  return failures.length === 0
})
