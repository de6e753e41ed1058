import { useLayoutEffect } from 'preact/hooks'
import type { View } from '../../preload/contract.ts'
import { api } from '../api.ts'
import { state } from '../appState.ts'
import { useModal } from '../parts/modal.ts'
import type { LinkQuestion } from '../state/openLink.ts'

/** Asks before a link does more than show a channel where one is: going elsewhere, or signing in for it. */
export function ErrandDialog({ view, errand }: { view: View; errand: LinkQuestion }) {
  const element = useModal()
  useLayoutEffect(() => {
    // It comes unasked: whoever is typing must not say yes with the next key.
    element.current?.querySelector<HTMLElement>('.secondary')?.focus()
  }, [])
  const accept = () => {
    state.settings.close()
    void state.notices.orShowError(api.acceptErrand())
  }
  const drop = () => void state.notices.orShowError(api.endErrand())
  return (
    <dialog
      ref={element}
      aria-labelledby="errand-title"
      aria-describedby="errand-words"
      onCancel={(event) => {
        // It closes when main has taken the errand back, as after a click.
        event.preventDefault()
        drop()
      }}
    >
      <div class="sheet">
        <h2 id="errand-title">{title(errand)}</h2>
        <div class="errand" id="errand-words">
          {errand.state === 'astray' ? (
            <p>
              The link is for the workspace <bdi>{errand.workspace}</bdi>, which is not here. Add it
              in the settings, then follow the link again.
            </p>
          ) : (
            <Asking view={view} errand={errand} />
          )}
        </div>
        <div class="buttons">
          {errand.state === 'asking' && (
            <button type="button" class="primary" onClick={accept}>
              Open
            </button>
          )}
          <button type="button" class="secondary" onClick={drop}>
            {errand.state === 'asking' ? 'Not now' : 'Close'}
          </button>
        </div>
      </div>
    </dialog>
  )
}

function title(errand: LinkQuestion): string {
  if (errand.state === 'astray') return 'This link leads elsewhere'
  return errand.cid === null ? 'Go to another workspace?' : 'Open a channel?'
}

function Asking({ view, errand }: { view: View; errand: LinkQuestion & { state: 'asking' } }) {
  const { workspace, cid } = errand
  const isElsewhere = workspace.id !== view.workspace.id
  return (
    <>
      <p>
        A link leads to {cid !== null && <Channel cid={cid} />} <bdi>{workspace.name}</bdi> (
        {workspace.host}).{' '}
        {isElsewhere ? 'Latchkey goes there, and you sign in.' : 'You have to sign in for it.'}
      </p>
      {isElsewhere && <Leaving view={view} />}
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

/** What becomes of whoever is signed in now. */
function Leaving({ view }: { view: View }) {
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
            You stay signed in to <bdi>{workspace.name}</bdi> as <bdi>{account.name}</bdi>: go back
            there and continue whenever you like.
          </>
        ) : (
          <>
            Your sign-in to <bdi>{workspace.name}</bdi> is not kept: it ends when you go.
          </>
        )}
      </p>
      {unsent > 0 && (
        <p>
          {unsent === 1
            ? 'A message that has not been sent yet is lost.'
            : `${unsent} messages that have not been sent yet are lost.`}
        </p>
      )}
    </>
  )
}
