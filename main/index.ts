import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
} from 'electron'
import { claimProfile } from './app/profile.ts'
import { startApp } from './app/start.ts'
import { keepOwnSwitches } from './app/startSwitches.ts'
import type { WindowHost } from './window/windowHost.ts'
import { bufferCalls } from './ipc/pendingCalls.ts'
import { createEarlyLog } from './logging/earlyLog.ts'
import { enforceCertificateChecks } from './network/certificates.ts'
import { wasStartedAtLogin } from './platform/atLogin.ts'
import { systemClock } from './platform/clock.ts'
import { readFirstWindow } from './settings/firstWindow.ts'
import { scheme, serveWindow } from './window/appProtocol.ts'
import { createMainWindow } from './window/mainWindow.ts'
import { guardContents, guardSession } from './window/security.ts'

// The first file: profile, scheme, security and window. Electron is not ready before it has run, and no window is made
// before that, so each line and each import delays the first paint. Everything else is in app/composition.ts, which is
// read while the process of the page comes to life (docs/decisions/049-a-small-first-file.md).

keepOwnSwitches(app, process.argv, process.env)
// A page could ask name servers by links that prefetch a name.
app.commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false')

const here = import.meta.dirname
const profile = claimProfile(app, process.argv)

enforceCertificateChecks(process.env)
protocol.registerSchemesAsPrivileged([scheme])
guardContents(app)
// Ours comes with the rest; without this Electron would build one of its own now.
Menu.setApplicationMenu(null)

const isDevtoolsAllowed = !app.isPackaged
const calls = bufferCalls(ipcMain)
const log = createEarlyLog()
const first = readFirstWindow(profile.userData)
/** null until the rest is there. Until then a window that is closed is closed, and that ends the app. */
let host: WindowHost | null = null

const mainWindow = createMainWindow({
  electron: { app, BrowserWindow, dialog, nativeTheme, screen },
  preload: join(here, '../preload/index.cjs'),
  icon:
    app.isPackaged && process.platform === 'linux' ? join(process.resourcesPath, 'icon.png') : null,
  isDevtoolsAllowed,
  platform: process.platform,
  settings: {
    window: () => (host ? host.settings.window() : first.place),
    setWindow: (place) => host?.settings.setWindow(place),
  },
  preferences: () => host?.preferences() ?? { keepWindow: true, tray: false, closeToTray: false },
  wouldLose: () => host?.wouldLose() ?? false,
  quit: () => host?.quit ?? { canQuit: () => true, isQuitting: () => true },
  crashQuestion: () => host?.crashQuestion() ?? null,
  focused: () => host?.focused(),
  firstShown: () => start.windowShown(),
  clock: systemClock,
  log,
})

/** The rest shows the window after all where there is no tray. */
const isHidden = first.startHidden && wasStartedAtLogin(app, process)

/** The rest is read when the first file of the page was served, or after this when none is ever asked for. */
const longestServeMs = 1_000

const start = startApp({
  app,
  process,
  async openWindow() {
    nativeTheme.themeSource = first.theme
    const served = new Promise<void>((resolve) => {
      serveWindow(protocol, {
        folder: join(here, '../renderer'),
        readPicture: async (name) => (await host?.readPicture(name)) ?? null,
        served: resolve,
      })
      setTimeout(resolve, longestServeMs)
    })
    guardSession(session.defaultSession, isDevtoolsAllowed)
    if (isHidden) return
    mainWindow.show()
    await served
  },
  async loadApp() {
    const { compose, openLanguage } = await import('./app/composition.ts')
    const language = await openLanguage(app, first.language)
    return () => {
      const loaded = compose({
        folder: here,
        profile,
        isDevtoolsAllowed,
        isHiddenStart: isHidden,
        mainWindow,
        calls,
        language,
      })
      host = loaded.host
      log.continueIn(loaded.host.log)
      return loaded
    }
  },
  failed(reason) {
    const folder = join(profile.userData, 'logs')
    void import('./app/startFailure.ts')
      .then(({ logStartFailure }) =>
        logStartFailure(reason, { folder, app, first, env: process.env, stderr: process.stderr }),
      )
      // What cannot be written down is still told.
      .catch(() => `Latchkey cannot start. Send the log in ${folder} to your team.`)
      .then((message) => {
        dialog.showErrorBox('Latchkey', message)
        app.exit(1)
      })
  },
})
