import type { LogLevel, PreferenceName, Theme } from '../../preload/contract.ts'

/** The reason why a preference is fixed. */
export const fixedBecause: Partial<Record<PreferenceName, string>> = {
  launchAtLogin: 'Only an installed Latchkey can start at login.',
  developerMode: 'Always on in a development build, or when the configuration turns it on.',
  logLevel: 'Set by the environment variable LATCHKEY_LOG.',
}

/** The themes. */
export const themes: Record<Theme, string> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
}

/** The switch for reading without a connection. */
export const saveChats = {
  label: 'Offline reading',
  note: 'Saves your latest channels and messages on this computer, encrypted with a key in the keychain, so that you can read them without a connection.',
}

/** The log levels, from the fewest to the most lines. */
export const logLevels: Record<LogLevel, string> = {
  error: 'Errors',
  warn: 'Warnings',
  info: 'Info',
  debug: 'Debug',
}
