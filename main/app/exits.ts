import type { MessageBoxOptions } from 'electron'
import type { AccountStore } from '../auth/accountStore.ts'
import type { Clock, Log } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'
import type { WaitingMessages } from '../chat/waitingMessages.ts'
import type { KeychainVault } from '../keychain/vault.ts'
import {
  createAccountExit,
  leaveQuestion,
  type Ask,
  type LeaveQuestionOptions,
  type AccountExit,
} from './leaveQuestion.ts'
import { createQuit, type Quit } from './quit.ts'
import { createShutDown, type ShutDownOptions } from './shutDown.ts'
import type { Texts } from '../text/en.ts'
import { crashQuestion } from './crashQuestion.ts'

/** The ways out: of an account and of the app. */
export interface Exits {
  leaving: AccountExit
  quit: Quit
  /** True when quitting would lose something, so that it asks first. */
  wouldLose(): boolean
  /** Asks whether to quit after too many crashes of the window. */
  crashQuestion(): MessageBoxOptions
}

export interface ExitsOptions extends Omit<ShutDownOptions, 'session'> {
  clock: Clock
  log: Log
  session: Session
  /** How many messages of the active account the server does not have yet. */
  unsent(): number
  waitingMessages: WaitingMessages
  accounts: AccountStore
  vault: Pick<KeychainVault, 'probe'>
  ask: Ask
  texts(): Texts
  /** Asks Electron to quit. */
  quitApp(): void
}

/** Makes both with the same question and the same count of losses. */
export function createExits(options: ExitsOptions): Exits {
  const { clock, session, accounts, unsent, waitingMessages, vault, ask, log, quitApp } = options
  const { texts } = options
  const losses = () => ({ unsent: unsent(), isSignInUnsaved: session.isBehind() })
  const isRemembered = (key: string) => accounts.restorable(key) !== null
  const lossesOfQuit = () => ({
    ...losses(),
    unsent: unsent() + waitingMessages.count(isRemembered),
  })
  const question: Omit<LeaveQuestionOptions, 'losses'> = {
    ask,
    texts,
    // Brings up the unlock prompt where there is one; the vault then stores the sign-in.
    stayed: ({ isSignInUnsaved }) => void (isSignInUnsaved && vault.probe()),
  }
  return {
    leaving: createAccountExit({
      ...question,
      session,
      losses,
      isRemembered() {
        const account = session.signedIn()?.account
        return account !== undefined && isRemembered(account.key)
      },
      saved: () => settledSoon(accounts, clock),
    }),
    quit: createQuit({
      ...question,
      log,
      losses: lossesOfQuit,
      shutDown: createShutDown(options),
      quit: quitApp,
    }),
    wouldLose: () => leaveQuestion(texts(), 'quit', lossesOfQuit()) !== null,
    crashQuestion: () => crashQuestion(texts()),
  }
}

const longestSaveMs = 500

/** Resolves when nothing is being stored any more, at the latest after `longestSaveMs`. */
function settledSoon(accounts: Pick<AccountStore, 'settled'>, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(longestSaveMs, resolve)
    void accounts.settled().then(() => {
      cancel()
      resolve()
    })
  })
}
