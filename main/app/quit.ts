import type { MessageBoxOptions } from 'electron'
import { toFailure } from '../auth/errors.ts'
import type { Log } from '../auth/ports.ts'
import {
  leaveButton,
  leaveQuestion,
  type LeaveQuestionOptions,
  type Losses,
} from './leaveQuestion.ts'

/** Quits the app. Asks first while something would be lost. */
export interface Quit {
  /** Electron asks to quit. False: not yet; `quit` is called again when it is time. */
  canQuit(): boolean
  /** Asks and shuts down in the same way, then calls `last` instead of quitting. `last` must quit in the end. */
  quitWith(last: () => void): void
  /**
   * The system ends the app (SIGTERM, shutdown). A person may not be there to answer, and a system that waits too long
   * kills the app in the middle of a write. So nothing is asked, and an open question is closed.
   */
  forceQuit(): void
  /** True when the app is quitting, so that its window has to close. */
  isQuitting(): boolean
}

export interface QuitOptions extends LeaveQuestionOptions {
  /** Finishes what is under way. Bounded in time. `isForced`: the person was not asked. */
  shutDown(isForced: boolean): Promise<void>
  /** Asks the app to quit, which calls `canQuit`. */
  quit(): void
  log: Log
}

type State =
  | { kind: 'running' }
  | { kind: 'asking'; controller: AbortController }
  | { kind: 'shuttingDown' }
  | { kind: 'done' }

export function createQuit(options: QuitOptions): Quit {
  const { losses, ask, texts, stayed, shutDown, quit, log } = options
  let state: State = { kind: 'running' }
  /** Called after the shutdown. */
  let last = quit

  function begin(isForced: boolean): void {
    if (state.kind === 'shuttingDown' || state.kind === 'done') return
    if (state.kind === 'asking') state.controller.abort()
    state = { kind: 'shuttingDown' }
    void shutDown(isForced)
      .catch((error: unknown) => log.warn('quit.unclean', { code: toFailure(error).code }))
      .then(() => {
        state = { kind: 'done' }
        last()
      })
  }

  async function askFirst(question: MessageBoxOptions, lost: Losses): Promise<void> {
    const controller = new AbortController()
    const mine: State = { kind: 'asking', controller }
    state = mine
    const answer = await ask({ ...question, signal: controller.signal }).catch(() => null)
    // The system ended the app meanwhile.
    if (state !== mine) return
    state = { kind: 'running' }
    // When the question cannot be shown, the app quits.
    if (answer === null || answer.response === leaveButton) begin(false)
    else stayed(lost)
  }

  function requestQuit(then: () => void): void {
    if (state.kind !== 'running') return
    last = then
    const lost = losses()
    const question = leaveQuestion(texts(), 'quit', lost)
    if (question === null) begin(false)
    else void askFirst(question, lost)
  }

  return {
    canQuit() {
      if (state.kind === 'done') return true
      requestQuit(quit)
      return false
    },
    quitWith: requestQuit,
    forceQuit() {
      // Nothing is started while the system shuts down.
      last = quit
      begin(true)
    },
    isQuitting: () => state.kind === 'shuttingDown' || state.kind === 'done',
  }
}
