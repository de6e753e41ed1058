import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { Page } from 'playwright'
import {
  callNames,
  type Calls,
  type Events,
  type Reply,
  type View,
} from '../../../preload/contract.ts'
import { startElectron, type RunningElectron } from '../../support/app/driver.ts'

type CallName = keyof Calls
/** The answer to each call; 'held': none yet. */
export type Replies = { [Name in CallName]?: Awaited<ReturnType<Calls[Name]>> | 'held' }

/** The interface of test/components/harness/main.mjs inside Electron. */
export interface Backstage {
  /** Replies by call; a call without one is answered with an empty success. */
  replies: Record<string, unknown>
  /** Every call that came, in order. */
  calls: { name: string; request: unknown }[]
  /** Calls that wait, because their reply is 'held'. */
  held: { name: string; resolve: (reply: unknown) => void }[]
  /** Calls of earlier pages that never had a reply. Electron tells the page of one that is garbage-collected. */
  unanswered: unknown[]
  /** The texts that the window keeps for the next page. */
  texts: Map<string, string>
  window: BrowserWindow | null
  open(names: string[]): Promise<void>
  tell(name: string, value: unknown): void
  release(name: string, reply: unknown): void
}

declare global {
  var stage: Backstage
}

/** The built window on its own, in real Electron, with a bridge that says what it is told to say. */
export class Stage {
  readonly page: Page
  /** Errors and refusalOptions (also those of the content security policy) in the window's console. */
  readonly complaints: string[] = []
  readonly #electron: RunningElectron
  readonly #folder: string

  private constructor(electron: RunningElectron, page: Page, folder: string) {
    this.#electron = electron
    this.page = page
    this.#folder = folder
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('console', (line) => {
      if (line.type() === 'error') this.complaints.push(line.text())
    })
  }

  static async open(): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-stage-'))
    const main = join(import.meta.dirname, 'main.mjs')
    const electron = startElectron({ args: [main, `--user-data-dir=${folder}`], env: process.env })
    await electron.main.evaluate((_, calls) => globalThis.stage.open(calls), Object.keys(callNames))
    const page = await electron.attach(({ url }) => url === 'about:blank')
    return new Stage(electron, page, folder)
  }

  /** Closes the window, in which nothing may have gone wrong unseen. */
  async close(): Promise<void> {
    await this.#electron.quit()
    await rm(this.#folder, { recursive: true, force: true })
    assert.deepEqual(this.complaints, [])
  }

  /** Loads the window anew, in front of a bridge that tells this view and gives these replies. */
  async show(view: View | Reply<View>, replies: Replies = {}): Promise<void> {
    const readView: Reply<View> = 'ok' in view ? view : { ok: true, value: view }
    await this.#electron.main.evaluate(
      (_, replies) => {
        globalThis.stage.replies = replies
        globalThis.stage.calls = []
        globalThis.stage.texts.clear()
        globalThis.stage.unanswered.push(...globalThis.stage.held)
        globalThis.stage.held = []
      },
      { readView, ...replies },
    )
    await this.page.goto('app://latchkey/index.html')
    await this.page.waitForFunction(() => !document.querySelector('.skeleton'))
  }

  /** Changes replies from now on. */
  async answer(replies: Replies): Promise<void> {
    await this.#electron.main.evaluate((_, replies) => {
      Object.assign(globalThis.stage.replies, replies)
    }, replies)
  }

  /** Lets the held calls of one name have their reply. */
  async release<Name extends CallName>(
    name: Name,
    reply: Awaited<ReturnType<Calls[Name]>>,
  ): Promise<void> {
    await this.#electron.main.evaluate(
      (_, [name, reply]) => globalThis.stage.release(name, reply),
      [name, reply] as const,
    )
  }

  /** Sends an event to the window. */
  async tell<Name extends keyof Events>(name: Name, value: Events[Name]): Promise<void> {
    await this.#electron.main.evaluate((_, [name, value]) => globalThis.stage.tell(name, value), [
      name,
      value,
    ] as const)
  }

  /** The requests of one call so far. */
  async requests(name: CallName): Promise<unknown[]> {
    const calls = await this.#electron.main.evaluate(() => globalThis.stage.calls)
    return calls.filter((call) => call.name === name).map((call) => call.request)
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#electron.main.evaluate(
      (_, [width, height]) => globalThis.stage.window?.setContentSize(width, height),
      [width, height] as const,
    )
    await this.page.waitForFunction((width) => innerWidth === width, width)
  }
}
