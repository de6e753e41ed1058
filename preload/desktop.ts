import type { Channel } from './chat.ts'
import type { ErrorCode } from './errorCode.ts'
import type { Reply } from './reply.ts'
import type { Workspace } from './workspace.ts'

/** Calls about preferences, deep links and the app itself. */
export interface DesktopCalls {
  /** Reports the first rendered screen, so main can show a window that is still hidden. */
  pageRendered(): Promise<Reply<null>>
  /** Changes preferences at once. Fails with `notAllowed` for a fixed preference. */
  changePreferences(request: PreferencesPatch): Promise<Reply<null>>
  /** The app's versions and licences. */
  readAbout(): Promise<Reply<About>>
  /** Shows the log file in the file manager. */
  showLog(): Promise<Reply<null>>
  /** Accepts the deep link. This may leave the current account; a remembered account stays remembered. */
  acceptLink(): Promise<Reply<null>>
  /**
   * Finds a channel without creating it (opening a channel creates it). Null if it does not exist or is not accessible.
   */
  findChannel(request: { cid: string }): Promise<Reply<Channel | null>>
  /**
   * Opens a web address (http or https) in the system's browser, after a question that shows it. Fails with `aborted` if the
   * person refuses.
   */
  openWebLink(request: { url: string }): Promise<Reply<null>>
  /** Ends the deep link: it was opened or declined. */
  dismissLink(): Promise<Reply<null>>
}

/** Desktop events from main to the window. */
export interface DesktopEvents {
  /** The person chose Settings in the menu. */
  openSettings: null
  /** The person chose an account in the menu, or pressed its shortcut. */
  accountChosen: { key: string }
  /** An action from outside the window, such as the tray, failed. */
  failed: ErrorCode
}

/** The preferences in effect. */
export interface Preferences {
  theme: Theme
  language: LanguageChoice
  /** Whether the window reopens at its last size and position. */
  keepWindow: boolean
  /** The state in the system's settings. */
  launchAtLogin: boolean
  tray: boolean
  /** Whether closing the window hides it in the tray. Requires `tray`. */
  closeToTray: boolean
  /** Whether a start at login opens no window where there is a tray. Requires `tray` and `launchAtLogin`. */
  startHidden: boolean
  /** Whether the latest channels and messages are saved, encrypted, to be read offline. */
  saveChats: boolean
  notifySignIn: boolean
  notifyMessages: boolean
  developerMode: boolean
  /** The lowest level that is written to the log file. */
  logLevel: LogLevel
}

/** The languages of the app, by their tags (BCP 47). */
export type Language = 'en' | 'de'
/** `system`: the first language of the system that the app speaks, else English. */
export type LanguageChoice = 'system' | Language

export type Theme = 'system' | 'light' | 'dark'
export type LogLevel = 'error' | 'warn' | 'info' | 'debug'
export type PreferenceName = keyof Preferences

/** A change to some preferences. */
export type PreferencesPatch = { [Name in PreferenceName]?: Preferences[Name] | undefined }

/** A deep link that is being handled. `cid` is null if the link names no channel. */
export type LinkRequest =
  /** Waits for confirmation. */
  | { state: 'needsConfirmation'; workspace: Workspace; cid: string | null }
  /**
   * No workspace has this name. Anyone can write a link, so the name is shortened, and null if it could be mistaken for
   * a sentence or an address.
   */
  | { state: 'unknownWorkspace'; workspace: string | null }
  /** Confirmed. The window opens the channel once it is connected. */
  | { state: 'accepted'; cid: string }

/** The app's versions and licences. */
export interface About {
  versions: Versions
  licence: string
  /** The licences of all shipped packages. Null in a build without the list. */
  licences: Licence[] | null
}

export interface Versions {
  latchkey: string
  electron: string
  chromium: string
  node: string
}

/** The licence of one shipped package. */
export interface Licence {
  name: string
  version: string
  licence: string
  text: string
}
