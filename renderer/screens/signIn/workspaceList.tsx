import type { View, Workspace } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { errorAt } from '../../state/form.ts'
import { Icon } from '../../components/icon.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { texts } from '../../text/texts.ts'

/** The workspaces to select one of. */
export function WorkspaceList({ view }: { view: View }) {
  const text = texts().workspaceDialog
  const { dialog, choice } = state.workspaces
  return (
    <>
      <ErrorMessage text={errorAt(choice, null)} />
      <ul class="workspaces">
        {view.workspaces.map((workspace) => (
          <li class="row" key={workspace.id}>
            <WorkspaceChoice
              workspace={workspace}
              isCurrent={workspace.id === view.workspace.id}
              isFixed={false}
            />
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" class="secondary" onClick={() => (dialog.value = 'new')}>
          <Icon name="plus" />
          {text.add}
        </button>
        <button
          type="button"
          class="secondary"
          onClick={() => {
            dialog.value = 'closed'
            void state.settings.open('workspaces')
          }}
        >
          {text.manage}
        </button>
      </div>
    </>
  )
}

interface WorkspaceChoiceProps {
  workspace: Workspace
  isCurrent: boolean
  /** It cannot be selected now. */
  isFixed: boolean
  /** A word beside the address. */
  note?: string
}

/** The button that selects a workspace. */
export function WorkspaceChoice({ workspace, isCurrent, isFixed, note }: WorkspaceChoiceProps) {
  const { id, name, host, passwordHost } = workspace
  const address = passwordHost === null ? host : `${host}, password sent to ${passwordHost}`
  return (
    <button
      type="button"
      class={isCurrent ? 'choice first' : 'choice'}
      title={name}
      aria-current={isCurrent}
      aria-disabled={state.submitter.isAnyBusy.value}
      disabled={isFixed}
      onClick={() => void state.workspaces.choose(id)}
    >
      <span class="stack">
        <span class="truncate" dir="auto">
          {name}
        </span>
        <span class="truncate muted">{address}</span>
        {note && <span class="muted">{note}</span>}
      </span>
      {isCurrent && <Icon name="check" />}
    </button>
  )
}
