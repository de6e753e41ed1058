import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execFile, spawn } from 'node:child_process'
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

/** The harness of an end-to-end test: a desktop, a backend, and apps that end with the file. */
export interface Stage {
  desktop(): Desktop
  sandbox(): Sandbox
  /** Starts the app against this stage's backend, in a new profile unless told. */
  launch(
    options?: Partial<LaunchOptions>,
  ): Promise<RunningApp & { userData: string; config: string }>
}

/** Sets a stage up before the tests of a file and clears it after. */
export function setStage(keyring: KeyringKind = 'unlocked'): Stage {
  let desktop: Desktop | null = null
  let sandbox: Sandbox | null = null
  const apps: RunningApp[] = []

  before(async () => {
    desktop = await startDesktop(keyring)
    sandbox = await startSandbox({
      secret: randomBytes(32).toString('hex'),
      bot: 'off',
      faults: { odd: isSandboxOdd },
    })
  })
  after(async () => {
    for (const app of apps) await app.kill()
    await sandbox?.stop()
    await desktop?.stop()
  })

  const stage: Stage = {
    desktop: () => required(desktop),
    sandbox: () => required(sandbox),
    async launch(options = {}) {
      const userData = options.userData ?? (await newUserData(stage.desktop()))
      const config = options.config ?? (await writeConfig(stage.desktop(), configOf(stage)))
      const app = await launchApp({ desktop: stage.desktop(), ...options, userData, config })
      apps.push(app)
      return { ...app, userData, config }
    },
  }
  return stage
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

/** Opens the settings from the menu, as the shortcut does. */
export async function openSettings({ electron, page }: RunningApp): Promise<void> {
  await electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
    items?.find(({ label }) => label === 'Settings…')?.click()
  })
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
}

/** Waits until a channel is the open one. */
export async function waitForChannel(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 2 }).waitFor()
}

/** Waits for what is seen from outside of the window only. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It did not happen in 5 s.')
}

/** The configuration that points the app at this stage's backend. */
export function configOf(stage: Stage): Record<string, unknown> {
  const { url, apiKey, tokenServiceUrl } = stage.sandbox()
  return { name: 'Stage', apiKey, serverUrl: url, tokenService: { url: tokenServiceUrl } }
}

/** Signs in through the token service as a person would. */
export async function signIn(page: Page, userId: string, keep = true): Promise<void> {
  await page.getByLabel('User ID').fill(userId)
  await page.getByLabel('Password').fill(`${userId}-sandbox`)
  await page.getByLabel('Keep me signed in').setChecked(keep)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Signs in with a pasted token. */
export async function signInWithToken(page: Page, token: string, userId = ''): Promise<void> {
  await page.getByRole('button', { name: 'Use a token instead' }).click()
  await page.getByLabel('Token', { exact: true }).fill(token)
  if (userId) await page.getByLabel('User ID').fill(userId)
  await page.getByRole('button', { name: 'Sign in with token' }).click()
}

/** Waits until the status starts with a word. */
export async function waitForStatus(page: Page, word: string): Promise<void> {
  const status = page.getByRole('status').filter({ hasText: new RegExp(`^\\s*${word}`) })
  await status.first().waitFor()
}

/** Chooses an item of the account menu. */
export async function chooseFromAccountMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** The text of the alert that is shown. */
export async function alertText(page: Page): Promise<string> {
  const alert = page.getByRole('alert').filter({ hasText: /\S/ }).first()
  await alert.waitFor()
  return (await alert.textContent()) ?? ''
}

/** The entries that another keychain tool finds under a service name (Linux), without a running probe. */
export function readKeyring(desktop: Desktop, service = 'Latchkey (development)'): Promise<string> {
  const search = ['search', '--all', '--unlock', 'service', service]
  return new Promise((resolve, reject) => {
    execFile('secret-tool', search, { env: desktop.env }, (error, stdout) => {
      // Exit code 1 without a word: nothing found.
      if (error && error.code !== 1) reject(error)
      else resolve(withoutProbe(stdout))
    })
  })
}

/** An item of `secret-tool search` starts with its object path in brackets. */
function withoutProbe(found: string): string {
  const items = found.split(/^(?=\[)/m)
  return items.filter((item) => !item.includes('/probe (')).join('')
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
