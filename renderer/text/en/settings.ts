import type { Versions } from '../../../preload/contract.ts'

/** The texts of the settings. */
export const settings = {
  title: 'Settings',
  done: 'Done',
  notifications: {
    title: 'Notifications',
    about: 'Shown while you use another window. Muted while Do Not Disturb is on.',
    messages: 'New messages',
    messagesNote: 'Shows the sender and the start of the message.',
    signIn: 'Sign in again',
    signInNote: 'When your session ends and you must sign in again.',
  },
  otherSignIns: {
    title: 'Other saved sign-ins',
    about: 'Saved on this computer for workspaces that were removed or have moved.',
    deleting: 'Deleting…',
    forget: 'Forget',
    forgetName: (name: string) => `Forget ${name}`,
  },
  about: {
    title: 'About',
    app: (version: string) => `Latchkey ${version}`,
    runsOn: ({ electron, chromium, node }: Versions) =>
      `Electron ${electron}, Chromium ${chromium}, Node ${node}`,
    licence: (name: string) => `${name} licence`,
    licences: 'Licences',
    noLicences: 'This build has no list of licences.',
  },
  general: {
    title: 'General',
    appearance: 'Appearance',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    language: 'Language',
    /** The choice that follows the system. Each language names itself. */
    systemLanguage: 'System',
    keepWindow: 'Remember window position',
    keepWindowNote: 'Reopens the window at its last size and position.',
    saveChats: 'Offline reading',
    saveChatsNote:
      'Saves your latest channels and messages on this computer, encrypted with a key in the keychain, so that you can read them without a connection.',
    launchAtLogin: 'Start at login',
    launchAtLoginNote: 'Latchkey starts when you log in to this computer.',
    tray: 'Show in tray',
    trayNote: 'Shows your connection status and lets you sign out.',
    closeToTray: 'Close to tray',
    closeToTrayNote:
      'Closing the window keeps Latchkey running. If your desktop shows no tray icon, start Latchkey again to reopen the window.',
    closeToTrayNeedsTray: 'Requires the tray icon.',
    startHidden: 'Start in tray',
    startHiddenNote:
      'When Latchkey starts at login, it opens no window. If your desktop shows no tray icon, the window opens.',
    startHiddenNeeds: 'Requires the start at login and the tray icon.',
  },
  developers: {
    title: 'Developers',
    developerMode: 'Developer mode',
    developerModeNote: 'Development tokens and tools for testing a backend. Not for production.',
    logLevel: 'Log level',
    /** From the fewest to the most lines. */
    logLevels: { error: 'Errors', warn: 'Warnings', info: 'Info', debug: 'Debug' },
    logNote: 'The log never contains tokens or passwords.',
    showLog: 'Show log',
  },
  /** The reasons why a preference is fixed. */
  fixedBecause: {
    launchAtLogin: 'Only an installed Latchkey can start at login.',
    developerMode: 'Always on in a development build, or when the configuration turns it on.',
    logLevel: 'Set by the environment variable LATCHKEY_LOG.',
  },
}

export type SettingsTexts = typeof settings
