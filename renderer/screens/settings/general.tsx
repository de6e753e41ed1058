import { useId } from 'preact/hooks'
import type { LanguageChoice, Theme, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { Section } from './section.tsx'
import { Toggle } from './toggle.tsx'
import { languageNames } from '../../text/languageNames.ts'
import { settingsTexts } from '../../text/settingsTexts.ts'

/** Appearance, language and desktop integration. */
export function GeneralSection({ view }: { view: View }) {
  const { general: text } = settingsTexts()
  const { theme, tray, launchAtLogin } = view.preferences
  return (
    <Section title={text.title}>
      <fieldset class="themes">
        <legend>{text.appearance}</legend>
        {(Object.keys(text.themes) as Theme[]).map((each) => (
          <label class="checkbox" key={each}>
            <input
              type="radio"
              name="theme"
              checked={theme === each}
              onClick={(event) => {
                // The old choice stays until main confirms the change.
                event.preventDefault()
                void state.settings.changePreferences({ theme: each })
              }}
            />
            {text.themes[each]}
          </label>
        ))}
      </fieldset>
      <LanguageField view={view} />
      <Toggle view={view} name="keepWindow" label={text.keepWindow} note={text.keepWindowNote} />
      <Toggle view={view} name="saveChats" label={text.saveChats} note={text.saveChatsNote} />
      <Toggle
        view={view}
        name="launchAtLogin"
        label={text.launchAtLogin}
        note={text.launchAtLoginNote}
      />
      <Toggle view={view} name="tray" label={text.tray} note={text.trayNote} />
      <Toggle
        view={view}
        name="closeToTray"
        label={text.closeToTray}
        note={tray ? text.closeToTrayNote : text.closeToTrayNeedsTray}
        isIdle={!tray}
      />
      <Toggle
        view={view}
        name="startHidden"
        label={text.startHidden}
        note={tray && launchAtLogin ? text.startHiddenNote : text.startHiddenNeeds}
        isIdle={!tray || !launchAtLogin}
      />
    </Section>
  )
}

function LanguageField({ view }: { view: View }) {
  const id = useId()
  const { general: text } = settingsTexts()
  return (
    <div class="select-row">
      <label for={id}>{text.language}</label>
      <select
        id={id}
        value={view.preferences.language}
        onChange={({ currentTarget }) => {
          const language = currentTarget.value as LanguageChoice
          // The old choice stays until main confirms the change.
          currentTarget.value = view.preferences.language
          void state.settings.changePreferences({ language })
        }}
      >
        <option value="system">{text.systemLanguage}</option>
        {Object.entries(languageNames).map(([language, name]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
