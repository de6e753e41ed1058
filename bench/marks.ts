import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { Desktop } from '../test/support/app/desktop.ts'
import { startMeasured } from './process.ts'
import { median } from './sample.ts'

/** The moments of a start, in their order, as the table names them. */
const moments = {
  firstLine: "main's first line",
  ready: 'app ready',
  window: 'window made',
  served: 'index.html served',
  parsed: 'page parsed',
  loaded: 'scripts loaded',
  painted: 'first paint',
} as const

type Marks = Record<keyof typeof moments, number>

/** One side of the table: how to start it. */
export interface MarkedStart {
  name: string
  /** The folder of the app. */
  app: string
  args(): Promise<string[]>
}

/** Medians, ms after the start of the process. */
export interface MarkRow {
  name: string
  marks: Marks
}

/**
 * When a start gets how far, on each side, in turns. The app is started by `bench/marked`, which notes the moments of main;
 * the browser itself notes those of the page. So the marks cost the app nothing, but these starts take some ms longer than
 * those of the figures. The first round only warms the caches.
 */
export async function measureMarks(
  desktop: Desktop,
  starts: MarkedStart[],
  rounds: number,
): Promise<MarkRow[]> {
  const samples = starts.map((): Marks[] => [])
  for (let round = 0; round <= rounds; round += 1) {
    for (const [side, start] of starts.entries()) {
      const marks = await markOnce(desktop, start)
      if (round > 0) samples[side]?.push(marks)
    }
  }
  return starts.map(({ name }, side) => ({ name, marks: medians(samples[side] ?? []) }))
}

async function markOnce(desktop: Desktop, { app, args }: MarkedStart): Promise<Marks> {
  const file = join(desktop.folder, 'marks.json')
  const env = { ...desktop.env, BENCH_APP: app, BENCH_MARKS: file }
  const folder = join('bench', 'marked')
  const measured = startMeasured({ ...desktop, env }, folder, await args(), true)
  const page = await marksOfPage(await measured.attach())
  await measured.end()
  const main = JSON.parse(readFileSync(file, 'utf8')) as Pick<
    Marks,
    'firstLine' | 'ready' | 'window'
  >
  return eachMoment((moment) => ({ ...main, ...page })[moment] - measured.startedAt)
}

/** Epoch ms (Navigation Timing, Paint Timing). */
function marksOfPage(page: Page): Promise<Omit<Marks, 'firstLine' | 'ready' | 'window'>> {
  return page.evaluate(() => {
    const { timeOrigin } = performance
    const [navigation] = performance.getEntriesByType('navigation')
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    if (!navigation) throw new Error('The page has not been loaded.')
    const { responseEnd, domInteractive, domContentLoadedEventStart } =
      navigation as PerformanceNavigationTiming
    return {
      served: timeOrigin + responseEnd,
      parsed: timeOrigin + domInteractive,
      loaded: timeOrigin + domContentLoadedEventStart,
      painted: timeOrigin + (paint?.startTime ?? NaN),
    }
  })
}

function medians(samples: Marks[]): Marks {
  return eachMoment((moment) => median(samples.map((marks) => marks[moment])))
}

function eachMoment(valueOf: (moment: keyof Marks) => number): Marks {
  const names = Object.keys(moments) as (keyof Marks)[]
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Marks
}

/** The rows as a table of Markdown, ready for docs/performance.md. */
export function tableOf(rows: MarkRow[]): string {
  const names = Object.keys(moments) as (keyof Marks)[]
  const lines = [
    ['', ...Object.values(moments)],
    ['---', ...names.map(() => '---')],
    ...rows.map(({ name, marks }) => [name, ...names.map((moment) => marks[moment].toFixed(0))]),
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
