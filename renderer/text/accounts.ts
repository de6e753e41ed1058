import type { Account, RememberedAccount, Workspace } from '../../preload/contract.ts'
import { unreachable } from '../unreachable.ts'
import { errorCause } from './errors.ts'
import { texts } from './texts.ts'

/** The second line of a listed account: its workspace, and the reason for a new sign-in. */
export function accountLine(account: RememberedAccount, workspaces: Workspace[]): string {
  const { status, workspaceId } = account
  const words = texts()
  const workspace = workspaces.find(({ id }) => id === workspaceId)?.name ?? ''
  const place = account.kind === 'guest' ? words.accounts.guestIn(workspace) : workspace
  switch (status.state) {
    case 'active':
    case 'ready':
      return place
    case 'needsSignIn':
      return words.accounts.signInAgain(
        place,
        words.session.signInAgainReason(errorCause(status.code)),
      )
    default:
      return unreachable(status)
  }
}

/** The fate of unsent messages when a link leaves their account. */
export function unsentAfterSwitch(count: number, isKept: boolean): string {
  const { messagesWillWait, messagesWillBeLost } = texts().accounts
  return isKept ? messagesWillWait(count) : messagesWillBeLost(count)
}

/** The consequence of a switch for an account that is not saved. */
export function endsWithSwitch({ kind }: Account): string {
  const { visitEnds, signInEnds } = texts().accounts
  return kind === 'anonymous' ? visitEnds : signInEnds
}

/** The shortcut of the nth account, for the eye and for `aria-keyshortcuts`. */
export function shortcutLabel(number: number): { text: string; aria: string } {
  return /Mac/.test(navigator.userAgent)
    ? { text: `⌘${number}`, aria: `Meta+${number}` }
    : { text: `Ctrl+${number}`, aria: `Control+${number}` }
}
