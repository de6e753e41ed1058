import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { startSandbox, type Sandbox } from '../sandbox/server.ts'
import { ensureBuilt } from '../scripts/app/build.mjs'
import { startDesktop, type Desktop } from '../test/support/app/desktop.ts'
import { launchApp, newUserData, writeConfig } from '../test/support/app/driver.ts'
import { inStep, runToEnd } from '../scripts/run/report.ts'
import { measureGate } from './gate.ts'
import { measureIdle } from './idle.ts'
import { measureList } from './list.ts'
import { measureMarks, tableOf, type MarkRow } from './marks.ts'
import { newestMeasured, startMeasured } from './process.ts'
import { measureRequests } from './requests.ts'
import { print, report } from './report.ts'
import type { Cost, Figure } from './sample.ts'
import { measureSwitches } from './switches.ts'
import { measureTimeline } from './timeline.ts'

/**
 * `npm run bench [-- --json FILE] [--rounds N] [--only launch|calls|idle|list|switches|requests|gate|timeline]`: Latchkey beside a
 * bare Electron window with one heading, on the same runtime, in turns, medians; requests that meet an expired token beside
 * others; a channel with 10,000 messages; and what the gate and the timeline cost.
 */
const bare = join('bench', 'bare')
const args = process.argv.slice(2)
const rounds = Number(valueOf('--rounds') ?? 9)
const jsonFile = valueOf('--json')

const figures: Figure[] = []
const costs: Cost[] = []
const marks: MarkRow[] = []
await runToEnd('bench', async () => {
  if (wants('timeline')) costs.push(...measureTimeline())
  if (wants('gate') || wants('requests')) costs.push(...(await measureGate()))
  if (wants('requests')) {
    figures.push(await inStep('requests with an expired token', () => null, measureRequests))
  }
  if (wants('list')) {
    costs.push(
      ...(await inStep(
        '10,000 messages',
        () => null,
        () => measureList(3),
      )),
    )
  }
  if (wants('switches')) {
    costs.push(...(await inStep('a thousand switches', () => null, measureSwitches)))
  }
  if (['launch', 'calls', 'idle'].some(wants)) figures.push(...(await measureApp()))
  print(figures, costs)
  if (marks.length > 0) {
    console.log(`\nMedians, ms after the start of the process:\n\n${tableOf(marks)}`)
  }
  if (jsonFile)
    await writeFile(jsonFile, `${JSON.stringify(report(figures, costs, rounds, marks), null, 2)}\n`)
  return true
})

async function measureApp(): Promise<Figure[]> {
  await ensureBuilt('.')
  const desktop = await startDesktop()
  const sandbox = await startSandbox({
    secret: randomBytes(32).toString('hex'),
    bot: 'off',
    faults: { userRateLimit: 1_000_000, appRateLimit: 1_000_000 },
  })
  const measured: Figure[] = []
  try {
    const setting = await prepare(desktop, sandbox)
    if (wants('launch')) {
      measured.push(
        ...(await inStep('the launches', newestMeasured, () => measureLaunches(setting))),
      )
      marks.push(...(await inStep('the marks', newestMeasured, () => measureStartMarks(setting))))
    }
    if (wants('calls')) {
      measured.push(await inStep('the bridge calls', newestMeasured, () => measureCalls(setting)))
    }
    // Proportional set sizes and /proc are Linux's.
    if (wants('idle') && process.platform === 'linux') {
      const known = [`--user-data-dir=${setting.remembered}`, `--config=${setting.config}`]
      const options = { desktop, sandbox, known, rounds: Math.max(7, rounds - 2) }
      measured.push(
        ...(await inStep('the idle minutes', newestMeasured, () => measureIdle(options))),
      )
    }
    return measured
  } finally {
    await sandbox.stop()
    await desktop.stop()
  }
}

interface Setting {
  desktop: Desktop
  sandbox: Sandbox
  /** Switches of Latchkey: its backend runs outside. */
  config: string
  /** A profile in which Alice is remembered. */
  remembered: string
}

async function prepare(desktop: Desktop, sandbox: Sandbox): Promise<Setting> {
  const { url, apiKey, tokenServiceUrl } = sandbox
  const tokenService = { url: tokenServiceUrl }
  const config = await writeConfig(desktop, { name: 'Bench', apiKey, serverUrl: url, tokenService })
  const remembered = await newUserData(desktop)
  const app = await launchApp({ desktop, userData: remembered, config })
  await inStep(
    'Alice signs in and is remembered',
    () => ({ ...app, userData: remembered }),
    async () => {
      await app.page.getByLabel('User ID').fill('alice')
      await app.page.getByLabel('Password').fill('alice-sandbox')
      await app.page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await app.page.getByRole('status').filter({ hasText: 'Connected' }).first().waitFor()
    },
  )
  await app.quit()
  return { desktop, sandbox, config, remembered }
}

/** Where the time of a start goes, for the table. */
function measureStartMarks({ desktop, config, remembered }: Setting): Promise<MarkRow[]> {
  const fresh = async () => `--user-data-dir=${await newUserData(desktop)}`
  const ours = [`--config=${config}`]
  return measureMarks(
    desktop,
    [
      { name: 'bare window', app: bare, args: async () => [await fresh()] },
      { name: 'Latchkey, login screen', app: '.', args: async () => [await fresh(), ...ours] },
      {
        name: 'Latchkey, remembered',
        app: '.',
        args: () => Promise.resolve([`--user-data-dir=${remembered}`, ...ours]),
      },
    ],
    rounds,
  )
}

/** From the start of the process to the paint of what was waited for. The first round only warms the caches. */
async function measureLaunches({ desktop, config, remembered }: Setting): Promise<Figure[]> {
  const samples: { bare: number[]; login: number[]; connected: number[] } = {
    bare: [],
    login: [],
    connected: [],
  }
  for (let round = 0; round <= rounds; round += 1) {
    const fresh = `--user-data-dir=${await newUserData(desktop)}`
    const empty = `--user-data-dir=${await newUserData(desktop)}`
    const known = `--user-data-dir=${remembered}`
    const took = {
      bare: await launch(desktop, bare, [empty], firstPaint),
      login: await launch(desktop, '.', [fresh, `--config=${config}`], (page) =>
        paintOf(page, 'submit'),
      ),
      connected: await launch(desktop, '.', [known, `--config=${config}`], (page) =>
        paintOf(page, 'connected'),
      ),
    }
    if (round === 0) continue
    samples.bare.push(took.bare)
    samples.login.push(took.login)
    samples.connected.push(took.connected)
  }
  const common = { unit: 'ms', bare: samples.bare } as const
  return [
    { name: 'launch to the login screen usable', ...common, ours: samples.login, limit: 1.1 },
    { name: 'launch to Connected, remembered', ...common, ours: samples.connected, limit: 1.28 },
  ]
}

async function launch(
  desktop: Desktop,
  app: string,
  args: string[],
  paintedAt: (page: Page) => Promise<number>,
): Promise<number> {
  const measured = startMeasured(desktop, app, args, true)
  const page = await measured.attach()
  const at = await paintedAt(page)
  await measured.end()
  return at - measured.startedAt
}

/** Epoch ms of the first contentful paint (Paint Timing). */
function firstPaint(page: Page): Promise<number> {
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByName('first-contentful-paint')
    return performance.timeOrigin + (entry?.startTime ?? NaN)
  })
}

/** Epoch ms at which the element marked with this name was first painted (Element Timing). */
function paintOf(page: Page, name: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`${wanted} was never painted.`)), 5_000)
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { identifier, renderTime } = entry as PerformanceEntry & {
              identifier: string
              renderTime: number
            }
            if (identifier === wanted) resolve(performance.timeOrigin + renderTime)
          }
        })
        observer.observe({ type: 'element', buffered: true })
      }),
    name,
  )
}

/** One call after the other, each awaited: through the bridge, and a raw `ipcRenderer.invoke`. */
async function measureCalls({ desktop, config }: Setting): Promise<Figure> {
  const ours = startMeasured(
    desktop,
    '.',
    [`--user-data-dir=${await newUserData(desktop)}`, `--config=${config}`],
    true,
  )
  const other = startMeasured(
    desktop,
    bare,
    [`--user-data-dir=${await newUserData(desktop)}`],
    true,
  )
  const pages = { ours: await ours.attach(), bare: await other.attach() }
  const figure: Figure = {
    name: 'one bridge call, round trip',
    unit: 'µs',
    ours: [],
    bare: [],
    limit: 1.1,
  }
  for (let round = 0; round <= rounds; round += 1) {
    const took = {
      bare: await roundTrip(pages.bare, 'bare', 'echo'),
      ours: await roundTrip(pages.ours, 'latchkey', 'retryConnection'),
    }
    if (round === 0) continue
    figure.bare.push(took.bare)
    figure.ours.push(took.ours)
  }
  await ours.end()
  await other.end()
  return figure
}

function roundTrip(page: Page, bridge: string, call: string): Promise<number> {
  return page.evaluate(
    async ([bridge, call]) => {
      const calls = Reflect.get(globalThis, bridge ?? '') as Record<string, () => Promise<unknown>>
      const invoke = calls[call ?? '']
      if (!invoke) throw new Error('There is no such call.')
      const count = 1_000
      const startedAt = performance.now()
      for (let done = 0; done < count; done += 1) await invoke()
      return ((performance.now() - startedAt) / count) * 1_000
    },
    [bridge, call],
  )
}

function wants(part: string): boolean {
  const only = valueOf('--only')
  return only === undefined || only === part
}

function valueOf(name: string): string | undefined {
  const place = args.indexOf(name)
  return place < 0 ? undefined : args[place + 1]
}
