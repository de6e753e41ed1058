import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron'
import type { Session } from '../auth/session.ts'
import type { Texts } from '../text/en.ts'

/** The ways to leave an account. */
export type LeaveAction = 'quit' | 'signOut' | 'switchAccount'

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
  texts(): Texts
  /** The person chose to stay: what can be saved is to be saved now. */
  stayed(losses: Losses): void
}

/** The index of the button `Stay`. */
export const stayButton = 0
/** The index of the button that leaves. */
export const leaveButton = 1

/** The question to ask before leaving; null: nothing is lost. */
export function leaveQuestion(
  { questions: text }: Texts,
  action: LeaveAction,
  losses: Losses,
): MessageBoxOptions | null {
  const parts = [...unsentPart(text, action, losses), ...signInPart(text, action, losses)]
  if (parts.length === 0) return null
  return {
    type: 'warning',
    message: parts.map(({ message }) => message).join(' '),
    detail: parts.map(({ detail }) => detail).join('\n\n'),
    buttons: [text.stay, text.leave[action]],
    defaultId: stayButton,
    cancelId: stayButton,
    noLink: true,
  }
}

interface Part {
  message: string
  detail: string
}

function unsentPart(text: Texts['questions'], action: LeaveAction, { unsent }: Losses): Part[] {
  if (unsent === 0) return []
  return [{ message: text.unsent(unsent), detail: text.unsentDetail[action](unsent) }]
}

function signInPart(
  text: Texts['questions'],
  action: LeaveAction,
  { isSignInUnsaved }: Losses,
): Part[] {
  if (!isSignInUnsaved || action === 'signOut') return []
  return [{ message: text.signInUnsaved, detail: text.signInUnsavedDetail[action] }]
}

/** The question before an account is forgotten. `unsent`: its messages that are lost with it. */
export function forgetQuestion(
  { questions: text }: Texts,
  name: string,
  unsent: number,
): MessageBoxOptions {
  const loss = unsent === 0 ? [] : [text.unsent(unsent), text.theyAreLost(unsent)]
  return {
    type: 'question',
    message: text.forgetAccount(name),
    detail: [...loss, text.forgetDetail].join(' '),
    buttons: [text.cancel, text.forget],
    defaultId: stayButton,
    cancelId: stayButton,
    noLink: true,
  }
}

/** The ways to leave an account, each after the question. `Stay` changes nothing. */
export interface AccountExit {
  signOut(): Promise<void>
  switchAccount(): Promise<void>
  /** Asks before another account takes the place of the active one; true: it may. Messages stay with a remembered account. */
  confirmSwitch(): Promise<boolean>
  /**
   * Asks before a link to another workspace leaves the account; true: it may. The window has told of unsent messages by
   * then, so this is about the sign-in alone.
   */
  confirmLink(): Promise<boolean>
  /** `unsentMessages`: messages of the account that the window still has, because they could not be sent. */
  forget(account: { key: string; name: string }, unsentMessages: number): Promise<void>
}

export interface AccountExitOptions extends LeaveQuestionOptions {
  session: Pick<Session, 'signOut' | 'switchAccount' | 'forget'>
  /** True when the active account stays remembered after a switch, so that it can send its messages later. */
  isRemembered(): boolean
  /** Resolves when nothing is being saved, or after a moment: a keyring's prompt can be open for long. */
  saved(): Promise<void>
}

/** Asks before a person leaves an account. Quitting asks by itself: main/app/quit.ts. */
export function createAccountExit(options: AccountExitOptions): AccountExit {
  const { session, losses, ask, texts, stayed, isRemembered, saved } = options
  let isAsking = false

  async function confirm(action: LeaveAction, lost: Losses): Promise<boolean> {
    const question = leaveQuestion(texts(), action, lost)
    if (question === null) return true
    if (isAsking) return false
    if (await agrees(question)) return true
    stayed(lost)
    return false
  }

  async function agrees(question: MessageBoxOptions): Promise<boolean> {
    // After a second click, or from the tray beside the window: one question is enough.
    if (isAsking) return false
    isAsking = true
    // When the question cannot be shown, leaving goes on.
    const answer = await ask(question).catch(() => null)
    isAsking = false
    // The loss may be gone by the time of the answer. The answer still counts: the person chose to leave.
    return answer === null || answer.response === leaveButton
  }

  async function confirmSwitch(): Promise<boolean> {
    // A sign-in that is just being saved is no reason for a question.
    if (losses().isSignInUnsaved) await saved()
    return confirm('switchAccount', isRemembered() ? { ...losses(), unsent: 0 } : losses())
  }

  return {
    async signOut() {
      if (await confirm('signOut', losses())) await session.signOut()
    },
    async switchAccount() {
      if (await confirmSwitch()) session.switchAccount()
    },
    confirmSwitch,
    confirmLink: () => confirm('switchAccount', { ...losses(), unsent: 0 }),
    async forget({ key, name }, unsentMessages) {
      if (await agrees(forgetQuestion(texts(), name, unsentMessages))) await session.forget(key)
    },
  }
}
