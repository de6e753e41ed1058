import { parseArgs } from 'node:util'
import { drivers, runSeed } from '../test/fuzz/drivers/drivers.ts'

/**
 * `npm run fuzz`: random runs of the core among servers, keychains and clocks that fail. `--seeds N` runs each driver with so
 * many seeds, from `--from` on; `--only NAME` runs one driver. A seed that fails is printed with what happened and the
 * command that repeats it.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const [seeds, from] = [Number(values.seeds), Number(values.from)]
const chosen = Object.keys(drivers).filter((name) => name === (values.only ?? name))
if (chosen.length === 0 || !(seeds > 0) || !Number.isInteger(from)) {
  console.error(
    `Usage: npm run fuzz -- [--seeds N] [--from N] [--only ${Object.keys(drivers).join('|')}]`,
  )
  process.exit(2)
}

/** So many traces are worth reading; the rest is counted. */
const mostTraces = 3
let failed = 0
for (const name of chosen) {
  const startedAt = performance.now()
  let failedHere = 0
  for (let seed = from; seed < from + seeds; seed += 1) {
    const failure = await runSeed(name, seed)
    if (failure === null) continue
    failedHere += 1
    if (failedHere <= mostTraces) console.log(`\n${failure}\n`)
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  console.log(`${name}: ${failedHere} of ${seeds} seeds failed, in ${seconds} s`)
  failed += failedHere
}
process.exit(failed === 0 ? 0 : 1)
