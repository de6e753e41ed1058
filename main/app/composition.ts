import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  app,
  clipboard,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  session as electronSession,
  shell,
  Tray,
  utilityProcess,
} from 'electron'
import { createAccountStore } from '../auth/accountStore.ts'
import type { Log } from '../auth/ports.ts'
import { createLoggedSession } from '../auth/sessionLog.ts'
import { createTimeouts } from '../auth/timeouts.ts'
import { createRooms } from '../chat/channels.ts'
import { createDesktop } from '../desktop/desktop.ts'
import { createDeveloperHandlers } from '../developer/handlers.ts'
import { createLoan } from '../developer/temporaryClipboard.ts'
import { createTimeline } from '../developer/timeline.ts'
import { createDesktopHandlers } from '../ipc/desktopHandlers.ts'
import { createHandlers } from '../ipc/handlers.ts'
import { answerCalls } from '../ipc/ipc.ts'
import type { CallSource } from '../ipc/pendingCalls.ts'
import { withProxyCalls } from '../ipc/proxyHandlers.ts'
import { makeView } from '../ipc/view.ts'
import { openLog } from '../logging/logFile.ts'
import { systemClock } from '../platform/clock.ts'
import { createDeveloperMode } from '../settings/developerMode.ts'
import { createUpdates } from '../updates/updates.ts'
import { connectServers } from '../workspaces/open.ts'
import type { MainWindow, MainWindowOptions } from '../window/mainWindow.ts'
import { menuTemplate } from '../window/menu.ts'
import { watchUncaught } from './globalErrors.ts'
import type { Place } from './profile.ts'
import { createQuit } from './quit.ts'
import {
  createLeaving,
  leaveQuestion,
  type LeaveQuestionOptions,
  type Losses,
} from './leaveQuestion.ts'
import { createResumeHandler } from './resume.ts'
import type { Rest } from './start.ts'
import { openStorage } from './storage.ts'

/** What the window asks the rest of the app for. */
export type WindowHost = Pick<
  MainWindowOptions,
  'settings' | 'preferences' | 'wouldLose' | 'focused'
> & { quit: ReturnType<MainWindowOptions['quit']>; log: Log }

/** What the first file has made. */
export interface FirstPart {
  /** The folder of the built main process. */
  folder: string
  profile: Place
  isDevtoolsAllowed: boolean
  mainWindow: MainWindow
  calls: CallSource
}

/** Puts together everything but the window, and starts it. */
export function compose(first: FirstPart): Rest & { host: WindowHost } {
  const { folder, profile, mainWindow } = first
  const newId = () => randomUUID()
  let isStarted = false

  const timeline = createTimeline({
    clock: systemClock,
    // What happens before the window can show it is read later.
    happened(entry) {
      if (isStarted && developerMode.isOn()) mainWindow.tell('timeline', entry)
    },
  })
  const appLog = openLog(
    join(profile.userData, 'logs'),
    process.env,
    process.stderr,
    timeline.record,
  )
  const { log } = appLog
  const uncaught = watchUncaught(process, { log, changed: showView })
  log.info('app.started', { version: app.getVersion(), electron: process.versions.electron ?? '' })

  const timeouts = createTimeouts(systemClock)
  const { settings, notices, configuration, vault, keychain } = openStorage({
    utilityProcess,
    timeouts,
    folder,
    profile,
    log,
    newId,
    changed: showView,
    keychainReady: () => session.keychainReady(),
  })
  const { sandbox, network, backends, workspaces } = connectServers({
    electron: { app, electronSession, net, utilityProcess },
    folder,
    timeouts,
    newId,
    log,
    settings,
    configuration,
    changed: showView,
    message(message) {
      mainWindow.tell('message', message)
      desktop.message(message)
    },
    timeMoved: () => session.serverTimeMoved(),
  })

  const accounts = createAccountStore(vault, settings.accounts, log)
  const session = createLoggedSession({
    clock: systemClock,
    timeouts,
    random: Math.random,
    log,
    accounts,
    backend: (id) => workspaces.backend(id),
    changed: showView,
    connected: () => mainWindow.tell('reconnected', null),
  })
  const rooms = createRooms({
    session,
    chatOf: backends.chatOf,
    waiting: (id, code, retryAfterMs) =>
      mainWindow.tell('messageDelayed', {
        id,
        code,
        ...(retryAfterMs === null ? {} : { retryAfterMs }),
      }),
  })

  const losses = (): Losses => ({
    unsent: rooms.unsent(),
    isSignInUnsaved: session.isBehind(),
  })
  const leaveOptions: LeaveQuestionOptions = {
    losses,
    ask: mainWindow.ask,
    // Brings up the unlock prompt where there is one; the vault then stores what waits.
    stayed: ({ isSignInUnsaved }) => void (isSignInUnsaved && vault.probe()),
  }
  const leaving = createLeaving({ session, ...leaveOptions })
  const loan = createLoan({ clipboard, clock: systemClock, log })
  const quit = createQuit({
    log,
    ...leaveOptions,
    async shutDown(isForced) {
      // A last try: the keychain may be open by now. A person who chose to quit gets no unlock prompt.
      if (isForced && session.isBehind()) session.keychainReady()
      session.leave()
      // What is being written to the keychain is written before the app goes, and no token stays on the clipboard.
      const inTime = new Promise((done) => void systemClock.after(2_000, () => done(null)))
      await Promise.race([Promise.all([accounts.settled(), loan.takeBack()]), inTime])
      sandbox.stop()
      keychain.stop()
    },
    quit: () => app.quit(),
  })

  const developerMode = createDeveloperMode({
    isPackaged: app.isPackaged,
    configuration,
    settings,
    changed: showView,
  })
  const desktop = createDesktop({
    electron: { app, Menu, nativeImage, nativeTheme, Notification, shell, Tray },
    process,
    folder,
    appName: profile.appName,
    clock: systemClock,
    appLog,
    store: settings,
    developerMode,
    session,
    signOut: leaving.signOut,
    workspaces,
    window: mainWindow,
    changed: showView,
  })
  const resumeHandler = createResumeHandler({
    clock: systemClock,
    session,
    vault,
    keychain,
    workspaces,
    sandbox,
    powerMonitor,
    log,
    shutDown: () => quit.forceQuit(),
  })
  const updates = createUpdates({
    app,
    configuration,
    log,
    changed: showView,
    quitWith: quit.quitWith,
  })

  function readView() {
    const wrong = configuration.kind === 'wrong' ? [configuration.problem] : []
    const notice = [...wrong, ...notices(), ...uncaught.notices()].join(' ')
    return makeView({
      session: session.state(),
      accounts,
      vault: vault.state(),
      workspaces,
      platform: process.platform,
      desktop: process.env['XDG_CURRENT_DESKTOP'],
      proxy: network.proxyLogin.question(),
      notice: notice || null,
      update: updates.ready(),
      ...desktop.view(),
    })
  }

  function showView(): void {
    if (!isStarted) return
    // A keyring that asks for each program asks once while somebody is kept signed in.
    keychain.hold(process.platform === 'linux' && session.isKept())
    const view = readView()
    mainWindow.tell('view', view)
    desktop.update(view)
  }

  const handlers = withProxyCalls(
    {
      ...createHandlers({
        session,
        leaving,
        accounts,
        vault,
        workspaces,
        rooms,
        log,
        updates,
        readView,
        newId,
      }),
      ...createDesktopHandlers({ ...desktop, rooms, pageRendered: mainWindow.pageRendered }),
      ...createDeveloperHandlers({
        mode: developerMode,
        session,
        loan,
        workspaces,
        sandbox,
        fetch: network.fetch,
        found: (finding) => mainWindow.tell('finding', finding),
        timeline,
        appVersion: app.getVersion(),
        askWhere: mainWindow.askWhere,
      }),
    },
    network.proxyLogin,
  )
  isStarted = true
  void session.restore(workspaces.current().id)
  answerCalls(first.calls, { contents: mainWindow.contents }, handlers, log)
  const menu = menuTemplate({
    platform: process.platform,
    appName: 'Latchkey',
    isDevtoolsAllowed: first.isDevtoolsAllowed,
    showLog: desktop.showLog,
    showSettings: () => mainWindow.showAndTell('openSettings', null),
    developerMode,
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))

  return {
    canQuit: () => quit.canQuit(),
    forceQuit: () => quit.forceQuit(),
    arrive: desktop.arrive,
    follow: desktop.follow,
    windowShown() {
      resumeHandler.started()
      desktop.started()
      updates.started()
    },
    host: {
      settings,
      preferences: () => desktop.preferences.read(),
      wouldLose: () => leaveQuestion('quit', losses()) !== null,
      quit,
      log,
      focused() {
        resumeHandler.focused()
        desktop.seen()
      },
    },
  }
}
