import type { LogLevel, PreferenceName, Theme } from '../../preload/contract.ts'

/** Why a preference is not the person's to change. */
export const fixedBecause: Partial<Record<PreferenceName, string>> = {
  launchAtLogin: 'Only an installed Latchkey can be started at login.',
  developerMode: 'Always on in a build for development, or where the configuration says so.',
  logLevel: 'The environment variable LATCHKEY_LOG has decided it.',
}

/** The looks to choose from. */
export const themes: Record<Theme, string> = {
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
}

/** What each level of the log is for, from the least to the most. */
export const logLevels: Record<LogLevel, string> = {
  error: 'Errors only',
  warn: 'Warnings',
  info: 'What happens',
  debug: 'Every detail',
}
