import { useLayoutEffect, useRef } from 'preact/hooks'
import type { MoveDirection, View, Workspace } from '../../../preload/contract.ts'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { state } from '../../state/appState.ts'
import { errorAt } from '../../state/form.ts'
import { texts } from '../../text/texts.ts'
import { workspacesTexts } from '../../text/workspacesTexts.ts'
import { WorkspaceChoice } from '../signIn/workspaceList.tsx'
import { Section } from './section.tsx'

/** The workspaces: to add, change, order and remove. The one in use is neither changed nor left here. */
export function WorkspacesSection({ view }: { view: View }) {
  const { dialog, Editor } = state.workspaces
  const area = useRef<HTMLDivElement>(null)
  const page = dialog.value === 'new' || dialog.value === 'edit' ? 'form' : 'list'
  const shown = useRef(page)
  // The form focuses its first field itself.
  useLayoutEffect(() => {
    if (shown.current !== page && page === 'list') focusFirst(area.current)
    shown.current = page
  }, [page])
  useLayoutEffect(() => {
    state.workspaces.loadEditor()
    if (state.settings.section.peek() === 'workspaces') focusFirst(area.current)
    // An open form would come up as a dialog of the sign-in screen.
    return () => (dialog.value = 'closed')
  }, [dialog])
  return (
    <Section title={workspacesTexts().title}>
      <div class="settings-workspaces" ref={area}>
        {page === 'form' ? Editor.value && <Editor.value /> : <List view={view} />}
      </div>
    </Section>
  )
}

/** Of what can be reached: the buttons of a session's workspace cannot. */
function focusFirst(area: HTMLElement | null): void {
  const first = area?.querySelector<HTMLElement>('.first:enabled, button:enabled')
  first?.focus()
}

function List({ view }: { view: View }) {
  const text = workspacesTexts()
  const { choice, dialog } = state.workspaces
  const isSignedIn = view.session.state !== 'signedOut'
  const added = view.workspaces.filter(({ source }) => source === 'app')
  return (
    <>
      {isSignedIn && <p class="muted">{text.inUse}</p>}
      <ErrorMessage text={errorAt(choice, null)} />
      <ul class="workspaces">
        {view.workspaces.map((workspace) => {
          const isCurrent = workspace.id === view.workspace.id
          const place = added.indexOf(workspace)
          const props = { workspace, isCurrent, isFixed: isSignedIn }
          return workspace.source === 'app' ? (
            <ChangeableRow
              key={workspace.id}
              {...props}
              isInUse={isCurrent && isSignedIn}
              isFirst={place === 0}
              isLast={place === added.length - 1}
            />
          ) : (
            <li class="row" key={workspace.id}>
              <WorkspaceChoice
                {...props}
                {...(workspace.source === 'configuration' ? { note: text.fixed } : {})}
              />
            </li>
          )
        })}
      </ul>
      <button type="button" class="secondary" onClick={() => (dialog.value = 'new')}>
        <Icon name="plus" />
        {texts().workspaceDialog.add}
      </button>
    </>
  )
}

interface ChangeableRowProps {
  workspace: Workspace
  isCurrent: boolean
  isFixed: boolean
  isInUse: boolean
  isFirst: boolean
  isLast: boolean
}

/** A workspace that was added in the app. Alt with an arrow key moves it, as its buttons do. */
function ChangeableRow(props: ChangeableRowProps) {
  const { workspace, isCurrent, isFixed, isInUse, isFirst, isLast } = props
  const text = workspacesTexts()
  const { id, name } = workspace
  const row = useRef<HTMLLIElement>(null)
  const { beginEdit, move, remove } = state.workspaces

  async function moveKeepingFocus(to: MoveDirection): Promise<void> {
    if (to === 'up' ? isFirst : isLast) return
    const focused = document.activeElement
    await move(id, to)
    // Moving an element takes the focus from it.
    if (focused instanceof HTMLElement && row.current?.contains(focused)) {
      requestAnimationFrame(() => focused.focus())
    }
  }

  return (
    <li
      class="row changeable"
      ref={row}
      onKeyDown={(event) => {
        const to = event.altKey && directions[event.key]
        if (!to) return
        event.preventDefault()
        void moveKeepingFocus(to)
      }}
    >
      <WorkspaceChoice workspace={workspace} isCurrent={isCurrent} isFixed={isFixed} />
      <div class="row-actions">
        <Action
          icon="up"
          label={text.moveUp(name)}
          isIdle={isFirst}
          run={() => moveKeepingFocus('up')}
        />
        <Action
          icon="down"
          label={text.moveDown(name)}
          isIdle={isLast}
          run={() => moveKeepingFocus('down')}
        />
        {!isInUse && (
          <>
            <Action icon="edit" label={text.edit(name)} run={() => beginEdit(id)} />
            <Action icon="close" label={text.remove(name)} run={() => remove(id)} />
          </>
        )}
      </div>
    </li>
  )
}

const directions: Readonly<Record<string, MoveDirection>> = { ArrowUp: 'up', ArrowDown: 'down' }

interface ActionProps {
  icon: IconName
  label: string
  /** It would change nothing. It stays focusable, so that the focus is not lost at the end of the list. */
  isIdle?: boolean
  run(): Promise<unknown>
}

function Action({ icon, label, isIdle = false, run }: ActionProps) {
  const isDisabled = isIdle || state.submitter.isAnyBusy.value
  return (
    <button
      type="button"
      class="plain small"
      aria-label={label}
      title={label}
      aria-disabled={isDisabled}
      onClick={() => !isDisabled && void run()}
    >
      <Icon name={icon} />
    </button>
  )
}
