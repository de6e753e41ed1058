import { signal } from '@preact/signals'
import type { View } from '../../preload/contract.ts'
import { Icon } from '../components/icon.tsx'
import { Tabs } from '../components/tabs.tsx'
import { state } from '../state/appState.ts'
import { Inspector } from './token/inspector.tsx'
import { Service } from './serviceCheck/serviceCheck.tsx'
import { SandboxSwitches } from './faults/faults.tsx'
import { Timeline } from './events/timeline.tsx'
import './developer.css'

type Tool = 'token' | 'timeline' | 'sandbox' | 'service'

const chosen = signal<Tool>('token')

/** The bench for whoever wires a backend: the token, what happened, the sandbox's switches, the token service check. */
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
        chosen={chosen}
        tabs={[
          { name: 'token', label: 'Token', content: () => <Inspector view={view} /> },
          { name: 'timeline', label: 'Timeline', content: () => <Timeline /> },
          { name: 'sandbox', label: 'Sandbox', content: () => <SandboxSwitches view={view} /> },
          { name: 'service', label: 'Token service', content: () => <Service view={view} /> },
        ]}
      />
    </aside>
  )
}
