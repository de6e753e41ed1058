import type { View } from '../../preload/contract.ts'
import { Icon } from '../components/icon.tsx'
import { Tabs } from '../components/tabs.tsx'
import { state } from '../state/appState.ts'
import { Inspector } from './token/inspector.tsx'
import { ServiceCheckTool } from './serviceCheck/serviceCheck.tsx'
import { FaultsTool } from './faults/faults.tsx'
import { Timeline } from './events/timeline.tsx'
import { developer } from './appDeveloper.ts'
import './developer.css'

/** The developer tools: token inspector, timeline, sandbox faults and token service check. */
export function Tools({ view }: { view: View }) {
  return (
    <aside class="tools" aria-labelledby="tools-title">
      <header class="tools-head">
        <h2 id="tools-title">Developer tools</h2>
        <button
          type="button"
          class="plain small"
          aria-label="Close developer tools"
          title="Close"
          onClick={() => void state.panel.toggle()}
        >
          <Icon name="close" />
        </button>
      </header>
      <Tabs
        label="Developer tools"
        chosen={developer.selectedTool}
        tabs={[
          { name: 'token', label: 'Token', content: () => <Inspector view={view} /> },
          { name: 'timeline', label: 'Timeline', content: () => <Timeline /> },
          { name: 'sandbox', label: 'Sandbox', content: () => <FaultsTool view={view} /> },
          {
            name: 'service',
            label: 'Token service',
            content: () => <ServiceCheckTool view={view} />,
          },
        ]}
      />
    </aside>
  )
}
