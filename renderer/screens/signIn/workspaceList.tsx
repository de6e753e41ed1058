import type { View, Workspace } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { errorAt } from '../../state/form.ts'
import { Icon } from '../../components/icon.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'

/** The list of workspaces. With `isFixed` it is read-only. */
export function WorkspaceList({ view, isFixed = false }: { view: View; isFixed?: boolean }) {
  return (
    <>
      <ErrorMessage text={errorAt(state.workspaces.choice, null)} />
      <ul class="workspaces">
        {view.workspaces.map((workspace) => (
          <Row
            key={workspace.id}
            workspace={workspace}
            isCurrent={workspace.id === view.workspace.id}
            isFixed={isFixed}
          />
        ))}
      </ul>
      {!isFixed && (
        <button
          type="button"
          class="secondary"
          onClick={() => (state.workspaces.dialog.value = 'new')}
        >
          <Icon name="plus" />
          Add a workspace
        </button>
      )}
    </>
  )
}

interface RowProps {
  workspace: Workspace
  isCurrent: boolean
  isFixed: boolean
}

function Row({ workspace, isCurrent, isFixed }: RowProps) {
  const { id, name, host, passwordHost, source } = workspace
  return (
    <li class="row">
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
          <span class="truncate muted">
            {passwordHost === null ? host : `${host}, password sent to ${passwordHost}`}
          </span>
        </span>
        {isCurrent && <Icon name="check" />}
      </button>
      {source === 'app' && !isFixed && (
        <button
          type="button"
          class="plain small forget"
          aria-label={`Remove ${name}`}
          title={`Remove ${name}`}
          aria-disabled={state.submitter.isAnyBusy.value}
          onClick={() => void state.workspaces.remove(id)}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  )
}
