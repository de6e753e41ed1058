import type {
  App,
  BrowserWindow,
  Dialog,
  MessageBoxOptions,
  MessageBoxReturnValue,
  NativeTheme,
  SaveDialogOptions,
  SaveDialogReturnValue,
  Screen,
  WebContents,
} from 'electron'
import type { Events, Preferences } from '../../preload/contract.ts'
import type { Clock, Log } from '../auth/ports.ts'
import type { Settings } from '../settings/settings.ts'
import { openWindow, showWindow, type WindowOptions } from './browserWindow.ts'
import { tell } from './events.ts'
import { createFirstShow, type FirstShow } from './firstShow.ts'

/** The app's one window, which may be closed, hidden, or in use. */
export interface MainWindow {
  /** null while there is none. */
  window(): BrowserWindow | null
  contents(): WebContents | null
  /** Brings it to the person, opening it if there is none. A new one is shown within `longestWaitMs`. */
  show(): void
  /** Its page has rendered the first screen. */
  pageRendered(): void
  /** True when the window is hidden or unfocused. A window not yet shown does not count. */
  isAway(): boolean
  tell<Name extends keyof Events>(name: Name, event: Events[Name]): void
  /** Shows the window, and tells its page as soon as that listens. */
  showAndTell<Name extends keyof Events>(name: Name, event: Events[Name]): void
  /** Asks in front of it. */
  ask(question: MessageBoxOptions): Promise<MessageBoxReturnValue>
  /** Asks in front of it where to save something; null while there is none. */
  askWhere(options: SaveDialogOptions): Promise<SaveDialogReturnValue | null>
}

/** How far the app is on its way out. */
export interface QuitState {
  /** Whether the app can quit now; false: it asks first, or has something to finish, and quits by itself. */
  canQuit(): boolean
  isQuitting(): boolean
}

export interface MainWindowOptions {
  electron: {
    app: Pick<App, 'quit'>
    BrowserWindow: WindowOptions['BrowserWindow']
    dialog: Pick<Dialog, 'showMessageBox' | 'showSaveDialog'>
    nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>
    screen: Pick<Screen, 'getAllDisplays'>
  }
  preload: string
  icon: WindowOptions['icon']
  isDevtoolsAllowed: boolean
  platform: NodeJS.Platform
  settings: Pick<Settings, 'window' | 'setWindow'>
  preferences(): Pick<Preferences, 'keepWindow' | 'tray' | 'closeToTray'>
  /** True when quitting would lose something, so that it asks first. */
  wouldLose(): boolean
  quit(): QuitState
  /** The question after too many crashes of the window; null: the texts are not loaded yet. */
  crashQuestion(): MessageBoxOptions | null
  focused(): void
  /** The first window of this run is shown: work that must not delay its first paint can begin. */
  firstShown(): void
  clock: Pick<Clock, 'after'>
  log: Log
}

export function createMainWindow(options: MainWindowOptions): MainWindow {
  const { electron, preload, icon, isDevtoolsAllowed, platform, settings, preferences } = options
  let window: BrowserWindow | null = null
  let visibility: 'opening' | 'shown' | 'closed' = 'closed'
  let firstShow: FirstShow | null = null
  let isFirstWindow = true

  function open(): BrowserWindow {
    const opened = openWindow({
      BrowserWindow: electron.BrowserWindow,
      preload,
      icon,
      isDark: electron.nativeTheme.shouldUseDarkColors,
      isDevtoolsAllowed,
      place: preferences().keepWindow ? settings.window() : null,
      workAreas: electron.screen.getAllDisplays().map((display) => display.workArea),
      savePlace: (place) => preferences().keepWindow && settings.setWindow(place),
      crashQuestion: options.crashQuestion,
      ask,
      quit: () => electron.app.quit(),
      log: options.log,
    })
    opened.on('close', (event) => {
      const end = closing()
      if (end === 'close') return
      event.preventDefault()
      if (end === 'hide') hide(opened)
    })
    opened.on('focus', () => options.focused())
    visibility = 'opening'
    firstShow = createFirstShow(opened, {
      clock: options.clock,
      shown() {
        visibility = 'shown'
        if (isFirstWindow) options.firstShown()
        isFirstWindow = false
      },
    })
    opened.once('closed', () => {
      window = null
      visibility = 'closed'
    })
    return opened
  }

  function hide(opened: BrowserWindow): void {
    if (!opened.isFullScreen()) return opened.hide()
    // On a Mac a full screen whose window is hidden stays, black.
    opened.once('leave-full-screen', () => opened.hide())
    opened.setFullScreen(false)
  }

  function closing(): 'close' | 'hide' | 'stay' {
    const { tray, closeToTray } = preferences()
    const quit = options.quit()
    if (tray && closeToTray && !quit.isQuitting()) return 'hide'
    // Closing the last window quits the app, except on a Mac. The question, and a person who stays, need the window.
    const mustAsk = platform !== 'darwin' && options.wouldLose()
    return mustAsk && !quit.canQuit() ? 'stay' : 'close'
  }

  function show(): BrowserWindow {
    if (window && visibility === 'shown') showWindow(window)
    return (window ??= open())
  }

  async function ask(question: MessageBoxOptions): Promise<MessageBoxReturnValue> {
    if (!window) return electron.dialog.showMessageBox(question)
    // In front of a window that is hidden it would be hidden too.
    if (!window.isVisible()) window.show()
    return electron.dialog.showMessageBox(window, question)
  }

  const contents = () => window?.webContents ?? null

  return {
    window: () => window,
    contents,
    show: () => void show(),
    pageRendered: () => firstShow?.pageRendered(),
    isAway: () => visibility !== 'opening' && !window?.isFocused(),
    tell: (name, event) => tell(contents(), name, event),
    showAndTell(name, event) {
      const { webContents } = show()
      if (!webContents.isLoading()) tell(webContents, name, event)
      else webContents.once('did-finish-load', () => tell(webContents, name, event))
    },
    ask,
    askWhere: async (question) => window && electron.dialog.showSaveDialog(window, question),
  }
}
