import type { Theme, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { Section } from './section.tsx'
import { Toggle } from './toggle.tsx'
import { themes } from '../../text/settings.ts'

/** How it looks, and how it lives on the desktop. */
export function GeneralSection({ view }: { view: View }) {
  const { theme, tray } = view.preferences
  return (
    <Section title="General">
      <fieldset class="looks">
        <legend>Look</legend>
        {(Object.keys(themes) as Theme[]).map((each) => (
          <label class="keep" key={each}>
            <input
              type="radio"
              name="theme"
              checked={theme === each}
              onChange={() => void state.settings.prefer({ theme: each })}
            />
            {themes[each]}
          </label>
        ))}
      </fieldset>
      <Toggle
        view={view}
        name="keepWindow"
        label="Remember the window"
        note="It opens where it was, as large as it was."
      />
      <Toggle
        view={view}
        name="launchAtLogin"
        label="Start at login"
        note="Latchkey starts when you log in to this computer."
      />
      <Toggle
        view={view}
        name="tray"
        label="Show in tray"
        note="An icon says how the session stands, and signs out."
      />
      <Toggle
        view={view}
        name="closeToTray"
        label="Close to tray"
        note={
          tray
            ? 'Closing the window leaves Latchkey running. Where the desktop shows no icon, start Latchkey again to have the window back.'
            : 'Needs the icon in the tray.'
        }
        isIdle={!tray}
      />
    </Section>
  )
}
