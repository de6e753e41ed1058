import { useId } from 'preact/hooks'
import type { SandboxAction, Session } from '../../../preload/contract.ts'
import { unreachable } from '../../unreachable.ts'
import { developer } from '../appDeveloper.ts'

/** The sandbox's one-time actions. */
export function Actions({ session }: { session: Session }) {
  const id = useId()
  const disabledReason = noTokenReason(session)
  return (
    <section>
      <h3>Actions</h3>
      <div class="buttons">
        <Action
          action="expire"
          label="Expire this token now"
          disabledReason={disabledReason}
          id={id}
        />
        <Action action="revoke" label="Revoke this token" disabledReason={disabledReason} id={id} />
        <Action action="cut" label="Disconnect the sockets" disabledReason={null} id={id} />
      </div>
      <p class="muted" id={id} aria-live="polite">
        {disabledReason ?? developer.sandbox.done.value}
      </p>
    </section>
  )
}

interface ActionProps {
  action: SandboxAction
  label: string
  /** The reason why the action is disabled, or null. */
  disabledReason: string | null
  /** The ID of the element that shows the reason. */
  id: string
}

function Action({ action, label, disabledReason, id }: ActionProps) {
  return (
    <button
      type="button"
      class="secondary small"
      aria-disabled={disabledReason !== null}
      aria-describedby={disabledReason === null ? undefined : id}
      onClick={() => disabledReason === null && void developer.sandbox.act(action)}
    >
      {label}
    </button>
  )
}

/** The reason why there is no token to expire or revoke, or null. */
function noTokenReason(session: Session): string | null {
  switch (session.state) {
    case 'signedOut':
      return 'You are not signed in, so there is no token to expire or revoke.'
    case 'signingIn':
      return 'You are not signed in yet, so there is no token to expire or revoke.'
    case 'needsSignIn':
      return 'The session has ended. Sign in again to get a token.'
    case 'connected':
    case 'refreshing':
    case 'offline':
      if (session.token.method === 'none') return 'Anonymous visitors have no token.'
      if (session.token.method === 'development') {
        return 'A development token is unsigned, so it cannot be expired or revoked.'
      }
      return null
    default:
      return unreachable(session)
  }
}
