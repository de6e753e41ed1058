import type { Channel } from './chat.ts'
import type { ErrorCode } from './errorCode.ts'
import type { Reply } from './reply.ts'
import type { Workspace } from './workspace.ts'

/** What the window may ask of main about its life on the desktop: preferences, links, what the app is made of. */
export interface DesktopCalls {
  /** The first screen is rendered, and painted where the window gets frames: main shows the window if it is still hidden. */
  pageRendered(): Promise<Reply<null>>
  /** Changes preferences, effective at once. One that is fixed is refused with `notAllowed`. */
  changePreferences(request: PreferencesPatch): Promise<Reply<null>>
  /** What this app is and what is in it. */
  readAbout(): Promise<Reply<About>>
  /** Shows the log in the file manager. */
  showLog(): Promise<Reply<null>>
  /** The person wants what the link asks for. Can leave an account, which stays remembered if it was. */
  acceptLink(): Promise<Reply<null>>
  /** One channel, if it is there and this account may see it. Never makes one, as opening it would. */
  findChannel(request: { cid: string }): Promise<Reply<Channel | null>>
  /** The linkRequest is done, or the person does not want it. */
  dismissLink(): Promise<Reply<null>>
}

/** What main tells the window about the desktop without being asked. */
export interface DesktopEvents {
  /** Somebody wants the settings, from the menu. */
  openSettings: null
  /** Something that was asked for outside of the window went wrong. */
  failed: ErrorCode
}

/** How the app behaves, as it is in force. */
export interface Preferences {
  theme: Theme
  /** Whether the window opens where it was and as large as it was. */
  keepWindow: boolean
  /** As the system has it, whoever changed it there. */
  launchAtLogin: boolean
  tray: boolean
  /** Whether closing the window only hides it. Needs the tray. */
  closeToTray: boolean
  notifySignIn: boolean
  notifyMessages: boolean
  developerMode: boolean
  /** What is worth a line in the log file. */
  logLevel: LogLevel
}

export type Theme = 'system' | 'light' | 'dark'
export type LogLevel = 'error' | 'warn' | 'info' | 'debug'
export type PreferenceName = keyof Preferences

/** Some of the preferences. */
export type PreferencesPatch = { [Name in PreferenceName]?: Preferences[Name] | undefined }

/** A followed link that is not done yet. `cid` is null where it names no channel. */
export type LinkRequest =
  /** The person is asked first. */
  | { state: 'needsConfirmation'; workspace: Workspace; cid: string | null }
  /**
   * No workspace has this name. Anyone can write a link, so the name is shortened, and null where it could pass for a
   * sentence or an address.
   */
  | { state: 'unknownWorkspace'; workspace: string | null }
  /** Opened as soon as the session is connected. */
  | { state: 'accepted'; cid: string }

/** What this app is and what is in it. */
export interface About {
  versions: Versions
  licence: string
  /** Of everything that is shipped; null in a build without the list. */
  licences: Licence[] | null
}

export interface Versions {
  latchkey: string
  electron: string
  chromium: string
  node: string
}

/** The licence of one package that is shipped. */
export interface Licence {
  name: string
  version: string
  licence: string
  text: string
}
