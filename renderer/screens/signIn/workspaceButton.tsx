import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { Icon } from '../../components/icon.tsx'
import { NewWorkspace } from './newWorkspace.tsx'
import { WorkspaceList } from './workspaceList.tsx'

/** Says which workspace this is; opens the dialog to change that. */
export function WorkspaceButton({ view }: { view: View }) {
  const { workspace } = view
  return (
    <>
      <button
        type="button"
        class="workspace"
        aria-haspopup="dialog"
        title={workspace.name}
        onClick={() => (state.workspaces.dialog.value = 'list')}
      >
        <span class="lines">
          <span class="quiet">Workspace</span>
          <span class="clip" dir="auto">
            {workspace.name}
          </span>
        </span>
        <Icon name="down" />
      </button>
      {state.workspaces.dialog.value !== 'closed' && (
        <WorkspaceDialog view={view} page={state.workspaces.dialog.value} />
      )}
    </>
  )
}

function WorkspaceDialog({ view, page }: { view: View; page: 'list' | 'new' }) {
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    element.current?.showModal()
    return () => (state.workspaces.dialog.value = 'closed')
  }, [])
  // Before the next key: what is typed right after the click is meant for the page that it opens.
  useLayoutEffect(
    () => element.current?.querySelector<HTMLElement>('.first, input')?.focus(),
    [page],
  )
  return (
    <dialog
      ref={element}
      aria-labelledby="workspace-title"
      onClose={() => (state.workspaces.dialog.value = 'closed')}
      onClick={(event) => event.target === element.current && element.current?.close()}
    >
      <div class="sheet">
        <div class="sheet-head">
          <h2 id="workspace-title">{page === 'list' ? 'Workspace' : 'Add a workspace'}</h2>
          <button
            type="button"
            class="plain small"
            aria-label="Close"
            title="Close"
            onClick={() => element.current?.close()}
          >
            <Icon name="close" />
          </button>
        </div>
        {page === 'list' ? <WorkspaceList view={view} /> : <NewWorkspace />}
      </div>
    </dialog>
  )
}
