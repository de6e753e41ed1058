import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { Icon } from '../../components/icon.tsx'
import { NewWorkspace } from './newWorkspace.tsx'
import { WorkspaceList } from './workspaceList.tsx'

/** The current workspace, with a button that opens the workspace dialog. */
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
        <span class="stack">
          <span class="muted">Workspace</span>
          <span class="truncate" dir="auto">
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
  // A layout effect runs before the next key, which is meant for the newly opened page.
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
      <div class="dialog-body">
        <div class="dialog-head">
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
