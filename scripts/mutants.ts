import { execFileSync } from 'node:child_process'
import { matchesGlob } from 'node:path'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as report from './mutants/report.ts'
import { runMutants, type Result, type Scope } from './mutants/run.ts'

/**
 * `npm run mutants`: changes the code in one place at a time and says which changes no test notices. `--files GLOB` runs
 * those files only; `--json FILE` writes the results down. A whole run writes `docs/mutants.md`.
 */
const { values } = parseArgs({ options: { files: { type: 'string' }, json: { type: 'string' } } })
const scope: Scope = {
  root: '.',
  sources: ['main/auth/**/*.ts', 'main/keychain/**/*.ts'],
  tests: ['test/unit/auth/**/*.test.ts', 'test/unit/keychain/**/*.test.ts'],
  // Runs in a process of its own, with keytar; test/e2e/keychain.test.ts drives it.
  leftOut: ['main/keychain/process.ts'],
}
const files = values.files ?? '**'
const reasonsFile = 'scripts/mutants/reasons.json'
const reasons = JSON.parse(readFileSync(reasonsFile, 'utf8')) as report.Reasons

const results: Result[] = []
const startedAt = performance.now()
await runMutants(scope, files, (result) => {
  results.push(result)
  if (result.verdict.kind !== 'survived') return
  const { mutant } = result
  const isExplained = reasons[mutant.file]?.[report.nameOf(mutant)] !== undefined
  if (!isExplained) console.log(`survived: ${mutant.file}:${mutant.line}  ${report.nameOf(mutant)}`)
})

console.log('')
for (const [file, mine] of report.grouped(results, (file) => file))
  console.log(report.line(file, mine))
console.log('')
const rooms = report.grouped(results, report.roomOf)
for (const [room, mine] of rooms) console.log(report.line(room, mine))
const missing = report.unexplained(results, reasons)
const stale = report.staleReasons(results, reasons, (file) => matchesGlob(file, files))
if (missing.length > 0)
  console.log(`${missing.length} survivors without a reason in ${reasonsFile}.`)
for (const reason of stale) console.log(`This reason is for no survivor: ${reason}`)
console.log(`In ${Math.round((performance.now() - startedAt) / 1000)} s.`)

if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
if (values.files === undefined)
  writeFileSync('docs/mutants.md', report.page(results, reasons, commit()))
const isEnough = rooms.every(([, mine]) => report.score(report.count(mine)) >= report.leastKilled)
// A filter that fits nothing must not look like a success.
process.exit(results.length > 0 && isEnough && missing.length + stale.length === 0 ? 0 : 1)

function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--', 'main', 'test')
  const head = git('log', '-1', '--format=`%h` (%cs)')
  return changed === '' ? head : `${head}, with changes that are not committed`
}
