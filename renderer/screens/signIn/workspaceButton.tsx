import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { Icon } from '../../components/icon.tsx'
import { texts } from '../../text/texts.ts'
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
          <span class="muted">{texts().signIn.workspace}</span>
          <span class="truncate" dir="auto">
            {workspace.name}
          </span>
        </span>
        <Icon name="down" />
      </button>
      {state.workspaces.dialog.value !== 'closed' && <WorkspaceDialog view={view} />}
    </>
  )
}

function WorkspaceDialog({ view }: { view: View }) {
  const element = useRef<HTMLDialogElement>(null)
  const { dialog, Editor } = state.workspaces
  const text = texts().workspaceDialog
  const page = dialog.value === 'list' ? 'list' : 'form'
  useLayoutEffect(() => {
    element.current?.showModal()
    return () => (dialog.value = 'closed')
  }, [dialog])
  // A layout effect runs before the next key, which is meant for the newly opened page. The form focuses itself.
  useLayoutEffect(() => {
    if (page === 'list') element.current?.querySelector<HTMLElement>('.first')?.focus()
  }, [page])
  return (
    <dialog
      ref={element}
      aria-labelledby="workspace-title"
      onClose={() => (state.workspaces.dialog.value = 'closed')}
      onClick={(event) => event.target === element.current && element.current?.close()}
    >
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id="workspace-title">{page === 'list' ? text.title : text.add}</h2>
          <button
            type="button"
            class="plain small"
            aria-label={texts().signIn.close}
            title={texts().signIn.close}
            onClick={() => element.current?.close()}
          >
            <Icon name="close" />
          </button>
        </div>
        {page === 'list' ? <WorkspaceList view={view} /> : Editor.value && <Editor.value />}
      </div>
    </dialog>
  )
}
