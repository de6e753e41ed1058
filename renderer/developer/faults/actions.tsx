import { useId } from 'preact/hooks'
import type { SandboxAction, Session } from '../../../preload/contract.ts'
import { unreachable } from '../../unreachable.ts'
import { developer } from '../developerState.ts'

/** What can be done to the sandbox once. */
export function Actions({ session }: { session: Session }) {
  const id = useId()
  const obstacle = unendable(session)
  return (
    <section>
      <h3>Do once</h3>
      <div class="buttons">
        <Action action="expire" label="Expire this token now" obstacle={obstacle} id={id} />
        <Action action="revoke" label="Revoke this token" obstacle={obstacle} id={id} />
        <Action action="cut" label="Cut the sockets" obstacle={null} id={id} />
      </div>
      <p class="quiet" id={id} aria-live="polite">
        {obstacle ?? developer.sandbox.done.value}
      </p>
    </section>
  )
}

interface ActionProps {
  action: SandboxAction
  label: string
  /** Why it cannot be done; null: it can. */
  obstacle: string | null
  /** Where that is said. */
  id: string
}

function Action({ action, label, obstacle, id }: ActionProps) {
  return (
    <button
      type="button"
      class="secondary small"
      aria-disabled={obstacle !== null}
      aria-describedby={obstacle === null ? undefined : id}
      onClick={() => obstacle === null && void developer.sandbox.act(action)}
    >
      {label}
    </button>
  )
}

/** Why there is no token that the sandbox could end; null: there is one. */
function unendable(session: Session): string | null {
  switch (session.state) {
    case 'signedOut':
      return 'Nobody is signed in, so there is no token to expire or revoke.'
    case 'signingIn':
      return 'Nobody is signed in yet, so there is no token to expire or revoke.'
    case 'needsSignIn':
      return 'The session has ended: sign in again to have a token to expire or revoke.'
    case 'connected':
    case 'refreshing':
    case 'offline':
      if (session.token.method === 'none') return 'An anonymous visitor has no token.'
      if (session.token.method === 'development') {
        return 'A development token cannot be expired or revoked: nobody signed it.'
      }
      return null
    default:
      return unreachable(session)
  }
}
