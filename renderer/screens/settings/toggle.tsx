import { useId } from 'preact/hooks'
import type { PreferenceName, Preferences, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { settingsTexts } from '../../text/settingsTexts.ts'

/** The boolean preferences. */
export type ToggleName = {
  [Name in PreferenceName]: Preferences[Name] extends boolean ? Name : never
}[PreferenceName]

interface ToggleProps {
  view: View
  name: ToggleName
  label: string
  /** One sentence about its effect or its requirement. */
  note: string
  /** Whether the preference currently has no effect. */
  isIdle?: boolean
}

/** A switch for a preference. A fixed preference shows the reason. */
export function Toggle({ view, name, label, note, isIdle = false }: ToggleProps) {
  const id = useId()
  const fixedBecause: Partial<Record<ToggleName, string>> = settingsTexts().fixedBecause
  const isFixed = view.fixed.includes(name)
  return (
    <label class="toggle" data-disabled={isFixed || isIdle}>
      <input
        type="checkbox"
        checked={view.preferences[name]}
        disabled={isFixed || isIdle}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-note`}
        onChange={({ currentTarget }) => {
          const { checked } = currentTarget
          // Keeps the old state until main confirms the change.
          currentTarget.checked = view.preferences[name]
          void state.settings.changePreferences({ [name]: checked })
        }}
      />
      <span class="stack">
        <span id={`${id}-label`}>{label}</span>
        <span class="muted" id={`${id}-note`}>
          {isFixed ? fixedBecause[name] : note}
        </span>
      </span>
    </label>
  )
}
