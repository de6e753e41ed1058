import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { App, Menu, NativeImage, NativeTheme, Shell } from 'electron'
import type * as contract from '../../preload/contract.ts'
import type { About, ErrorCode, Message, View } from '../../preload/contract.ts'
import { toFailure } from '../auth/errors.ts'
import type { Clock } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'
import { createAutostart, type Autostart } from './autostart.ts'
import { launchOf } from './desktopEntry.ts'
import type { DeveloperMode } from '../settings/developerMode.ts'
import type { PreferenceStore } from '../settings/preferences.ts'
import type { Language } from '../text/language.ts'
import { createLinkRequests, type LinkRequests, type LinkWorkspaces } from './linkRequest.ts'
import { findLink, readLink } from './deepLink.ts'
import type { AppLog } from '../logging/logFile.ts'
import type { WhenAnswering } from './notificationDaemon.ts'
import { createNotifications, type NotificationsOptions } from './notifications.ts'
import { createPreferences, type Preferences } from './preferences.ts'
import { createTray, trayPath, type TrayOptions } from './tray.ts'

/** The app's life on the desktop: preferences, tray, notifications, links, start at login. */
export interface Desktop {
  readonly preferences: Preferences
  readonly linkRequests: LinkRequests
  /** The part of the view that comes from here. */
  view(): Pick<View, 'preferences' | 'language' | 'locale' | 'fixed' | 'linkRequest'>
  /** The window is painted: what could wait for that need wait no longer. */
  started(): void
  /** Follows what the window shows. */
  update(view: View): void
  message(message: Message): void
  /** The person has come to the window. */
  seen(): void
  /** The app was started, or started again: with a link, or to show the window. */
  handleLaunch(argv: readonly string[]): void
  /** The system opens a link with the app. */
  openLink(link: string): void
  about(): Promise<About>
  /** Shows the log in the file manager. */
  showLog(): void
  /** Opens an address in the system's browser. */
  openExternal(url: string): Promise<void>
}

/** The window, as the desktop uses it. */
export interface DesktopWindow {
  show(): void
  /** Shows the window and tells it of a failure. */
  showAndTell(event: 'failed', code: ErrorCode): void
  /** True when the window is hidden or unfocused. */
  isAway(): boolean
}

export interface DesktopOptions {
  electron: {
    app: App
    Menu: Pick<typeof Menu, 'buildFromTemplate'>
    nativeImage: { createFromPath(path: string): NativeImage }
    nativeTheme: NativeTheme
    Notification: NotificationsOptions['Notification']
    shell: Pick<Shell, 'showItemInFolder' | 'openExternal'>
    Tray: TrayOptions['Tray']
  }
  process: NodeJS.Process
  /** The folder of the built main process. */
  folder: string
  appName: string
  clock: Clock
  appLog: AppLog
  language: Language
  store: PreferenceStore
  developerMode: DeveloperMode
  session: Session
  /** Signs out, asking first while messages are unsent. */
  signOut(): Promise<void>
  workspaces: LinkWorkspaces
  window: DesktopWindow
  /** True when the system has started the app at login, to be in the tray without a window. */
  isHiddenStart: boolean
  /** The app has started without a window: what could wait for its first paint need wait no longer. */
  startedHidden(): void
  changed(): void
}

export function createDesktop(options: DesktopOptions): Desktop {
  const { electron, process, clock, session, workspaces } = options
  const { store, developerMode, language, window, changed } = options
  const { log, level } = options.appLog
  const { app } = electron
  const { platform } = process

  const show = () => void (app.isReady() && window.show())
  const openLink = (link: string) => linkRequests.openLink(readLink(link))

  function signOut(): void {
    void options.signOut().catch((error: unknown) => {
      window.showAndTell('failed', toFailure(error).code)
    })
  }

  const whenAnswering = openDaemon(options)
  const autostart = openAutostart(options)
  const preferences = createPreferences({
    store,
    autostart,
    developerMode,
    logLevel: level,
    apply: (preferences) => apply(preferences, options),
    changed,
  })
  const linkRequests = createLinkRequests({ session, workspaces, log, show, changed })
  const notices = createNotifications({
    Notification: electron.Notification,
    platform,
    clock,
    texts: language.texts,
    ...(platform === 'linux' ? { whenAnswering } : {}),
    isAway: () => window.isAway(),
    open(cid) {
      if (cid === null) show()
      else linkRequests.openLink({ kind: 'channel', workspace: null, cid })
    },
  })
  const tray = openTray(options, { show, signOut })
  // Windows shows notifications for what is in the start menu under this name, as the installer puts it there.
  if (platform === 'win32') app.setAppUserModelId('chat.latchkey.desktop')
  const about = openAbout(options)
  const startHidden = openHiddenStart(options, show)

  return {
    preferences,
    linkRequests,
    about: about.read,
    view: () => ({
      preferences: preferences.read(),
      language: language.code(),
      locale: language.locale(),
      fixed: preferences.fixed(),
      linkRequest: linkRequests.current(),
    }),
    started() {
      void about.preparePanel()
      autostart.look()
      changed()
    },
    update(view) {
      tray.update(view)
      notices.update(view)
    },
    message: (message) => notices.message(message),
    seen() {
      notices.seen()
      if (autostart.look()) changed()
    },
    handleLaunch(argv) {
      const link = findLink(argv)
      if (link !== null) openLink(link)
      else if (!startHidden()) show()
    },
    openLink,
    openExternal: (url) => electron.shell.openExternal(url),
    showLog: () => showLog(options),
  }
}

/** Applies the preferences that are not read on use. */
function apply(
  { theme, language: choice, logLevel }: contract.Preferences,
  { electron, language, appLog }: DesktopOptions,
): void {
  electron.nativeTheme.themeSource = theme
  void language.choose(choice)
  appLog.level.set(logLevel)
}

/** Without a file yet, the folder it would be in. */
function showLog({ electron: { app, shell }, appLog: { path } }: DesktopOptions): void {
  shell.showItemInFolder(existsSync(path) ? path : app.getPath('userData'))
}

/** Starts without a window, at the first launch of a hidden start. False: this launch is another. */
function openHiddenStart(options: DesktopOptions, show: () => void): () => boolean {
  const { process, clock, appLog, startedHidden } = options
  let isHidden = options.isHiddenStart
  return () => {
    if (!isHidden) return false
    isHidden = false
    startedHidden()
    // Only for a start at login, so no other start reads it.
    void import('./hiddenStart.ts').then(({ showWithoutTray }) =>
      showWithoutTray({ process, clock, log: appLog.log, show }),
    )
    return true
  }
}

/** Loads the notification daemon's client for the first notification: a start has no time for it. */
function openDaemon({ clock, appLog, process }: DesktopOptions): WhenAnswering {
  let daemon: Promise<WhenAnswering> | null = null
  return (act) => {
    daemon ??= import('./notificationDaemon.ts').then(({ openNotificationDaemon }) =>
      openNotificationDaemon({ clock, log: appLog.log, env: process.env }),
    )
    void daemon.then((when) => when(act))
  }
}

/** Loaded after the first paint: nothing of it is seen before. */
function openAbout({ electron: { app }, process, folder, language }: DesktopOptions) {
  const load = async () => {
    const about = await import('./about.ts')
    return { ...about, versions: about.versionsOf(app.getVersion(), process.versions) }
  }
  return {
    async read(): Promise<About> {
      const { versions, readLicences } = await load()
      return { versions, licence: 'MIT', licences: readLicences(join(folder, 'licences.json')) }
    },
    async preparePanel() {
      const { versions, aboutPanel } = await load()
      app.setAboutPanelOptions(aboutPanel(versions, process.platform, language.texts()))
    },
  }
}

function openAutostart({ electron: { app }, process, appName }: DesktopOptions): Autostart {
  const { isPackaged } = app
  const entryName = isPackaged ? 'latchkey.desktop' : 'latchkey-development.desktop'
  return createAutostart({
    platform: process.platform,
    isPackaged,
    app,
    entryPath: join(app.getPath('appData'), 'autostart', entryName),
    name: appName,
    launch: launchOf({
      argv: process.argv,
      env: process.env,
      cwd: process.cwd(),
      execPath: process.execPath,
      appPath: isPackaged ? null : app.getAppPath(),
    }),
  })
}

function openTray(
  { electron, process: { platform }, folder, language }: DesktopOptions,
  actions: { show(): void; signOut(): void },
) {
  return createTray({
    Tray: electron.Tray,
    Menu: electron.Menu,
    picture: (name) =>
      electron.nativeImage.createFromPath(trayPath(join(folder, 'pictures'), platform, name)),
    platform,
    texts: language.texts,
    ...actions,
    quit: () => electron.app.quit(),
  })
}
