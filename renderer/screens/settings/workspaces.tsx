import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { NewWorkspace } from '../signIn/newWorkspace.tsx'
import { WorkspaceList } from '../signIn/workspaceList.tsx'
import { state } from '../../state/appState.ts'
import { Section } from './section.tsx'

/** The workspaces; to change them nobody may be signed in. */
export function WorkspacesSection({ view }: { view: View }) {
  const area = useRef<HTMLDivElement>(null)
  const page = state.workspaces.dialog.value === 'new' ? 'new' : 'list'
  const shown = useRef(page)
  // Before the next key: what is typed right after the click is meant for the page that it opens.
  useLayoutEffect(() => {
    if (shown.current !== page) area.current?.querySelector<HTMLElement>('.first, input')?.focus()
    shown.current = page
  }, [page])
  const isFixed = view.session.state !== 'signedOut'
  return (
    <Section title="Workspaces">
      <div class="settings-workspaces" ref={area}>
        {page === 'new' && !isFixed ? (
          <NewWorkspace />
        ) : (
          <>
            {isFixed && (
              <p class="quiet">
                To go to another workspace, or to add or remove one, sign out or switch the account
                first.
              </p>
            )}
            <WorkspaceList view={view} isFixed={isFixed} />
          </>
        )}
      </div>
    </Section>
  )
}
