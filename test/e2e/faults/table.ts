import { isGood, type Result } from './run.ts'

/** One row of the table, as it is printed when it is done. */
export function line(result: Result): string {
  const { fault, how, saw, problem, recoveredMs, tookMs } = result
  const lines = [
    `${isGood(result) ? '✔' : '✖'} ${fault}`,
    `    how      ${how}`,
    `    saw      ${problem === null ? saw : `DID NOT SURVIVE: ${problem}`}`,
    `    lost     ${lossOf(result)}`,
    `    recovery ${recoveredMs === null ? '-' : inSeconds(recoveredMs)} (row: ${inSeconds(tookMs)})`,
  ]
  return lines.join('\n')
}

/** The whole table, one line a row, in columns cut to the width. */
export function table(results: readonly Result[]): string {
  const rows = results.map((result) => [
    isGood(result) ? '✔' : '✖',
    result.fault,
    result.how,
    result.problem === null ? result.saw : `DID NOT SURVIVE: ${result.problem}`,
    lossOf(result),
    result.recoveredMs === null ? '-' : inSeconds(result.recoveredMs),
  ])
  const head = ['', 'fault', 'how injected', 'what the person saw', 'lost', 'recovery']
  const widths = [1, 46, 40, 58, 24, 8]
  const print = (cells: string[]) =>
    cells
      .map((cell, column) => fit(cell, widths[column] ?? 10))
      .join('  ')
      .trimEnd()
  return [head, ...rows].map(print).join('\n')
}

/** The closing line: every loss counts, those that lie in the nature of a fault as well. */
export function closing(results: readonly Result[]): string {
  const survived = results.filter(({ problem }) => problem === null).length
  const lost = results.filter((each) => each.lost !== null).length
  return `${results.length} faults, ${survived} survived, ${lost} lost something`
}

/** The expected losses, with the reason. */
export function foreseen(results: readonly Result[]): string {
  const expected = results.filter((each) => each.lost !== null && each.isForeseen)
  if (expected.length === 0) return 'Nothing is lost by the nature of a fault.'
  const lines = expected.map(({ fault, lost }) => `  ${fault}: ${lost}`)
  return ['Lost by the nature of the fault:', ...lines].join('\n')
}

function lossOf({ lost, isForeseen }: Result): string {
  if (lost === null) return 'nothing'
  return isForeseen ? `${lost} (foreseen)` : lost
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}

function fit(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`
}
