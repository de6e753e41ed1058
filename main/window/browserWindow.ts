import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  MessageBoxOptions,
  MessageBoxReturnValue,
  Rectangle,
} from 'electron'
import type { Log } from '../auth/ports.ts'
import { origin } from './appProtocol.ts'
import { returnToPage } from './security.ts'
import type { WindowPlace } from '../settings/settings.ts'

/** The parts of Electron and of the settings that the window uses. */
export interface WindowOptions {
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  preload: string
  /** The picture of the window; null where the system takes it from the app's bundle. */
  icon: string | null
  isDark: boolean
  isDevtoolsAllowed: boolean
  place: WindowPlace | null
  /** The usable areas of the screens that are there now. */
  workAreas: Rectangle[]
  savePlace(place: WindowPlace): void
  /** The question after too many crashes, with Reload and Quit in this order; null: the texts are not loaded yet. */
  crashQuestion(): MessageBoxOptions | null
  /** Electron's `dialog.showMessageBox`. */
  ask(question: MessageBoxOptions): Promise<MessageBoxReturnValue>
  quit(): void
  log: Log
}

/** The one page. It is loaded by its address, not reloaded: a script can change the address that a reload would take. */
const page = `${origin}/index.html`
const usualSize = { width: 900, height: 640 }
const smallestSize = { minWidth: 320, minHeight: 480 }
/** The colours of the empty frame, as in renderer/styles/colour.css, so that nothing flashes before the first paint. */
const background = { light: '#fdfdfc', dark: '#161918' }

/** Opens the one window where it was last time. It is hidden until `createFirstShow` shows it. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { BrowserWindow, preload, icon, isDark, isDevtoolsAllowed, place, workAreas } = options
  const visible = place && isVisible(place, workAreas) ? place : null
  const window = new BrowserWindow({
    ...usualSize,
    ...(visible ? { x: visible.x, y: visible.y } : {}),
    ...(place ? { width: place.width, height: place.height } : {}),
    ...smallestSize,
    show: false,
    title: 'Latchkey',
    ...(icon === null ? {} : { icon }),
    backgroundColor: isDark ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: isDevtoolsAllowed,
      spellcheck: false,
      // A script's alert or prompt looks like a dialog of the system.
      disableDialogs: true,
      // A picture of a user that moves cannot be stopped by the reader (WCAG 2.2, 2.2.2).
      imageAnimationPolicy: 'noAnimation',
    },
  })
  if (visible?.isMaximized) window.maximize()
  window.on('close', () => {
    options.savePlace({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  })
  comeBack(window, options)
  returnToPage(window.webContents, page)
  void window.loadURL(page)
  return window
}

/** A page that crashes in a row is not brought back for ever, but when a person says so. */
const mostReloads = 3
const rowMs = 60_000

/** Loads the page again when its process has died: what it shows comes whole from main. */
function comeBack(window: BrowserWindow, options: WindowOptions): void {
  const { crashQuestion, ask, quit, log } = options
  let reloads: number[] = []
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return
    log.warn('page.gone', { reason })
    const now = performance.now()
    reloads = reloads.filter((at) => now - at < rowMs)
    const question = reloads.length >= mostReloads ? crashQuestion() : null
    if (question) return void askWhatNow(question)
    reloads.push(now)
    void window.loadURL(page)
  })

  /** The window is blank and cannot say so itself. */
  async function askWhatNow(question: MessageBoxOptions): Promise<void> {
    const answer = await ask(question).catch(() => null)
    // The question goes with its window.
    if (answer === null || window.isDestroyed()) return
    if (answer.response !== reload) return quit()
    reloads = []
    void window.loadURL(page)
  }
}

/** The place of its button in the question. */
const reload = 0
/** Brings the window to the person: a second start of the app ends here. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Whether enough of a window placed here would be on some screen to get hold of it. */
export function isVisible(place: Rectangle, workAreas: Rectangle[]): boolean {
  return workAreas.some((area) => {
    const width = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
    const isTitleReachable = place.y >= area.y && place.y < area.y + area.height - 32
    return width >= 120 && isTitleReachable
  })
}
