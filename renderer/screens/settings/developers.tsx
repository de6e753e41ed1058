import { useId } from 'preact/hooks'
import type { LogLevel, View } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { Section } from './section.tsx'
import { Toggle } from './toggle.tsx'
import { fixedBecause, logLevels } from '../../text/settings.ts'

/** For whoever wires a backend, or looks for a fault. */
export function DevelopersSection({ view }: { view: View }) {
  const id = useId()
  const isFixed = view.fixed.includes('logLevel')
  return (
    <Section title="Developers">
      <Toggle
        view={view}
        name="developerMode"
        label="Developer mode"
        note="Development tokens, and tools to try a backend with. Not for production."
      />
      <div class="pick" data-idle={isFixed}>
        <div class="lines">
          <label for={id}>Log</label>
          <span class="quiet" id={`${id}-note`}>
            {isFixed ? fixedBecause.logLevel : 'Without tokens and passwords, whatever it says.'}
          </span>
        </div>
        <select
          id={id}
          aria-describedby={`${id}-note`}
          value={view.preferences.logLevel}
          disabled={isFixed}
          onChange={({ currentTarget }) =>
            void state.settings.prefer({ logLevel: currentTarget.value as LogLevel })
          }
        >
          {Object.entries(logLevels).map(([level, words]) => (
            <option key={level} value={level}>
              {words}
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
