import { cpus } from 'node:os'
import { electronCommand } from '../test/support/app/driver.ts'
import type { MarkRow } from './marks.ts'
import { median, ratio, type Cost, type Figure } from './sample.ts'

/** All samples, for `--json`. */
export function report(
  measured: Figure[],
  costs: Cost[],
  rounds: number,
  marks: MarkRow[],
): object {
  return {
    machine: { cores: cpus().length, model: cpus()[0]?.model, platform: process.platform },
    runtime: electronCommand().executable.split(/[\\/]/).at(-2),
    rounds,
    marks,
    figures: measured.map((figure) => ({
      ...figure,
      medianOurs: median(figure.ours),
      medianBare: median(figure.bare),
      ratio: ratio(figure),
      isMet: ratio(figure) <= figure.limit,
    })),
    costs: costs.map((cost) => ({
      ...cost,
      median: median(cost.samples),
      isMet: median(cost.samples) <= cost.limit,
    })),
  }
}

/** One line for each figure and cost, with its limit. */
export function print(measured: Figure[], costs: Cost[]): void {
  for (const figure of measured) {
    const { name, unit, ours, bare, limit } = figure
    const digits = unit === 'MB' ? 1 : 0
    const sides = `${median(ours).toFixed(digits)} ${unit} against ${median(bare).toFixed(digits)} ${unit}`
    const verdict = ratio(figure) <= limit ? '✔' : '✖'
    console.log(`${verdict} ${name}: ${sides}, ${ratio(figure).toFixed(2)} times (limit ${limit})`)
  }
  for (const { name, unit, samples, limit } of costs) {
    const cost = median(samples)
    console.log(`${cost <= limit ? '✔' : '✖'} ${name}: ${cost.toFixed(1)} ${unit} (limit ${limit})`)
  }
}
