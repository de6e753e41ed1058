import type { Account } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { texts } from '../../text/texts.ts'

interface InvitationProps {
  account: Account
  /** True if the account stays remembered after a switch. */
  isKept: boolean
}

/** Stands in place of the composer when a guest or an anonymous visitor may not write, and leads to the sign-in. */
export function Invitation({ account, isKept }: InvitationProps) {
  const { invitation } = texts().chat
  const isGuest = account.kind === 'guest'
  const leave = async () => {
    const left = await state.notices.orShowError(isKept ? api.switchAccount() : api.signOut(), [
      'aborted',
    ])
    if (left) state.signIn.login.peek().tab.value = 'signIn'
  }
  return (
    <section class="invitation" aria-label={invitation.title}>
      <p>
        {isGuest ? invitation.guest : invitation.anonymous}
        {isGuest && !isKept && ` ${invitation.guestEnds}`}
      </p>
      <button type="button" class="primary small" onClick={() => void leave()}>
        {invitation.signIn}
      </button>
    </section>
  )
}
