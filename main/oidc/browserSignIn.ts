import { Failure } from '../auth/errors.ts'
import type { Log } from '../auth/ports.ts'
import type { Patience } from '../network/pausableTimeouts.ts'
import type { PageLanguage } from './answerPage.ts'
import type { listenForAnswer } from './loopback.ts'
import { orAborted } from './orAborted.ts'

/** A sign-in that a person does in the browser. */
export interface PendingSignIn {
  /** The identity provider. */
  readonly host: string
  /** `preparing`: the browser is not open yet. `waiting`: it is. `finishing`: it has answered. */
  readonly phase: 'preparing' | 'waiting' | 'finishing'
}

/** The sign-in in the system browser: at most one is under way. */
export interface BrowserSignIn {
  /** Null: none is under way. */
  pending(): PendingSignIn | null
  /** Shows the sign-in in the browser once more. @throws Failure `browserMissing`, `notFound` */
  openAgain(): Promise<void>
  /** Shows a page of the identity provider. @throws Failure `browserMissing` */
  show(address: URL): Promise<void>
  /** Ends the one that is under way, at any time. */
  cancel(): void
  /**
   * Runs a sign-in. Its steps get a signal that `cancel` aborts too.
   * @throws Failure `aborted`, or what the steps throw
   */
  run<Value>(
    host: string,
    signal: AbortSignal,
    steps: (browser: Browser) => Promise<Value>,
  ): Promise<Value>
}

/** The browser, as the steps of one sign-in use it. */
export interface Browser {
  readonly signal: AbortSignal
  /**
   * Opens the browser and waits for the answer. Resolves to the address that the browser was sent back to.
   * @throws Failure `browserMissing`, `browserTimeout`, `listenerFailed`, `aborted`
   */
  ask(question: BrowserQuestion): Promise<URL>
}

export interface BrowserQuestion {
  /** The `state` that the answer must have. */
  readonly state: string
  /** The address to open, for an answer at `redirectUri`. */
  address(redirectUri: string): URL
}

export interface BrowserSignInOptions {
  /** Opens an address in the system browser. Rejects when there is none. */
  openInBrowser(address: URL): Promise<void>
  /** The browser has answered: the person is to see the app again. */
  answered(): void
  /** `pending` has changed. */
  changed(): void
  patience: Pick<Patience, 'timeout'>
  log: Log
  language: PageLanguage
  /** `listenForAnswer` by default. */
  listen?: typeof listenForAnswer
}

/** Its module of Node, `node:http`, is loaded for the first sign-in: no start waits for it. */
const listenLazily: typeof listenForAnswer = async (options) => {
  const { listenForAnswer } = await import('./loopback.ts')
  return await listenForAnswer(options)
}

/** A person has 5 minutes. */
const waitMs = 300_000

export function createBrowserSignIn(options: BrowserSignInOptions): BrowserSignIn {
  return new OneBrowserSignIn(options)
}

class OneBrowserSignIn implements BrowserSignIn {
  readonly #options: BrowserSignInOptions
  #pending: PendingSignIn | null = null
  #address: URL | null = null
  #controller = new AbortController()

  constructor(options: BrowserSignInOptions) {
    this.#options = options
  }

  pending(): PendingSignIn | null {
    return this.#pending
  }

  async openAgain(): Promise<void> {
    if (!this.#address) throw new Failure('notFound', 'No sign-in waits for the browser.')
    await this.#open(this.#address)
  }

  show(address: URL): Promise<void> {
    return this.#open(address)
  }

  cancel(): void {
    this.#controller.abort()
  }

  async run<Value>(
    host: string,
    signal: AbortSignal,
    steps: (browser: Browser) => Promise<Value>,
  ): Promise<Value> {
    this.cancel()
    const controller = new AbortController()
    this.#controller = controller
    const both = AbortSignal.any([signal, controller.signal])
    const show = (phase: PendingSignIn['phase'], address: URL | null = null) => {
      // Another one has taken its place.
      if (this.#controller !== controller) return
      this.#pending = { host, phase }
      this.#address = address
      this.#options.changed()
    }
    show('preparing')
    try {
      const ask = (question: BrowserQuestion) => this.#ask(question, both, show)
      return await orAborted(steps({ signal: both, ask }), both)
    } finally {
      if (this.#controller === controller) {
        this.#pending = null
        this.#address = null
        this.#options.changed()
      }
    }
  }

  async #ask(
    { state, address: addressFor }: BrowserQuestion,
    signal: AbortSignal,
    show: (phase: PendingSignIn['phase'], address?: URL) => void,
  ): Promise<URL> {
    const { patience, log, language, answered, listen = listenLazily } = this.#options
    const answer = Promise.withResolvers<URL>()
    const loopback = await listen({ state, log, language, answered: answer.resolve })
    const timeout = patience.timeout(waitMs)
    let isAnswered = false
    try {
      const address = addressFor(loopback.redirectUri)
      show('waiting', address)
      const over = new Failure('browserTimeout', 'The browser did not answer in 5 minutes.')
      const inTime = orAborted(answer.promise, timeout.signal, over)
      const answerAddress = await orAborted(
        Promise.all([inTime, this.#open(address)]).then(([address]) => address),
        signal,
      )
      isAnswered = true
      log.info('browser.answered')
      show('finishing')
      answered()
      return answerAddress
    } finally {
      timeout.end()
      // After an answer it closes by itself, once the browser has its last page.
      if (!isAnswered) loopback.close()
    }
  }

  async #open(address: URL): Promise<void> {
    try {
      await this.#options.openInBrowser(address)
      this.#options.log.info('browser.opened')
    } catch {
      // The error of the system repeats the address.
      throw new Failure('browserMissing', 'The system opened no browser.')
    }
  }
}
