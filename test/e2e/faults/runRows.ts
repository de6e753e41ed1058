import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { failureReport } from '../../../scripts/run/report.ts'
import { Stop } from '../../../scripts/run/stop.mjs'
import { openFaultHarness } from './faultHarness.ts'
import type { Group } from './row.ts'
import { failuresOf, runRow, type Result } from './run.ts'
import { closing, foreseen, line, table } from './table.ts'

/**
 * Runs groups of rows on one harness and prints their table.
 * @param run the name of the npm script
 * @param args `--only TEXT` runs the rows whose group or name has that text, `--json FILE` writes the results down
 * @returns whether all went as they have to
 */
export async function runRows(
  run: string,
  groups: readonly Group[],
  args: string[],
): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, json: { type: 'string' } },
  })
  const only = values.only?.toLowerCase() ?? ''
  const harness = await openFaultHarness()
  const results: Result[] = []
  const startedAt = performance.now()
  try {
    for (const group of groups) {
      const rows = group.rows.filter(({ fault }) =>
        `${group.name}: ${fault}`.toLowerCase().includes(only),
      )
      if (rows.length > 0) console.log(`\n${group.name}`)
      for (const row of rows) {
        const result = await runRow(group, row, harness)
        results.push(result)
        console.log(line(result))
      }
    }
  } finally {
    await harness.close()
  }
  console.log(`\n${table(results)}\n`)
  console.log(foreseen(results))
  console.log(`In ${Math.round((performance.now() - startedAt) / 1000)} s.`)
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`)
  console.log(closing(results))
  const failures = failuresOf(results)
  if (failures.length > 0) console.error(failureReport(run, failures))
  // A filter that matches nothing must not look like a success.
  if (results.length === 0) throw new Stop(`No row has “${only}” in its name.`)
  return failures.length === 0
}
