import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { errorAt } from '../../state/form.ts'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { AboutSection } from './about.tsx'
import { DevelopersSection } from './developers.tsx'
import { GeneralSection } from './general.tsx'
import { NotificationsSection } from './notifications.tsx'
import { OtherSignInsSection } from './otherSignIns.tsx'
import '../../styles/settings.css'
import { WorkspacesSection } from './workspaces.tsx'
import { settingsTexts } from '../../text/settingsTexts.ts'

/** The settings screen. Each change takes effect at once. */
export function Settings({ view }: { view: View }) {
  const heading = useRef<HTMLHeadingElement>(null)
  // Keyboard users start at the top.
  useLayoutEffect(() => {
    if (state.settings.section.peek() === null) heading.current?.focus()
  }, [])
  useLayoutEffect(() => {
    const close = (event: KeyboardEvent) => event.key === 'Escape' && state.settings.close()
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [])
  const text = settingsTexts()
  return (
    <main class="frame settings">
      <header class="settings-head">
        <h1 ref={heading} tabIndex={-1}>
          {text.title}
        </h1>
        <button type="button" class="secondary small" onClick={state.settings.close}>
          {text.done}
        </button>
      </header>
      <ErrorMessage text={errorAt(state.settings.change, null)} />
      <GeneralSection view={view} />
      <NotificationsSection view={view} />
      <WorkspacesSection view={view} />
      <OtherSignInsSection view={view} />
      <DevelopersSection view={view} />
      <AboutSection />
    </main>
  )
}
