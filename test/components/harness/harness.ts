import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { Page } from 'playwright'
import { build } from 'vite'
import {
  callNames,
  type Calls,
  type Events,
  type Language,
  type Reply,
  type View,
} from '../../../preload/contract.ts'
import { inEnglish } from '../../support/app/desktop.ts'
import { startElectron, type RunningElectron } from '../../support/app/driver.ts'

type CallName = keyof Calls
/** The answer to each call; 'held': none yet. */
export type Replies = { [Name in CallName]?: Awaited<ReturnType<Calls[Name]>> | 'held' }

/** The interface of test/components/harness/main.mjs inside Electron. */
export interface FakeMain {
  /** Replies by call. A call without one succeeds with null. */
  replies: Record<string, unknown>
  /** All calls, in order. */
  calls: { name: string; request: unknown }[]
  /** Calls whose reply is 'held'. */
  held: { name: string; resolve: (reply: unknown) => void }[]
  /**
   * Unanswered calls of earlier pages. They are referenced, because Electron reports a garbage-collected one to the
   * page.
   */
  unanswered: unknown[]
  /** The texts that the window keeps for the next page. */
  texts: Map<string, string>
  /** Pictures of users by their path, in base64. */
  pictures: Record<string, string>
  /** The module with the German texts; null: that of the build. */
  german: string | null
  window: BrowserWindow | null
  open(names: string[]): Promise<void>
  emit(name: string, value: unknown): void
  release(name: string, reply: unknown): void
}

declare global {
  var fakeMain: FakeMain
}

/** The built window in real Electron, with a fake main process. */
export class Harness {
  readonly page: Page
  /** Errors in the window's console, including violations of the content security policy. */
  readonly errors: string[] = []
  readonly #electron: RunningElectron
  readonly #folder: string
  /** The view that the window shows; null: it could not be read. */
  #view: View | null = null

  private constructor(electron: RunningElectron, page: Page, folder: string) {
    this.#electron = electron
    this.page = page
    this.#folder = folder
    page.on('pageerror', (error) => this.errors.push(String(error)))
    page.on('console', (line) => {
      if (line.type() === 'error') this.errors.push(line.text())
    })
  }

  /** `env` has the display, unless this process has it. */
  static async open(env: NodeJS.ProcessEnv = process.env): Promise<Harness> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-window-'))
    const main = join(import.meta.dirname, 'main.mjs')
    const electron = startElectron({
      args: [main, `--user-data-dir=${folder}`],
      env: { ...env, ...inEnglish },
    })
    await electron.main.evaluate(
      (_, calls) => globalThis.fakeMain.open(calls),
      Object.keys(callNames),
    )
    const page = await electron.attach(({ url }) => url === 'about:blank')
    return new Harness(electron, page, folder)
  }

  /** Closes the window and fails if its console has errors. */
  async close(): Promise<void> {
    await this.#electron.quit()
    await rm(this.#folder, { recursive: true, force: true })
    assert.deepEqual(this.errors, [])
  }

  /** Reloads the window with a view and replies. */
  async show(view: View | Reply<View>, replies: Replies = {}): Promise<void> {
    const readView: Reply<View> = 'ok' in view ? view : { ok: true, value: view }
    this.#view = readView.ok ? readView.value : null
    await this.#electron.main.evaluate(
      (_, replies) => {
        globalThis.fakeMain.replies = replies
        globalThis.fakeMain.calls = []
        globalThis.fakeMain.texts.clear()
        globalThis.fakeMain.unanswered.push(...globalThis.fakeMain.held)
        globalThis.fakeMain.held = []
      },
      { readView, ...replies },
    )
    await this.page.goto('app://latchkey/index.html')
    await this.page.waitForFunction(() => !document.querySelector('.skeleton'))
  }

  /** Changes replies from now on. */
  async answer(replies: Replies): Promise<void> {
    await this.#electron.main.evaluate((_, replies) => {
      Object.assign(globalThis.fakeMain.replies, replies)
    }, replies)
  }

  /** Serves a picture of a user. */
  async servePicture(path: string, data: Buffer): Promise<void> {
    await this.#electron.main.evaluate(
      (_, [path, data]) => void (globalThis.fakeMain.pictures[path] = data),
      [path, data.toString('base64')] as const,
    )
  }

  /**
   * Shows a module of `test/` instead of the German texts from the next page on. It exports `de` and `developer`,
   * as `renderer/text/de.ts` and `renderer/text/de/developer.ts` do.
   */
  async replaceGerman(path: string): Promise<void> {
    const [output] = [
      await build({
        configFile: false,
        logLevel: 'warn',
        build: { write: false, lib: { entry: path, formats: ['es'] } },
      }),
    ].flat()
    assert.ok(output && 'output' in output)
    await this.#electron.main.evaluate(
      (_, code) => void (globalThis.fakeMain.german = code),
      output.output[0].code,
    )
  }

  /** Answers the held calls of one name. */
  async release<Name extends CallName>(
    name: Name,
    reply: Awaited<ReturnType<Calls[Name]>>,
  ): Promise<void> {
    await this.#electron.main.evaluate(
      (_, [name, reply]) => globalThis.fakeMain.release(name, reply),
      [name, reply] as const,
    )
  }

  /** Sends an event to the window. */
  async emit<Name extends keyof Events>(name: Name, value: Events[Name]): Promise<void> {
    if (name === 'view') this.#view = value as View
    await this.#electron.main.evaluate(
      (_, [name, value]) => globalThis.fakeMain.emit(name, value),
      [name, value] as const,
    )
  }

  /** Shows the same view in another language. */
  async translate(language: Language): Promise<void> {
    if (this.#view === null) return
    await this.emit('view', { ...this.#view, language, locale: language })
    await this.page.waitForFunction(
      (language) => document.documentElement.lang === language,
      language,
    )
  }

  /** The requests of one call, in order. */
  async requests(name: CallName): Promise<unknown[]> {
    const calls = await this.#electron.main.evaluate(() => globalThis.fakeMain.calls)
    return calls.filter((call) => call.name === name).map((call) => call.request)
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#electron.main.evaluate(
      (_, [width, height]) => globalThis.fakeMain.window?.setContentSize(width, height),
      [width, height] as const,
    )
    await this.page.waitForFunction((width) => innerWidth === width, width)
  }
}
