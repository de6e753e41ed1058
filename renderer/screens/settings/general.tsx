import type { Theme, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { Section } from './section.tsx'
import { Toggle } from './toggle.tsx'
import { saveChats, themes } from '../../text/settings.ts'

/** Appearance and desktop integration. */
export function GeneralSection({ view }: { view: View }) {
  const { theme, tray } = view.preferences
  return (
    <Section title="General">
      <fieldset class="themes">
        <legend>Appearance</legend>
        {(Object.keys(themes) as Theme[]).map((each) => (
          <label class="checkbox" key={each}>
            <input
              type="radio"
              name="theme"
              checked={theme === each}
              onChange={() => void state.settings.changePreferences({ theme: each })}
            />
            {themes[each]}
          </label>
        ))}
      </fieldset>
      <Toggle
        view={view}
        name="keepWindow"
        label="Remember window position"
        note="Reopens the window at its last size and position."
      />
      <Toggle view={view} name="saveChats" {...saveChats} />
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
        note="Shows your connection status and lets you sign out."
      />
      <Toggle
        view={view}
        name="closeToTray"
        label="Close to tray"
        note={
          tray
            ? 'Closing the window keeps Latchkey running. If your desktop shows no tray icon, start Latchkey again to reopen the window.'
            : 'Requires the tray icon.'
        }
        isIdle={!tray}
      />
    </Section>
  )
}
