import { useId } from 'preact/hooks'
import type { PreferenceName, Preferences, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { fixedBecause } from '../../text/settings.ts'

/** A preference that is on or off. */
export type ToggleName = {
  [Name in PreferenceName]: Preferences[Name] extends boolean ? Name : never
}[PreferenceName]

interface ToggleProps {
  view: View
  name: ToggleName
  label: string
  /** What it does, or what it needs, in a sentence. */
  note: string
  /** Whether it would do nothing as things are. */
  isIdle?: boolean
}

/** Switches a preference; one that is fixed says why. */
export function Toggle({ view, name, label, note, isIdle = false }: ToggleProps) {
  const id = useId()
  const isFixed = view.fixed.includes(name)
  return (
    <label class="toggle" data-idle={isFixed || isIdle}>
      <input
        type="checkbox"
        checked={view.preferences[name]}
        disabled={isFixed || isIdle}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-note`}
        onChange={({ currentTarget }) => {
          const { checked } = currentTarget
          // Until main has said so it is as it was.
          currentTarget.checked = view.preferences[name]
          void state.settings.prefer({ [name]: checked })
        }}
      />
      <span class="lines">
        <span id={`${id}-label`}>{label}</span>
        <span class="quiet" id={`${id}-note`}>
          {isFixed ? fixedBecause[name] : note}
        </span>
      </span>
    </label>
  )
}
