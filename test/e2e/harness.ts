import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { after, before } from 'node:test'
import type { Page } from 'playwright'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { startDesktop, type Desktop, type KeyringKind } from '../support/app/desktop.ts'
import {
  electronCommand,
  launchApp,
  newUserData,
  writeConfig,
  type LaunchOptions,
  type RunningApp,
} from '../support/app/driver.ts'

/** `npm test` runs these tests once, with every sandbox odd: docs/sandbox.md. */
export const isSandboxOdd = process.env['LATCHKEY_SANDBOX'] === 'odd'

/** An app that was started here, with all that belongs to it. */
export interface LaunchedApp extends RunningApp {
  readonly desktop: Desktop
  readonly userData: string
  /** The path of its configuration file; empty: none. */
  readonly config: string
}

/** A desktop, a backend, and apps that end with them. */
export interface Harness {
  readonly desktop: Desktop
  readonly sandbox: Sandbox
  /** The configuration that points the app at this backend. */
  readonly config: Record<string, unknown>
  /** Starts the app against this backend, on this desktop and in a new profile unless told. */
  launch(options?: Partial<LaunchOptions>): Promise<LaunchedApp>
  close(): Promise<void>
}

/** Starts a desktop and a backend. */
export async function openHarness(keyring: KeyringKind = 'unlocked'): Promise<Harness> {
  const desktop = await startDesktop(keyring)
  const sandbox = await startSandbox({
    secret: randomBytes(32).toString('hex'),
    bot: 'off',
    faults: { odd: isSandboxOdd },
  })
  const { url, apiKey, tokenServiceUrl } = sandbox
  const apps: RunningApp[] = []
  const harness: Harness = {
    desktop,
    sandbox,
    config: { name: 'Stage', apiKey, serverUrl: url, tokenService: { url: tokenServiceUrl } },
    async launch(options = {}) {
      const place = options.desktop ?? desktop
      const userData = options.userData ?? (await newUserData(place))
      const config = options.config ?? (await writeConfig(place, harness.config))
      const app = await launchApp({ ...options, desktop: place, userData, config })
      apps.push(app)
      return { ...app, desktop: place, userData, config }
    },
    async close() {
      for (const app of apps) await app.kill()
      await sandbox.stop()
      await desktop.stop()
    },
  }
  return harness
}

/** The harness of the tests of one file, which `before` starts and `after` closes. */
export interface Stage {
  desktop(): Desktop
  sandbox(): Sandbox
  config(): Record<string, unknown>
  launch(options?: Partial<LaunchOptions>): Promise<LaunchedApp>
}

/** Opens a harness before the tests of a file and closes it after. */
export function setStage(keyring: KeyringKind = 'unlocked'): Stage {
  let harness: Harness | null = null
  before(async () => (harness = await openHarness(keyring)))
  after(() => harness?.close())
  return {
    desktop: () => required(harness).desktop,
    sandbox: () => required(harness).sandbox,
    config: () => required(harness).config,
    launch: (options) => required(harness).launch(options),
  }
}

/**
 * Starts the app again with the profile of one that runs, as a click on its icon or on a link does. The second ends by
 * itself; resolves with its exit code.
 */
export function startAgain(stage: Stage, userData: string, ...link: string[]): Promise<unknown> {
  const { executable, switches } = electronCommand()
  const args = [...switches, '.', `--user-data-dir=${userData}`, ...link]
  const second = spawn(executable, args, { env: stage.desktop().env, stdio: 'ignore' })
  return new Promise((resolve) => second.once('exit', resolve))
}

/** The files under a folder that contain a text, as bytes. */
export async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path).catch(() => Buffer.alloc(0))
    if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) found.push(path)
  }
  return found
}

/** Everything on the window's JavaScript heap, after a garbage collection. */
export async function heapOf(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page)
  let snapshot = ''
  cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (snapshot += chunk))
  await cdp.send('HeapProfiler.collectGarbage')
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await cdp.detach()
  return snapshot
}

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('The stage is not set yet.')
  return value
}
