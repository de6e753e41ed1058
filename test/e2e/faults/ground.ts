import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { startSandbox, type Sandbox } from '../../../sandbox/server.ts'
import { startDesktop, type Desktop, type KeyringKind } from '../../support/app/desktop.ts'
import { launchApp, newUserData, writeConfig, type RunningApp } from '../../support/app/driver.ts'
import {
  openTheirChannel,
  seeStatus,
  showPasswordForm,
  signIn,
  signOut,
  standing,
} from './person.ts'
import { pause, until } from '../../support/app/waiting.ts'

/** A started app with all that belongs to it. */
export type Running = RunningApp & { readonly userData: string; readonly desktop: Desktop }

export interface Launch {
  desktop?: Desktop
  /** The profile to go on with; a new one unless told. */
  userData?: string
  /** The configuration file; empty: none. The one of the sandbox unless told. */
  config?: string
  /** Beside the environment of the desktop. */
  env?: Record<string, string>
}

/** The harness of the faults: a desktop, a backend, one app for all rows that leave it alive, others where needed. */
export interface Ground {
  readonly desktop: Desktop
  readonly sandbox: Sandbox
  /** The configuration that points the app at the sandbox. */
  readonly config: Record<string, unknown>
  /** Alice, freshly signed in and connected, in her channel with Bob; no switch set, counters at nought. */
  alice(): Promise<Running>
  /** The shared app at its sign-in screen; no switch set, counters at nought. */
  signedOut(): Promise<Running>
  /** An app of this row alone, with its window up; gone when the row is over. */
  launch(options?: Launch): Promise<Running>
  /** A profile in which Alice is signed in, of an app that is not running. */
  kept(): Promise<string>
  /** Another desktop of this row alone. */
  desktopWith(keyring: KeyringKind): Promise<Desktop>
  /** Sets all switches back and answers with a stop-watch that runs from now. */
  heal(): () => number
  /** The app that was started last and is of this row, else the shared one. */
  newest(): Running | null
  /** The problem of the apps after a row; null without one. */
  complaint(): string | null
  /** Ends the apps of the row, and the shared one where its window is gone. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** Starts a desktop and a backend. */
export async function openGround(): Promise<Ground> {
  const desktop = await startDesktop()
  const sandbox = await startSandbox({ secret: randomBytes(32).toString('hex'), bot: 'off' })
  const { url, apiKey, tokenServiceUrl, faults } = sandbox
  reset()
  const config = { name: 'Faults', apiKey, serverUrl: url, tokenService: { url: tokenServiceUrl } }
  const configFile = await writeConfig(desktop, config)
  const ofRow: { apps: Running[]; desktops: Desktop[] } = { apps: [], desktops: [] }
  let shared: Running | null = null
  let keptProfile: string | null = null

  /** The rows ask the server as Bob far more often than a person would, and a 429 would read as a lost message. */
  function reset(): void {
    faults.act({ action: 'reset' })
    faults.change({ userRateLimit: 1_000_000 })
  }

  async function start(launch: Launch): Promise<Running> {
    const on = launch.desktop ?? desktop
    const userData = launch.userData ?? (await newUserData(on))
    // Where a profile cannot be written the caches are in the folder for temporary files.
    const env = { TMPDIR: on.folder, ...launch.env }
    const app = await launchApp({
      desktop: on,
      userData,
      config: launch.config ?? configFile,
      env,
    })
    // A window that is not shown yet gets no clicks.
    await until('a window', async () => ((await isShown(app)) ? true : null), 15_000)
    return { ...app, userData, desktop: on }
  }

  async function atSignIn(): Promise<Running> {
    reset()
    // What a row that failed has left must not fail the next.
    if (shared && (!isAlive(shared) || (await isLittered(shared)))) {
      await shared.kill()
      shared = null
    }
    shared ??= await start({})
    const { page } = shared
    if ((await standing(page)) !== '') await signOut(page)
    // What the row before typed and was told.
    await page.reload()
    await showPasswordForm(page)
    faults.act({ action: 'resetCounters' })
    return shared
  }

  return {
    desktop,
    sandbox,
    config,
    signedOut: atSignIn,
    async alice() {
      const app = await atSignIn()
      await signIn(app.page, 'alice')
      await seeStatus(app.page, 'Connected')
      await openTheirChannel(app.page)
      faults.act({ action: 'resetCounters' })
      return app
    },
    async launch(options = {}) {
      const app = await start(options)
      ofRow.apps.push(app)
      return app
    },
    async kept() {
      // Or what is done to her tokens would reach the shared app as well, and its calls be counted.
      if (shared) await atSignIn()
      reset()
      if (keptProfile === null) {
        const app = await start({})
        await signIn(app.page, 'alice')
        await seeStatus(app.page, 'Connected')
        await app.quit()
        keptProfile = app.userData
      }
      faults.act({ action: 'resetCounters' })
      return keptProfile
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
    newest: () => ofRow.apps.at(-1) ?? shared,
    complaint() {
      if (shared?.page.isClosed())
        return `the shared window is gone; ${shared.output().slice(-300)}`
      const apps = [...ofRow.apps, ...(shared ? [shared] : [])]
      return apps.map(complaint).find((each) => each !== null) ?? null
    },
    async clear() {
      reset()
      if (shared?.page.isClosed()) {
        await shared.kill()
        shared = null
      }
      for (const app of ofRow.apps.splice(0)) await app.kill()
      for (const started of ofRow.desktops.splice(0)) await started.stop()
    },
    async close() {
      for (const app of [...ofRow.apps, ...(shared ? [shared] : [])]) await app.kill()
      for (const started of ofRow.desktops) await started.stop()
      await sandbox.stop()
      await desktop.stop()
    },
  }
}

/** Ends an app as a power cut would, and answers when the kernel has let go of what it held. */
export async function kill(app: Running): Promise<void> {
  await app.kill()
  // Its helpers notice by their closed pipes; one that is alive would still hold the profile.
  await pause(200)
}

/** The process of an app by its Electron name or kind. */
export async function processOf(app: Running, name: string): Promise<number> {
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

/** Whether somebody is remembered who is not signed in. */
async function isLittered({ page }: RunningApp): Promise<boolean> {
  return (await page.getByRole('button', { name: /Continue as/ }).count()) > 0
}

async function isShown({ electron }: RunningApp): Promise<boolean> {
  return electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false,
  )
}

function isAlive({ process }: Running): boolean {
  return process.exitCode === null && process.signalCode === null
}

/** Text that an app must never write. */
function complaint(app: Running): string | null {
  const output = app.output()
  const unhandled = /.*(?:Uncaught|Unhandled).*/i.exec(output)?.[0]
  if (unhandled) return `the app wrote: ${unhandled.slice(0, 200)}`
  if (/eyJ[\w-]{8,}/.test(output)) return 'the app wrote a token'
  return null
}
