import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright'
import { startSandbox, type Sandbox } from '../sandbox/server.ts'
import { ensureBuilt } from '../scripts/app/build.mjs'
import { startDesktop } from '../test/support/app/desktop.ts'
import { launchApp, newUserData, writeConfig, type RunningApp } from '../test/support/app/driver.ts'
import { signIn } from '../test/support/app/page.ts'
import { signInAtAcme } from '../test/support/app/secondWorkspace.ts'
import { readResources, type Resources } from './resources.ts'
import type { Cost } from './sample.ts'

const count = 1_000
/** By then main's rings are full: the timeline keeps 2,000 events, a switch has about nine. */
const warmUp = 300

/** Two accounts that take turns. */
const names = ['Alice Moreau', 'Bob Okafor'] as const

/** The times of one switch after the click, ms. */
interface SwitchTimes {
  identity: number
  channels: number
  connected: number
}

/**
 * A thousand switches between two accounts of two workspaces, each by a click in the account menu of the real app. Measures
 * when the other account's name, its channels and its connection are painted, and what is left over at the end.
 * @throws Error when the app keeps more sockets, listeners, timers or handles than before
 */
export async function measureSwitches(): Promise<Cost[]> {
  await ensureBuilt('.')
  const desktop = await startDesktop()
  const [stage, acme] = await Promise.all([openSandbox(), openSandbox()])
  try {
    const { url, apiKey, tokenServiceUrl } = stage
    const tokenService = { url: tokenServiceUrl }
    const config = await writeConfig(desktop, {
      name: 'Stage',
      apiKey,
      serverUrl: url,
      tokenService,
    })
    const app = await launchApp({ desktop, userData: await newUserData(desktop), config })
    await signInBoth(app, acme)
    await switchAround(app.page, warmUp)
    const before = await readResources(app)
    const times = await switchAround(app.page, count)
    const after = await readResources(app)
    report(before, after)
    const sockets = [stage, acme].map(({ faults }) => faults.counters().socketsOpen)
    expectSame(
      'sockets at the servers',
      sockets.reduce((sum, open) => sum + open),
      1,
    )
    await app.quit()
    for (const part of ['identity', 'channels', 'connected'] as const) {
      const sorted = times.map((time) => time[part]).toSorted((a, b) => a - b)
      console.log(`  ${part}: p95 ${sorted[Math.floor(count * 0.95)]?.toFixed(1)} ms`)
    }
    return [
      cost('switch to the painted name', times, 'identity', 100),
      cost('switch to the painted channels', times, 'channels', 100),
      cost('switch to the painted Connected', times, 'connected', 1_000),
    ]
  } finally {
    await Promise.all([stage.stop(), acme.stop()])
    await desktop.stop()
  }
}

function openSandbox(): Promise<Sandbox> {
  return startSandbox({
    secret: randomBytes(32).toString('hex'),
    bot: 'off',
    faults: { userRateLimit: 1_000_000, appRateLimit: 1_000_000 },
  })
}

/** Alice at Stage, then Bob at Acme, who is active. */
async function signInBoth(app: RunningApp, acme: Sandbox): Promise<void> {
  const { page } = app
  await signIn(page, 'alice')
  await page.locator('.channel').first().waitFor()
  await signInAtAcme(app, acme)
  await page.locator('.channel').first().waitFor()
}

/** Switches to and fro. Everything is timed in the page, at the frame after the one that paints it. */
function switchAround(page: Page, count: number): Promise<SwitchTimes[]> {
  return page.evaluate(
    async ([names, count]) => {
      const nextFrame = () =>
        new Promise<number>(
          (resolve) => void requestAnimationFrame(() => resolve(performance.now())),
        )
      const painted = async (what: string, isThere: () => boolean) => {
        const giveUpAt = performance.now() + 10_000
        while (!isThere()) {
          if ((await nextFrame()) > giveUpAt) throw new Error(`${what} was not painted in 10 s.`)
        }
        return await nextFrame()
      }
      const find = (selector: string) => document.querySelector<HTMLElement>(selector)
      const shownName = () => find('.account-bar .stack > :first-child')?.textContent ?? ''
      const isConnected = () =>
        [...document.querySelectorAll('[role=status]')].some((status) =>
          status.textContent.trim().startsWith('Connected'),
        )
      const times: SwitchTimes[] = []
      for (let done = 0; done < count; done += 1) {
        const next = names.find((name) => name !== shownName()) ?? ''
        find('button[aria-label=Account]')?.click()
        await painted('the menu', () => find('[role=menu]') !== null)
        const items = [...document.querySelectorAll<HTMLElement>('[role=menuitemradio]')]
        const item = items.find(({ ariaLabel }) => ariaLabel?.startsWith(next))
        const clickedAt = performance.now()
        item?.click()
        const identity = (await painted('the name', () => shownName() === next)) - clickedAt
        const channels = (await painted('a channel', () => find('.channel') !== null)) - clickedAt
        const connected = (await painted('Connected', isConnected)) - clickedAt
        times.push({ identity, channels, connected })
      }
      return times
    },
    [names, count] as const,
  )
}

function cost(name: string, times: SwitchTimes[], part: keyof SwitchTimes, limit: number): Cost {
  return { name, unit: 'ms', samples: times.map((time) => time[part]), limit }
}

function report(before: Resources, after: Resources): void {
  console.log(`  before and after ${count.toLocaleString('en')} switches, garbage collected:`)
  for (const [name, value] of Object.entries(after.kept)) {
    const earlier = before.kept[name] ?? 0
    console.log(`  ${name}: ${earlier} and ${value}`)
  }
  for (const [name, value] of Object.entries(after.megabytes)) {
    console.log(`  ${name}: ${before.megabytes[name]?.toFixed(2)} MB and ${value.toFixed(2)} MB`)
  }
  for (const [name, value] of Object.entries(after.kept)) {
    expectNoLeak(name, before.kept[name] ?? 0, value)
  }
}

/** A few more than before are chance; one in a hundred switches is a leak. */
function expectNoLeak(name: string, before: number, after: number): void {
  if (after <= before + count / 100) return
  throw new Error(`${name}: ${after}, more than the ${before} before`)
}

function expectSame(name: string, value: number, wanted: number): void {
  console.log(`  ${name}: ${value}`)
  if (value !== wanted) throw new Error(`${name}: ${value} instead of ${wanted}`)
}
