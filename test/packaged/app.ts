import type { ChildProcess } from 'node:child_process'
import type { Page } from 'playwright'
import { attachToPage } from '../support/app/attach.ts'
import { sandboxSwitches, thisSystem } from '../../scripts/app/chromiumSandbox.mjs'
import type { Desktop } from '../support/app/desktop.ts'
import { isWindow } from '../support/app/driver.ts'
import { attachableOutput, trialOutput } from '../../scripts/package/builder.ts'
import { folderOf, placeIn } from '../../scripts/package/place.ts'
import { ended, startProcess } from '../support/app/processes.ts'

/** The folder that electron-builder has put the app in, and where things are there. */
export const folder = folderOf(trialOutput, process.platform, process.arch)
export const place = placeIn(folder, process.platform)

/** The app that the tests drive: the shipped one, but for its first file. `content.test.ts` compares them. */
export const attachableFolder = folderOf(attachableOutput, process.platform, process.arch)
export const attachable = placeIn(attachableFolder, process.platform)

/** The packaged app, with its window in a test's hands. */
export interface PackagedApp {
  readonly page: Page
  readonly process: ChildProcess
  /** Where its Chromium answers, for it alone. */
  readonly port: number
  output(): string
  /** Closes the window as a person would, and waits until the app is gone. */
  quit(): Promise<void>
  kill(): Promise<void>
}

export interface Start {
  desktop: Desktop
  userData: string
  switches?: string[]
  env?: Record<string, string>
}

/** Starts the app that the tests drive, or another one that was put together like it. */
export function startPackaged(
  options: Start,
  executable = attachable.executable,
): Promise<PackagedApp> {
  return start(executable, sandboxSwitches(thisSystem(executable)), options)
}

/**
 * Starts an Electron app that listens for the DevTools protocol, and attaches to its window. Playwright's own way in is
 * Node's inspector, which a fuse has shut; this one leaves the main process alone.
 */
export async function start(executable: string, args: string[], options: Start) {
  const { desktop, userData, env = {}, switches = [] } = options
  const child = startProcess(executable, [...args, `--user-data-dir=${userData}`, ...switches], {
    env: { ...desktop.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const port = await portOf(child, () => output)
  const page = await attachToPage(port, isWindow)
  return {
    page,
    process: child,
    port,
    output: () => output,
    // Its answer can be lost with the app.
    quit: () => ended(child, () => void page.close().catch(() => undefined)),
    kill: () => ended(child, () => child.kill('SIGKILL')),
  } satisfies PackagedApp
}

async function portOf(child: ChildProcess, output: () => string): Promise<number> {
  const read = () => /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(output())?.[1]
  await until(() => read() !== undefined || child.exitCode !== null)
  const port = read()
  if (port === undefined) throw new Error(`The app ended at once:\n${output()}`)
  return Number(port)
}

/** Waits until something is so. @throws Error when it takes too long: half a minute, if nothing else is said */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  withinMs = 30_000,
): Promise<void> {
  const startedAt = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startedAt > withinMs) throw new Error('That did not happen in time.')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
