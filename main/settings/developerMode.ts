import type { Configuration } from './configuration.ts'
import type { Settings } from './settings.ts'

/** Whether the tools for developers are there: development tokens, created tokens and the bench to try a backend on. */
export interface DeveloperMode {
  isOn(): boolean
  /** True when the person cannot switch it off: in an unpackaged run, or by the configuration. */
  isFixed(): boolean
  switchTo(isOn: boolean): void
}

export interface ModeOptions {
  isPackaged: boolean
  configuration: Configuration
  settings: Settings
  changed(): void
}

/** Off, unless the person, the team's configuration file or an unpackaged run says otherwise. */
export function createDeveloperMode(options: ModeOptions): DeveloperMode {
  const { isPackaged, configuration, settings, changed } = options
  const isFixed = !isPackaged || (configuration.kind === 'read' && configuration.developerMode)
  return {
    isOn: () => isFixed || settings.developerMode(),
    isFixed: () => isFixed,
    switchTo(isOn) {
      settings.setDeveloperMode(isOn)
      changed()
    },
  }
}
