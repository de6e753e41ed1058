import type { View } from '../../preload/contract.ts'
import { Icon } from '../components/icon.tsx'
import { Tabs } from '../components/tabs.tsx'
import { state } from '../state/appState.ts'
import { developerTexts } from '../text/developerTexts.ts'
import { texts } from '../text/texts.ts'
import { Inspector } from './token/inspector.tsx'
import { ServiceCheckTool } from './serviceCheck/serviceCheck.tsx'
import { FaultsTool } from './faults/faults.tsx'
import { Timeline } from './events/timeline.tsx'
import { developer } from './appDeveloper.ts'
import './developer.css'

export { loadDeveloperTexts } from '../text/developerTexts.ts'

/** The developer tools: token inspector, timeline, sandbox faults and token service check. */
export function Tools({ view }: { view: View }) {
  const { developerTools } = texts().common
  const { close, closeTools, tabs } = developerTexts()
  return (
    <aside class="tools" aria-labelledby="tools-title">
      <header class="tools-head">
        <h2 id="tools-title">{developerTools}</h2>
        <button
          type="button"
          class="plain small"
          aria-label={closeTools}
          title={close}
          onClick={() => void state.panel.toggle()}
        >
          <Icon name="close" />
        </button>
      </header>
      <Tabs
        label={developerTools}
        chosen={developer.selectedTool}
        tabs={[
          { name: 'token', label: tabs.token, content: () => <Inspector view={view} /> },
          { name: 'timeline', label: tabs.timeline, content: () => <Timeline /> },
          { name: 'sandbox', label: tabs.sandbox, content: () => <FaultsTool view={view} /> },
          {
            name: 'service',
            label: tabs.service,
            content: () => <ServiceCheckTool view={view} />,
          },
        ]}
      />
    </aside>
  )
}
