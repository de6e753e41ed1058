import { useLayoutEffect } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { useModal } from '../../components/useModal.ts'
import { unsentAfterSwitch } from '../../text/accounts.ts'
import type { LinkQuestion } from '../../state/openLink.ts'

/** Asks before a link switches the workspace or starts a sign-in. */
export function LinkDialog({ view, linkRequest }: { view: View; linkRequest: LinkQuestion }) {
  const element = useModal()
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
                'Latchkey does not have the workspace in this link.'
              ) : (
                <>
                  Latchkey does not have a workspace named “<bdi>{linkRequest.workspace}</bdi>”.
                </>
              )}{' '}
              Nothing was opened.
            </p>
          ) : (
            <Confirmation view={view} linkRequest={linkRequest} />
          )}
        </div>
        <div class="buttons">
          {linkRequest.state === 'needsConfirmation' && (
            <button type="button" class="primary" onClick={accept}>
              Open
            </button>
          )}
          <button type="button" class="secondary" onClick={decline}>
            {linkRequest.state === 'needsConfirmation' ? 'Not now' : 'Close'}
          </button>
        </div>
      </div>
    </dialog>
  )
}

function title(linkRequest: LinkQuestion): string {
  if (linkRequest.state === 'unknownWorkspace') return 'Workspace not found'
  return linkRequest.cid === null ? 'Switch workspace?' : 'Open a channel?'
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
  return (
    <>
      <p>
        This link opens {cid !== null && <Channel cid={cid} />} <bdi>{workspace.name}</bdi> (
        {workspace.host}).{' '}
        {isElsewhere
          ? 'Latchkey will switch workspace and ask you to sign in.'
          : 'You will be asked to sign in first.'}
      </p>
      {isElsewhere && <SignOutWarning view={view} />}
    </>
  )
}

function Channel({ cid }: { cid: string }) {
  return (
    <>
      the channel <code>{cid}</code> in
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
  return (
    <>
      <p>
        {isKept ? (
          <>
            Your sign-in to <bdi>{workspace.name}</bdi> as <bdi>{account.name}</bdi> stays saved.
          </>
        ) : (
          <>
            Your sign-in to <bdi>{workspace.name}</bdi> is not saved and will end.
          </>
        )}
      </p>
      {unsent > 0 && <p>{unsentAfterSwitch(unsent, isKept)}</p>}
    </>
  )
}
