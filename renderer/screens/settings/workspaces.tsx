import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { NewWorkspace } from '../signIn/newWorkspace.tsx'
import { WorkspaceList } from '../signIn/workspaceList.tsx'
import { state } from '../../state/appState.ts'
import { Section } from './section.tsx'

/** The workspaces. They can be changed only while signed out. */
export function WorkspacesSection({ view }: { view: View }) {
  const area = useRef<HTMLDivElement>(null)
  const page = state.workspaces.dialog.value === 'new' ? 'new' : 'list'
  const shown = useRef(page)
  // A layout effect runs before the next key, which is meant for the newly opened page.
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
              <p class="muted">To change workspaces, sign out or switch account first.</p>
            )}
            <WorkspaceList view={view} isFixed={isFixed} />
          </>
        )}
      </div>
    </Section>
  )
}
