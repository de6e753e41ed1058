import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron'
import type { Session } from '../auth/session.ts'

/** The ways to leave an account. */
export type LeaveAction = 'quit' | 'signOut' | 'switchAccount' | 'forget'

/** The losses if the person leaves now. */
export interface Losses {
  /** How many messages the server does not have yet. */
  readonly unsent: number
  /**
   * The keychain holds older credentials than memory. A token service that replaces its refresh credentials no longer
   * accepts those, so the next start would need a new sign-in.
   */
  readonly isSignInUnsaved: boolean
}

export const nothingLost: Losses = { unsent: 0, isSignInUnsaved: false }

/** Asks a question over the window: Electron's `dialog.showMessageBox`. */
export type Ask = (question: MessageBoxOptions) => Promise<MessageBoxReturnValue>

export interface LeaveQuestionOptions {
  /** The losses of the session if the person leaves now. */
  losses(): Losses
  ask: Ask
  /** The person chose to stay: what can be saved is to be saved now. */
  stayed(losses: Losses): void
}

interface Labels {
  /** Begins the sentence about the loss. */
  condition: string
  /** The fate of the messages. */
  messages: string
  button: string
}

/** After a switch the window keeps the messages for this account, but does not send them by itself. */
const labels: Record<LeaveAction, Labels> = {
  quit: { condition: 'If you quit now', messages: 'lost', button: 'Quit anyway' },
  signOut: { condition: 'If you sign out now', messages: 'lost', button: 'Sign out anyway' },
  switchAccount: {
    condition: 'If you switch the account now',
    messages: 'not sent',
    button: 'Switch anyway',
  },
  forget: {
    condition: 'If you forget the account now',
    messages: 'lost',
    button: 'Forget anyway',
  },
}

/** The index of the button `Stay`. */
export const stayButton = 0
/** The index of the button that leaves. */
export const leaveButton = 1

/** The question to ask before leaving; null: nothing is lost. */
export function leaveQuestion(action: LeaveAction, losses: Losses): MessageBoxOptions | null {
  const parts = [
    ...(losses.unsent > 0 ? [unsentPart(action, losses.unsent)] : []),
    ...(losses.isSignInUnsaved && !deletesSignIn(action) ? [signInPart(action)] : []),
  ]
  if (parts.length === 0) return null
  return {
    type: 'warning',
    message: parts.map(({ message }) => message).join(' '),
    detail: parts.map(({ detail }) => detail).join('\n\n'),
    buttons: ['Stay', labels[action].button],
    defaultId: stayButton,
    cancelId: stayButton,
    noLink: true,
  }
}

interface Part {
  message: string
  detail: string
}

function unsentPart(action: LeaveAction, count: number): Part {
  const isOne = count === 1
  const { condition, messages } = labels[action]
  const [they, are, them] = isOne ? ['it', 'is', 'it'] : ['they', 'are', 'them']
  return {
    message: isOne
      ? 'A message has not been sent yet.'
      : `${count} messages have not been sent yet.`,
    detail: `${condition}, ${they} ${are} ${messages}. If you stay, Latchkey sends ${them} as soon as it can.`,
  }
}

function signInPart(action: LeaveAction): Part {
  const occasion = action === 'quit' ? 'at the next start' : 'when you come back to this account'
  return {
    message: 'Your renewed sign-in is not saved.',
    detail: `${labels[action].condition}, you may have to sign in again ${occasion}. If you stay and unlock your keychain, Latchkey saves the sign-in.`,
  }
}

function deletesSignIn(action: LeaveAction): boolean {
  return action === 'signOut' || action === 'forget'
}

/** The ways to leave an account, each after the question. `Stay` changes nothing. */
export interface Leaving {
  signOut(): Promise<void>
  switchAccount(): Promise<void>
  /**
   * Asks before a link to another workspace leaves the account; true: it may. The window has told of unsent messages by
   * then, so this is about the sign-in alone.
   */
  confirmLink(): Promise<boolean>
  /** `unsentMessages`: messages of the account that the window still has, because they could not be sent. */
  forget(key: string, unsentMessages: number): Promise<void>
}

export interface LeavingOptions extends LeaveQuestionOptions {
  session: Pick<Session, 'signOut' | 'switchAccount' | 'forget'>
}

/** Asks before a person leaves an account. Quitting asks by itself: main/app/quit.ts. */
export function createLeaving({ session, losses, ask, stayed }: LeavingOptions): Leaving {
  let isAsking = false

  async function confirm(action: LeaveAction, lost: Losses): Promise<boolean> {
    const question = leaveQuestion(action, lost)
    if (question === null) return true
    // After a second click, or from the tray beside the window: one question is enough.
    if (isAsking) return false
    isAsking = true
    // When the question cannot be shown, leaving goes on.
    const answer = await ask(question).catch(() => null)
    isAsking = false
    // The loss may be gone by the time of the answer. The answer still counts: the person chose to leave.
    if (answer === null || answer.response === leaveButton) return true
    stayed(lost)
    return false
  }

  return {
    async signOut() {
      if (await confirm('signOut', losses())) await session.signOut()
    },
    async switchAccount() {
      if (await confirm('switchAccount', losses())) session.switchAccount()
    },
    confirmLink: () => confirm('switchAccount', { ...losses(), unsent: 0 }),
    async forget(key, unsentMessages) {
      if (await confirm('forget', { ...nothingLost, unsent: unsentMessages }))
        await session.forget(key)
    },
  }
}
