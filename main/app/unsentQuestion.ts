import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron'
import type { Session } from '../auth/session.ts'

/** The ways in which a person leaves an account. */
export type Leave = 'quit' | 'signOut' | 'switchAccount' | 'forget'

interface Words {
  /** Begins the sentence about what happens. */
  when: string
  /** What becomes of the messages. */
  fate: string
  button: string
}

/** After a switch the messages are in the window for the account to come back to; it sends none of them by itself. */
const words: Record<Leave, Words> = {
  quit: { when: 'If you quit now', fate: 'lost', button: 'Quit anyway' },
  signOut: { when: 'If you sign out now', fate: 'lost', button: 'Sign out anyway' },
  switchAccount: {
    when: 'If you switch the account now',
    fate: 'not sent',
    button: 'Switch anyway',
  },
  forget: { when: 'If you forget the account now', fate: 'lost', button: 'Forget anyway' },
}

export const stay = 0
export const leaveAnyway = 1

/** The question that is asked before somebody leaves whose messages are not with the server yet. */
export function unsentQuestion(leave: Leave, count: number): MessageBoxOptions {
  const isOne = count === 1
  const { when, fate, button } = words[leave]
  return {
    type: 'warning',
    message: isOne
      ? 'A message has not been sent yet.'
      : `${count} messages have not been sent yet.`,
    detail: `${when}, ${isOne ? 'it is' : 'they are'} ${fate}. Stay, and ${isOne ? 'it goes' : 'they go'} out as soon as the server takes ${isOne ? 'it' : 'them'}.`,
    buttons: ['Stay', button],
    defaultId: stay,
    cancelId: stay,
    noLink: true,
  }
}

/** The ways of leaving an account, each after the question. A person who stays is told nothing more. */
export interface Leaving {
  signOut(): Promise<void>
  switchAccount(): Promise<void>
  /** `heldBack`: messages of the account that the window still has, because they could not be sent. */
  forget(key: string, heldBack: number): Promise<void>
}

export interface LeavingOptions {
  session: Pick<Session, 'signOut' | 'switchAccount' | 'forget'>
  /** How many messages of the session are not yet with the server. */
  unsent(): number
  /** Electron's `dialog.showMessageBox`, over the window. */
  ask(question: MessageBoxOptions): Promise<MessageBoxReturnValue>
}

/** Asks before a person leaves an account in any other way than by quitting, which asks by itself. */
export function createLeaving({ session, unsent, ask }: LeavingOptions): Leaving {
  let isAsking = false

  async function mayLeave(leave: Leave, count: number): Promise<boolean> {
    if (count === 0) return true
    // A second click, or the tray beside the window: one question is enough.
    if (isAsking) return false
    isAsking = true
    // A question that cannot be shown keeps nobody from leaving.
    const answer = await ask(unsentQuestion(leave, count)).catch(() => null)
    isAsking = false
    // The messages may have gone out while the question was on the screen: leaving is what the person chose.
    return answer === null || answer.response === leaveAnyway
  }

  return {
    async signOut() {
      if (await mayLeave('signOut', unsent())) await session.signOut()
    },
    async switchAccount() {
      if (await mayLeave('switchAccount', unsent())) session.switchAccount()
    },
    async forget(key, heldBack) {
      if (await mayLeave('forget', heldBack)) await session.forget(key)
    },
  }
}
