import assert from 'node:assert/strict'
import { startDesktop, type Desktop, type KeyringKind } from '../../support/app/desktop.ts'
import type { LaunchOptions, RunningApp } from '../../support/app/driver.ts'
import {
  openChannel,
  showPasswordForm,
  signIn,
  signOut,
  statusText,
  waitForStatus,
} from '../../support/app/page.ts'
import { pause, untilTrue } from '../../support/app/waiting.ts'
import { openHarness, type Harness, type LaunchedApp } from '../harness.ts'

/** The harness of the faults: one app for all rows that leave it alive, others where needed. */
export interface FaultHarness extends Harness {
  /** Alice, freshly signed in and connected, in her channel with Bob; no switch set, counters at zero. */
  alice(): Promise<LaunchedApp>
  /** The shared app at its sign-in screen; no switch set, counters at zero. */
  signedOut(): Promise<LaunchedApp>
  /** An app of this row alone, with its window up; it ends with the row. */
  launch(options?: Partial<LaunchOptions>): Promise<LaunchedApp>
  /** A profile in which Alice is signed in, of an app that is not running. */
  profileOfAlice(): Promise<string>
  /** Another desktop of this row alone. */
  desktopWith(keyring: KeyringKind): Promise<Desktop>
  /** Sets all switches back; the result tells the ms since then. */
  heal(): () => number
  /** The last app of this row, else the shared one. */
  current(): LaunchedApp | null
  /** The problem of the apps after a row; null without one. */
  problem(): string | null
  /** Ends the apps of the row, and the shared one where its window is gone. */
  endRow(): Promise<void>
}

/** Starts a desktop and a backend. */
export async function openFaultHarness(): Promise<FaultHarness> {
  const harness = await openHarness()
  const { faults } = harness.sandbox
  reset()
  const ofRow: { apps: LaunchedApp[]; desktops: Desktop[] } = { apps: [], desktops: [] }
  let shared: LaunchedApp | null = null
  let savedProfile: string | null = null

  /** The rows ask the server as Bob far more often than a person would, and a 429 would read as a lost message. */
  function reset(): void {
    faults.act({ action: 'reset' })
    faults.change({ userRateLimit: 1_000_000 })
  }

  async function start(options: Partial<LaunchOptions>): Promise<LaunchedApp> {
    const { folder } = options.desktop ?? harness.desktop
    // Where a profile cannot be written the caches are in the folder for temporary files.
    const app = await harness.launch({ ...options, env: { TMPDIR: folder, ...options.env } })
    // A window that is not shown yet gets no clicks.
    await untilTrue('a window', () => isShown(app), 15_000)
    return app
  }

  async function signedOut(): Promise<LaunchedApp> {
    reset()
    // A row that failed must not make the next one fail.
    if (shared && (!isRunning(shared) || (await offersAccount(shared)))) {
      await shared.kill()
      shared = null
    }
    shared ??= await start({})
    const { page } = shared
    if ((await statusText(page)) !== '') await signOut(page)
    // Clears the input and the alerts of the row before.
    await page.reload()
    await showPasswordForm(page)
    faults.act({ action: 'resetCounters' })
    return shared
  }

  return {
    ...harness,
    signedOut,
    async alice() {
      const app = await signedOut()
      await signIn(app.page, 'alice')
      await waitForStatus(app.page, 'Connected')
      await openChannel(app.page)
      faults.act({ action: 'resetCounters' })
      return app
    },
    async launch(options = {}) {
      const app = await start(options)
      ofRow.apps.push(app)
      return app
    },
    async profileOfAlice() {
      // Otherwise a fault of her tokens would reach the shared app as well, and its calls be counted.
      if (shared) await signedOut()
      reset()
      if (savedProfile === null) {
        const app = await start({})
        await signIn(app.page, 'alice')
        await waitForStatus(app.page, 'Connected')
        await app.quit()
        savedProfile = app.userData
      }
      faults.act({ action: 'resetCounters' })
      return savedProfile
    },
    async desktopWith(keyring) {
      const started = await startDesktop(keyring)
      ofRow.desktops.push(started)
      return started
    },
    heal() {
      reset()
      const healedAt = performance.now()
      return () => performance.now() - healedAt
    },
    current: () => ofRow.apps.at(-1) ?? shared,
    problem() {
      if (shared?.page.isClosed())
        return `the shared window is gone; ${shared.output().slice(-300)}`
      const apps = [...ofRow.apps, ...(shared ? [shared] : [])]
      return apps.map(outputProblem).find((each) => each !== null) ?? null
    },
    async endRow() {
      reset()
      if (shared?.page.isClosed()) {
        await shared.kill()
        shared = null
      }
      for (const app of ofRow.apps.splice(0)) await app.kill()
      for (const started of ofRow.desktops.splice(0)) await started.stop()
    },
    async close() {
      for (const app of ofRow.apps) await app.kill()
      for (const started of ofRow.desktops) await started.stop()
      await harness.close()
    },
  }
}

/** Ends an app as a power cut would, and answers when the kernel has let go of what it held. */
export async function kill(app: LaunchedApp): Promise<void> {
  await app.kill()
  // Its helpers notice by their closed pipes; one that is alive would still hold the profile.
  await pause(200)
}

/** The process of an app by its Electron name or kind. */
export async function processOf(app: LaunchedApp, name: string): Promise<number> {
  const found = await app.electron.evaluate(
    ({ app: electron }, wanted) =>
      electron
        .getAppMetrics()
        .filter((each) => each.name === wanted || each.type === wanted)
        .map((each) => each.pid),
    name,
  )
  const [pid] = found
  assert.ok(pid !== undefined, `there is no process ${name}`)
  return pid
}

/** True when the sign-in screen offers an account of a row before. */
async function offersAccount({ page }: RunningApp): Promise<boolean> {
  return (await page.getByRole('button', { name: /Continue as/ }).count()) > 0
}

async function isShown({ electron }: RunningApp): Promise<boolean> {
  return electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false,
  )
}

function isRunning({ process }: LaunchedApp): boolean {
  return process.exitCode === null && process.signalCode === null
}

/** What an app wrote that it must never write: an unhandled error or a token. */
function outputProblem(app: LaunchedApp): string | null {
  const output = app.output()
  const unhandled = /.*(?:Uncaught|Unhandled).*/i.exec(output)?.[0]
  if (unhandled) return `the app wrote: ${unhandled.slice(0, 200)}`
  if (/eyJ[\w-]{8,}/.test(output)) return 'the app wrote a token'
  return null
}
