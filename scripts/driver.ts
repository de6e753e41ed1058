import type { ChildProcess } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, errors, type ElectronApplication, type Page } from 'playwright'
import type { Desktop } from './desktop.ts'
import { sandboxSwitches, thisSystem } from './chromium-sandbox.mjs'
import { findRuntime } from './electron-runtime.mjs'
import { ended } from './processes.ts'

/** The real app, started and driven as a person would. */
export interface RunningApp {
  readonly electron: ElectronApplication
  readonly page: Page
  readonly process: ChildProcess
  /** What the app wrote to its standard output and error. */
  output(): string
  /** Quits as a person would, and waits until it is gone. */
  quit(): Promise<void>
  /** SIGKILL to the main process: a crash, a power cut. */
  kill(): Promise<void>
}

export interface LaunchOptions {
  desktop: Desktop
  /** `--user-data-dir`. */
  userData: string
  /** `--config`. */
  config?: string
  /** What the system starts the app with when somebody follows a link. */
  link?: string
  env?: Record<string, string>
}

/** The Electron executable and the switches that this machine needs. */
export function electronCommand(): { executable: string; switches: string[] } {
  const executable = findRuntime()
  if (!executable) throw new Error('There is no Electron: node scripts/setup.mjs')
  return { executable, switches: sandboxSwitches(thisSystem(executable)) }
}

/** Starts the built app and waits for its window. */
export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  const { executable, switches } = electronCommand()
  const config = options.config ? [`--config=${options.config}`] : []
  // Electron refuses switches after a link.
  const link = options.link ? [options.link] : []
  const electron = await launchElectron({
    executablePath: executable,
    args: [...switches, '.', `--user-data-dir=${options.userData}`, ...config, ...link],
    env: { ...options.desktop.env, ...options.env },
  })
  let output = ''
  const child = electron.process()
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const page = await electron.firstWindow()
  page.setDefaultTimeout(15_000)
  return {
    electron,
    page,
    process: child,
    output: () => output,
    quit: () => ended(child, () => void askToQuit(electron).catch(() => undefined)),
    kill: () => ended(child, () => child.kill('SIGKILL')),
  }
}

/**
 * In a turn of its own, which `electron.close()` does not give it: the debugger evaluates at V8's next interrupt, be it in
 * the middle of a read of a socket, and one that is closed in there makes Node throw ERR_OUT_OF_RANGE.
 */
function askToQuit(electron: ElectronApplication): Promise<void> {
  return electron.evaluate(({ app }) => void setImmediate(() => app.quit()))
}

/**
 * Starts Electron with Playwright attached. On a busy machine Playwright now and then attaches in a moment of the start
 * at which its greeting is lost, and both wait for ever; started without it, the app does not hang. So it is tried again,
 * and said.
 */
export async function launchElectron(
  options: NonNullable<Parameters<typeof _electron.launch>[0]>,
): Promise<ElectronApplication> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await _electron.launch({ ...options, timeout: 12_000 })
    } catch (error) {
      if (tries === 3 || !(error instanceof errors.TimeoutError)) throw error
      console.log('  (Playwright could not attach to Electron: trying again)')
    }
  }
}

/** A new, empty folder for `--user-data-dir`. */
export function newUserData(desktop: Desktop): Promise<string> {
  return mkdtemp(join(desktop.folder, 'user-data-'))
}

/** Writes a configuration file and returns its path. */
export async function writeConfig(desktop: Desktop, content: unknown): Promise<string> {
  const folder = await mkdtemp(join(desktop.folder, 'config-'))
  const path = join(folder, 'latchkey.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
