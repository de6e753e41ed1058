import { useId } from 'preact/hooks'
import type { SandboxAction, Session } from '../../../preload/contract.ts'
import { developerTexts } from '../../text/developerTexts.ts'
import { unreachable } from '../../unreachable.ts'
import { developer } from '../appDeveloper.ts'

/** The sandbox's one-time actions. */
export function Actions({ session }: { session: Session }) {
  const id = useId()
  const { actions: text } = developerTexts().faults
  const disabledReason = noTokenReason(session)
  const done = developer.sandbox.done.value
  return (
    <section>
      <h3>{text.title}</h3>
      <div class="buttons">
        <Action action="expire" label={text.expire} disabledReason={disabledReason} id={id} />
        <Action action="revoke" label={text.revoke} disabledReason={disabledReason} id={id} />
        <Action action="cut" label={text.cut} disabledReason={null} id={id} />
      </div>
      <p class="muted" id={id} aria-live="polite">
        {disabledReason ?? (done === null ? '' : text.done[done])}
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
  const { actions: text } = developerTexts().faults
  switch (session.state) {
    case 'signedOut':
      return text.signedOut
    case 'signingIn':
      return text.signingIn
    case 'needsSignIn':
      return text.needsSignIn
    case 'connected':
    case 'refreshing':
    case 'offline':
      if (session.token.method === 'none') return text.anonymous
      if (session.token.method === 'development') return text.unsigned
      return null
    default:
      return unreachable(session)
  }
}
