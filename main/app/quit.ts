import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron'
import { toFailure } from '../auth/errors.ts'
import type { Log } from '../auth/ports.ts'
import { leaveAnyway, unsentQuestion } from './unsentQuestion.ts'

/** How the app goes: not over the head of a person whose messages still wait. */
export interface Quit {
  /** Somebody quits. False: not yet; `quit` is called again when it is time. */
  mayGo(): boolean
  /** Somebody wants `last` done in the place of quitting, and is asked the same. `last` is to quit in the end. */
  go(last: () => void): void
  /**
   * The system wants the app gone (SIGTERM, shutdown). Nobody may be there to answer, and whoever does not go is killed
   * in the middle of a write: so nothing is asked, and a question on the screen is taken back.
   */
  insist(): void
  /** Whether the app is on its way out, so that its window has to close. */
  isGoing(): boolean
}

export interface QuitOptions {
  /** How many messages are not yet with the server. */
  unsent(): number
  /** Electron's `dialog.showMessageBox`. */
  ask(question: MessageBoxOptions): Promise<MessageBoxReturnValue>
  /** Lets what is under way come to its end. Bounded in time. */
  leave(): Promise<void>
  /** Asks the app to quit, which asks `mayGo`. */
  quit(): void
  log: Log
}

type State =
  | { kind: 'staying' }
  | { kind: 'asking'; controller: AbortController }
  | { kind: 'leaving' }
  | { kind: 'ready' }

export function createQuit({ unsent, ask, leave, quit, log }: QuitOptions): Quit {
  let state: State = { kind: 'staying' }
  /** What comes when everything has come to its end. */
  let last = quit

  function go(): void {
    if (state.kind === 'leaving' || state.kind === 'ready') return
    if (state.kind === 'asking') state.controller.abort()
    state = { kind: 'leaving' }
    void leave()
      .catch((error: unknown) => log.warn('quit.unclean', { code: toFailure(error).code }))
      .then(() => {
        state = { kind: 'ready' }
        last()
      })
  }

  async function askFirst(count: number): Promise<void> {
    const controller = new AbortController()
    const mine: State = { kind: 'asking', controller }
    state = mine
    const answer = await ask({ ...unsentQuestion('quit', count), signal: controller.signal }).catch(
      () => null,
    )
    // The system insisted meanwhile.
    if (state !== mine) return
    state = { kind: 'staying' }
    // A question that cannot be shown keeps nobody from quitting.
    if (answer === null || answer.response === leaveAnyway) go()
  }

  function wish(then: () => void): void {
    if (state.kind !== 'staying') return
    last = then
    const count = unsent()
    if (count === 0) go()
    else void askFirst(count)
  }

  return {
    mayGo() {
      if (state.kind === 'ready') return true
      wish(quit)
      return false
    },
    go: wish,
    insist() {
      // A system that shuts down wants nothing started.
      last = quit
      go()
    },
    isGoing: () => state.kind === 'leaving' || state.kind === 'ready',
  }
}
