import type { ChildProcess } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { attachToPage, type Target } from './attach.ts'
import type { Desktop } from './desktop.ts'
import { sandboxSwitches, thisSystem } from '../../../scripts/app/chromiumSandbox.mjs'
import { findRuntime } from '../../../scripts/setup/electronRuntime.mjs'
import { createMainProcess, type MainProcess } from './mainProcess.ts'
import { ended, startProcess } from './processes.ts'
import { until } from './waiting.ts'

/** The real app, started and driven as a person would. */
export interface RunningApp {
  /** Its main process. */
  readonly electron: MainProcess
  readonly page: Page
  readonly process: ChildProcess
  /** The app's standard output and error. */
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
  /** The link that the system starts the app with. */
  link?: string
  env?: Record<string, string>
  /** Of Chromium. */
  switches?: string[]
}

/** The Electron executable and the switches that this machine needs. */
export function electronCommand(): { executable: string; switches: string[] } {
  const executable = findRuntime()
  if (!executable) throw new Error('There is no Electron: node scripts/setup.mjs')
  return { executable, switches: sandboxSwitches(thisSystem(executable)) }
}

/** An Electron that runs, to be driven. */
export interface RunningElectron {
  readonly main: MainProcess
  readonly process: ChildProcess
  /** Its standard output and error. */
  output(): string
  /** Attaches to its page once `isThere` says that the document is there. */
  attach(isThere?: (target: Target) => boolean): Promise<Page>
  quit(): Promise<void>
  kill(): Promise<void>
}

/** Whether a page shows our window. */
export function isWindow({ title }: Target): boolean {
  return title === 'Latchkey'
}

/** Starts the built app and waits for its window. */
export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  const config = options.config ? [`--config=${options.config}`] : []
  // Electron refuses switches after a link.
  const link = options.link ? [options.link] : []
  const { main, process, output, attach, quit, kill } = startElectron({
    switches: options.switches ?? [],
    args: ['.', `--user-data-dir=${options.userData}`, ...config, ...link],
    env: { ...options.desktop.env, ...options.env },
  })
  try {
    return { electron: main, page: await attach(), process, output, quit, kill }
  } catch (error) {
    await kill()
    throw error
  }
}

/**
 * Starts Electron with an app. Its pages are reached over the DevTools protocol, its main process over Node's inspector.
 * Playwright's own `_electron.launch` is not used: it attaches to a page as soon as there is one, and misses its document when
 * that comes meanwhile (3 of 85 starts on a busy machine).
 */
export function startElectron({
  args,
  env,
  switches = [],
}: {
  args: string[]
  env: NodeJS.ProcessEnv
  /** Of Chromium. */
  switches?: string[]
}): RunningElectron {
  const command = electronCommand()
  const debugging = ['--inspect=0', '--remote-debugging-port=0']
  const child = startProcess(
    command.executable,
    [...debugging, ...command.switches, ...switches, ...args],
    { env: withoutNodeMode(env), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  const main = createMainProcess(async () => {
    // By then the app's own main module has run.
    await addressIn(child, () => output, devToolsAddress)
    return addressIn(child, () => output, inspectorAddress)
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (chunk.includes('Waiting for the debugger to disconnect')) main.disconnect()
    })
  }
  const kill = () => ended(child, () => child.kill('SIGKILL'))
  return {
    main,
    process: child,
    output: () => output,
    async attach(isThere = isWindow) {
      const address = await addressIn(child, () => output, devToolsAddress)
      return attachToPage(Number(new URL(address).port), isThere)
    },
    quit: () =>
      inTime(
        ended(child, () => void askToQuit(main).catch(() => undefined)),
        kill,
      ),
    kill,
  }
}

const inspectorAddress = /Debugger listening on (ws:\S+)/
/** Where Chromium says that it listens, in what Electron writes. */
export const devToolsAddress = /DevTools listening on (ws:\S+)/

/**
 * An address that a starting Electron writes.
 * @throws Error when the app ends, or writes no address within half a minute
 */
export async function addressIn(
  child: ChildProcess,
  output: () => string,
  address: RegExp,
): Promise<string> {
  return until(
    'the start of Electron',
    () => {
      const found = address.exec(output())?.[1]
      if (found === undefined && child.exitCode !== null)
        throw new Error(`Electron ended at once:\n${output()}`)
      return found ?? null
    },
    30_000,
    output,
  )
}

/** Editors set these in their terminals; the first would turn Electron into a plain Node. */
function withoutNodeMode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _asNode, NODE_OPTIONS: _options, ...others } = env
  return others
}

/**
 * In a turn of its own: the inspector evaluates at V8's next interrupt, be it in the middle of a read of a socket, and one
 * that is closed in there makes Node throw ERR_OUT_OF_RANGE.
 */
function askToQuit(main: MainProcess): Promise<void> {
  return main.evaluate(({ app }) => void setImmediate(() => app.quit()))
}

const longestQuitMs = 20_000

/** Its timer ends with it: one that is left would keep a test's process alive for 20 s. */
async function inTime(quitting: Promise<void>, kill: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), longestQuitMs)
  })
  const outcome = await Promise.race([quitting, late])
  clearTimeout(timer)
  if (outcome !== 'late') return
  await kill()
  throw new Error(`the end of the app: not within ${longestQuitMs / 1_000} s`)
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
