import type { App } from 'electron'
import type { ErrorSource } from './globalErrors.ts'
import { handleTerminationSignals, type SignalSource } from './signals.ts'

/** The rest of the app, as the events of the process see it. */
export interface LoadedApp {
  /** Whether the app can quit now; false: it asks first, or has something to finish, and quits by itself. */
  canQuit(): boolean
  /** Ends the app without asking. */
  forceQuit(): void
  /** The app was started, or started again: with a link, or to show the window. */
  handleLaunch(argv: readonly string[]): void
  /** The system opens a link with the app. */
  openLink(link: string): void
  /** The window is shown for the first time: what could wait for that need wait no longer. */
  windowShown(): void
}

/** Node's `process`, as far as the start listens to it. */
export type ProcessEvents = SignalSource &
  ErrorSource & { readonly argv: readonly string[]; readonly platform: NodeJS.Platform }

export interface StartOptions {
  app: Pick<App, 'on' | 'quit' | 'whenReady'>
  process: ProcessEvents
  /** Opens the window. Fulfilled when main has nothing to do for it for a while. */
  openWindow(): Promise<void>
  /** Reads the rest of the app; calling what comes back starts it. */
  loadApp(): Promise<() => LoadedApp>
  /** The app cannot start: tells the person and ends it. Called once. */
  failed(reason: unknown): void
}

/** A start under way. */
export interface Start {
  /** The window is shown for the first time. */
  windowShown(): void
}

/**
 * Starts the app: first the window, then the rest. What happens before the rest is there waits for it in order, but two
 * things: a quit needs no leave, since there is nothing to lose yet, and an error ends the app, since one without its
 * rest would be a window that does nothing.
 */
export function startApp({ app, process, openWindow, loadApp, failed }: StartOptions): Start {
  let loaded: LoadedApp | null = null
  let waiting: ((loaded: LoadedApp) => void)[] = []
  let isEnding = false

  function whenLoaded(act: (loaded: LoadedApp) => void): void {
    if (loaded) act(loaded)
    else waiting.push(act)
  }

  function fail(reason: unknown): void {
    // What the rest does not catch is for the rest to tell.
    if (loaded || isEnding) return
    isEnding = true
    failed(reason)
  }

  function forceQuit(): void {
    if (loaded) loaded.forceQuit()
    else app.quit()
  }

  async function start(): Promise<void> {
    await app.whenReady()
    if (isEnding) return
    // Electron has taken the signals over by now, and would quit as if a person had asked for it.
    handleTerminationSignals(process, forceQuit)
    await openWindow()
    const startLoaded = await loadApp()
    if (isEnding) return
    const started = startLoaded()
    loaded = started
    // Packages of the rest have set listeners of their own.
    handleTerminationSignals(process, forceQuit)
    started.handleLaunch(process.argv)
    for (const act of waiting) act(started)
    waiting = []
  }

  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  app.on('second-instance', (_event, argv) => whenLoaded((loaded) => loaded.handleLaunch(argv)))
  // On a Mac links come by themselves, the first one before the app is ready.
  app.on('open-url', (event, link) => {
    event.preventDefault()
    whenLoaded((loaded) => loaded.openLink(link))
  })
  app.on('activate', () => whenLoaded((loaded) => loaded.handleLaunch([])))
  // On a Mac an app lives on without a window.
  app.on('window-all-closed', () => process.platform === 'darwin' || app.quit())
  app.on('before-quit', (event) => {
    if (!loaded) isEnding = true
    else if (!loaded.canQuit()) event.preventDefault()
  })
  start().catch(fail)
  return { windowShown: () => whenLoaded((loaded) => loaded.windowShown()) }
}
