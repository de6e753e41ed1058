import { useLayoutEffect } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { texts } from '../../text/texts.ts'
import { WithNames } from '../../components/withNames.tsx'
import { useModal } from '../../components/useModal.ts'
import { unsentAfterSwitch } from '../../text/accounts.ts'
import type { LinkQuestion } from '../../state/openLink.ts'

/** Asks before a link switches the workspace or starts a sign-in. */
export function LinkDialog({ view, linkRequest }: { view: View; linkRequest: LinkQuestion }) {
  const element = useModal()
  const { link: text } = texts()
  useLayoutEffect(() => {
    // The dialog can open while the person types, so the focus starts on the button that declines.
    element.current?.querySelector<HTMLElement>('.secondary')?.focus()
  }, [])
  const accept = () => {
    state.settings.close()
    void state.notices.orShowError(api.acceptLink())
  }
  const decline = () => void state.notices.orShowError(api.dismissLink())
  return (
    <dialog
      ref={element}
      aria-labelledby="link-request-title"
      aria-describedby="link-request-text"
      onCancel={(event) => {
        // The dialog closes when main confirms, as after a click.
        event.preventDefault()
        decline()
      }}
    >
      <div class="dialog-body">
        <h2 id="link-request-title">{title(linkRequest)}</h2>
        <div class="link-request" id="link-request-text">
          {linkRequest.state === 'unknownWorkspace' ? (
            <p>
              {linkRequest.workspace === null ? (
                text.unknown
              ) : (
                <WithNames sentence={text.unknownNamed} names={[linkRequest.workspace]} />
              )}
            </p>
          ) : (
            <Confirmation view={view} linkRequest={linkRequest} />
          )}
        </div>
        <div class="buttons">
          {linkRequest.state === 'needsConfirmation' && (
            <button type="button" class="primary" onClick={accept}>
              {text.open}
            </button>
          )}
          <button type="button" class="secondary" onClick={decline}>
            {linkRequest.state === 'needsConfirmation' ? text.notNow : text.close}
          </button>
        </div>
      </div>
    </dialog>
  )
}

function title(linkRequest: LinkQuestion): string {
  const { link: text } = texts()
  if (linkRequest.state === 'unknownWorkspace') return text.notFound
  return linkRequest.cid === null ? text.switchWorkspace : text.openChannel
}

function Confirmation({
  view,
  linkRequest,
}: {
  view: View
  linkRequest: LinkQuestion & { state: 'needsConfirmation' }
}) {
  const { workspace, cid } = linkRequest
  const isElsewhere = workspace.id !== view.workspace.id
  const { link: text } = texts()
  return (
    <>
      <p>
        {cid === null ? (
          <WithNames sentence={text.opens} names={[workspace.name, workspace.host]} />
        ) : (
          <WithNames
            sentence={text.opensChannel}
            names={[<code>{cid}</code>, workspace.name, workspace.host]}
          />
        )}{' '}
        {isElsewhere ? text.willSwitch : text.willSignIn}
      </p>
      {isElsewhere && <SignOutWarning view={view} />}
    </>
  )
}

/** Explains what happens to the current sign-in. */
function SignOutWarning({ view }: { view: View }) {
  const { session, workspace, remembered } = view
  if (session.state === 'signedOut' || !session.account) return null
  const { account } = session
  const isKept = remembered.some(({ key }) => key === account.key)
  const unsent = state.outbox.unsentCount()
  const { link: text } = texts()
  return (
    <>
      <p>
        {isKept ? (
          <WithNames sentence={text.staysSaved} names={[workspace.name, account.name]} />
        ) : (
          <WithNames sentence={text.willEnd} names={[workspace.name]} />
        )}
      </p>
      {unsent > 0 && <p>{unsentAfterSwitch(unsent, isKept)}</p>}
    </>
  )
}
