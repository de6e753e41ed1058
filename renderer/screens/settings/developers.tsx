import { useId } from 'preact/hooks'
import type { LogLevel, View } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { Section } from './section.tsx'
import { Toggle } from './toggle.tsx'
import { fixedBecause, logLevels } from '../../text/settings.ts'

/** Developer mode and the log. */
export function DevelopersSection({ view }: { view: View }) {
  const id = useId()
  const isFixed = view.fixed.includes('logLevel')
  return (
    <Section title="Developers">
      <Toggle
        view={view}
        name="developerMode"
        label="Developer mode"
        note="Development tokens and tools for testing a backend. Not for production."
      />
      <div class="select-row" data-disabled={isFixed}>
        <div class="stack">
          <label for={id}>Log level</label>
          <span class="muted" id={`${id}-note`}>
            {isFixed ? fixedBecause.logLevel : 'The log never contains tokens or passwords.'}
          </span>
        </div>
        <select
          id={id}
          aria-describedby={`${id}-note`}
          value={view.preferences.logLevel}
          disabled={isFixed}
          onChange={({ currentTarget }) =>
            void state.settings.changePreferences({ logLevel: currentTarget.value as LogLevel })
          }
        >
          {Object.entries(logLevels).map(([level, label]) => (
            <option key={level} value={level}>
              {label}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="secondary small"
          onClick={() =>
            void state.submitter.submit(state.settings.change, [], () => api.showLog())
          }
        >
          Show log
        </button>
      </div>
    </Section>
  )
}
