import { useId } from 'preact/hooks'
import type { LogLevel, View } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { Section } from './section.tsx'
import { Toggle } from './toggle.tsx'
import { settingsTexts } from '../../text/settingsTexts.ts'

/** Developer mode and the log. */
export function DevelopersSection({ view }: { view: View }) {
  const id = useId()
  const { developers: text, fixedBecause } = settingsTexts()
  const isFixed = view.fixed.includes('logLevel')
  return (
    <Section title={text.title}>
      <Toggle
        view={view}
        name="developerMode"
        label={text.developerMode}
        note={text.developerModeNote}
      />
      <div class="select-row" data-disabled={isFixed}>
        <div class="stack">
          <label for={id}>{text.logLevel}</label>
          <span class="muted" id={`${id}-note`}>
            {isFixed ? fixedBecause.logLevel : text.logNote}
          </span>
        </div>
        <select
          id={id}
          aria-describedby={`${id}-note`}
          value={view.preferences.logLevel}
          disabled={isFixed}
          onChange={({ currentTarget }) => {
            const logLevel = currentTarget.value as LogLevel
            // The old choice stays until main confirms the change.
            currentTarget.value = view.preferences.logLevel
            void state.settings.changePreferences({ logLevel })
          }}
        >
          {Object.entries(text.logLevels).map(([level, label]) => (
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
          {text.showLog}
        </button>
      </div>
    </Section>
  )
}
