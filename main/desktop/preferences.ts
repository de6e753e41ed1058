import type * as contract from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import type { Autostart } from './autostart.ts'
import type { DeveloperMode } from '../settings/developerMode.ts'
import type { Level } from '../logging/log.ts'
import type { PreferenceStore } from '../settings/preferences.ts'

/** How the app behaves, as the person wants it. */
export interface Preferences {
  read(): contract.Preferences
  /** Those that are not the person's to change. */
  fixed(): contract.PreferenceName[]
  /**
   * Effective at once.
   * @throws Failure `notAllowed` for one that is fixed, and then nothing is changed; `systemRefused`
   */
  change(patch: contract.PreferencesPatch): void
}

export interface PreferencesOptions {
  store: PreferenceStore
  autostart: Autostart
  developerMode: DeveloperMode
  /** The log's level, and whether the environment has decided it. */
  logLevel: { read(): Level; isFixed(): boolean }
  /** Called at the start and after each change: applies the preferences that are not read on use. */
  apply(preferences: contract.Preferences): void
  changed(): void
}

export function createPreferences(options: PreferencesOptions): Preferences {
  const { store, autostart, developerMode, logLevel, apply, changed } = options

  const preferences: Preferences = {
    read() {
      const saved = store.preferences()
      return {
        ...saved,
        logLevel: logLevel.isFixed() ? logLevel.read() : saved.logLevel,
        launchAtLogin: autostart.isOn(),
        developerMode: developerMode.isOn(),
      }
    },
    fixed() {
      const fixed: [name: contract.PreferenceName, isFixed: boolean][] = [
        ['launchAtLogin', autostart.isFixed()],
        ['developerMode', developerMode.isFixed()],
        ['logLevel', logLevel.isFixed()],
      ]
      return fixed.filter(([, isFixed]) => isFixed).map(([name]) => name)
    },
    change(patch) {
      const fixed = preferences.fixed().find((name) => patch[name] !== undefined)
      if (fixed) throw new Failure('notAllowed', `The preference ${fixed} is fixed.`)
      const { launchAtLogin, developerMode: isDeveloping, ...kept } = patch
      store.setPreferences(kept)
      if (isDeveloping !== undefined) developerMode.switchTo(isDeveloping)
      try {
        // An entry of an earlier version does not say that the system starts the app.
        const isRewritten = kept.startHidden === true && autostart.isOn()
        const wanted = launchAtLogin ?? (isRewritten ? true : undefined)
        if (wanted !== undefined) autostart.switchTo(wanted)
      } finally {
        apply(preferences.read())
        changed()
      }
    },
  }

  apply(preferences.read())
  return preferences
}
