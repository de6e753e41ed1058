import type { Clock, Log } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'
import type { KeychainVault } from '../keychain/vault.ts'
import {
  createLeaving,
  leaveQuestion,
  type Ask,
  type LeaveQuestionOptions,
  type Leaving,
} from './leaveQuestion.ts'
import { createQuit, type Quit } from './quit.ts'
import { createShutDown, type ShutDownOptions } from './shutDown.ts'

/** The ways out: of an account and of the app. */
export interface WaysOut {
  leaving: Leaving
  quit: Quit
  /** True when quitting would lose something, so that it asks first. */
  wouldLose(): boolean
}

export interface WaysOutOptions extends Omit<ShutDownOptions, 'session'> {
  clock: Clock
  log: Log
  session: Session
  /** How many messages the server does not have yet. */
  unsent(): number
  vault: Pick<KeychainVault, 'probe'>
  ask: Ask
  /** Asks Electron to quit. */
  quitApp(): void
}

/** Makes both with the same question and the same count of losses. */
export function openWaysOut(options: WaysOutOptions): WaysOut {
  const { session, unsent, vault, ask, log, quitApp } = options
  const question: LeaveQuestionOptions = {
    losses: () => ({ unsent: unsent(), isSignInUnsaved: session.isBehind() }),
    ask,
    // Brings up the unlock prompt where there is one; the vault then stores the sign-in.
    stayed: ({ isSignInUnsaved }) => void (isSignInUnsaved && vault.probe()),
  }
  return {
    leaving: createLeaving({ session, ...question }),
    quit: createQuit({ log, ...question, shutDown: createShutDown(options), quit: quitApp }),
    wouldLose: () => leaveQuestion('quit', question.losses()) !== null,
  }
}
