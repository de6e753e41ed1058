import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  app,
  clipboard,
  dialog,
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
import { createSession } from '../auth/session.ts'
import { createTimeouts } from '../auth/timeouts.ts'
import { createChannels } from '../chat/channels.ts'
import { createWaitingMessages } from '../chat/waitingMessages.ts'
import { createDesktop } from '../desktop/desktop.ts'
import { createDeveloperHandlers } from '../developer/handlers.ts'
import { createTemporaryClipboard } from '../developer/temporaryClipboard.ts'
import { createTimeline } from '../developer/timeline.ts'
import { createDesktopHandlers } from '../ipc/desktopHandlers.ts'
import { createHandlers } from '../ipc/handlers.ts'
import { withConsent } from '../ipc/consent.ts'
import { answerCalls } from '../ipc/ipc.ts'
import type { CallSource } from '../ipc/pendingCalls.ts'
import { withProxyCalls } from '../ipc/proxyHandlers.ts'
import { makeView } from '../ipc/view.ts'
import { openLog } from '../logging/logFile.ts'
import { systemClock } from '../platform/clock.ts'
import { createDeveloperMode } from '../settings/developerMode.ts'
import type { Language } from '../text/language.ts'
import { createUpdates } from '../updates/updates.ts'
import { connectServers } from '../workspaces/open.ts'
import { createAskFile } from '../window/askFile.ts'
import type { MainWindow } from '../window/mainWindow.ts'
import { createApplicationMenu } from '../window/applicationMenu.ts'
import { handleGlobalErrors } from './globalErrors.ts'
import type { Profile } from './profile.ts'
import type { AppEvents } from './appEvents.ts'
import { createEmitter, type Emitter } from './emitter.ts'
import { createExits } from './exits.ts'
import { createResumeHandler } from './resume.ts'
import type { LoadedApp } from './start.ts'
import { openStorage } from './storage.ts'
import type { WindowHost } from '../window/windowHost.ts'

export { openLanguage } from '../text/language.ts'

/** The parts that main/index.ts has made. */
export interface FirstPart {
  /** The folder of the built main process. */
  folder: string
  profile: Profile
  isDevtoolsAllowed: boolean
  /** See `DesktopOptions`. */
  isHiddenStart: boolean
  mainWindow: MainWindow
  calls: CallSource
  language: Language
}

const clock = systemClock
const newId = () => randomUUID()

/** Makes everything but the window, in the order of dependency, and starts it. */
export function compose(first: FirstPart): LoadedApp & { host: WindowHost } {
  const { mainWindow } = first
  const events = createEmitter<AppEvents>()
  const base = openBase(first, events)
  const signIn = openSession(first, base, events)
  const parts = openDesktop(first, base, signIn, events)
  const { keychain, savedChats, settings, workspaces, log } = base
  const { session, quit } = signIn
  const { desktop, developerMode, resumeHandler, updates } = parts
  const readView = () => readViewOf(base, signIn, parts)
  const { showLog } = desktop
  const menu = createApplicationMenu({ Menu, ...first, process, showLog, developerMode })
  events.on('timelineEntry', (entry) => {
    if (developerMode.isOn()) mainWindow.tell('timeline', entry)
  })
  events.on('message', (message) => {
    mainWindow.tell('message', message)
    desktop.message(message)
    savedChats.received(message)
  })
  events.on('changed', () => {
    // A keyring that asks for each program asks once while an account is kept signed in.
    keychain.hold(session.isKept())
    const view = readView()
    mainWindow.tell('view', view)
    desktop.update(view)
    savedChats.update(session.state(), session.isKept())
    menu.update(view.remembered)
  })
  void session.restore(workspaces.current().id)
  const handlers = createAllHandlers(first, base, signIn, parts, readView)
  answerCalls(first.calls, { contents: mainWindow.contents }, handlers, log)
  menu.update(readView().remembered) // Before the first paint: a menu bar takes height from the page.
  first.language.onChange(() => events.emit('changed', null))
  let hasBegun = false
  /** Starts what could wait for the first paint, once: a window can follow a start without one. */
  function begin(): void {
    if (hasBegun) return
    hasBegun = true
    resumeHandler.started()
    desktop.started()
    updates.started()
    savedChats.deleteLeftovers()
  }
  events.on('startedHidden', begin)
  return {
    canQuit: () => quit.canQuit(),
    forceQuit: () => quit.forceQuit(),
    handleLaunch: desktop.handleLaunch,
    openLink: desktop.openLink,
    windowShown: begin,
    host: {
      settings,
      preferences: () => desktop.preferences.read(),
      wouldLose: signIn.wouldLose,
      crashQuestion: signIn.crashQuestion,
      quit,
      log,
      readPicture: base.pictures.read,
      focused() {
        resumeHandler.focused()
        desktop.seen()
      },
    },
  }
}

type Base = ReturnType<typeof openBase>

/** The log, stored data and the servers. */
function openBase(first: FirstPart, events: Emitter<AppEvents>) {
  const { profile, mainWindow } = first
  const changed = () => events.emit('changed', null)
  const timeline = createTimeline({
    clock,
    // Earlier entries are read from the timeline once the window asks.
    onEntry: (entry) => events.emit('timelineEntry', entry),
  })
  const logs = join(profile.userData, 'logs')
  const appLog = openLog(logs, process.env, process.stderr, timeline.record)
  const { log } = appLog
  const globalErrors = handleGlobalErrors(process, { log, changed })
  log.info('app.started', { version: app.getVersion(), electron: process.versions.electron ?? '' })

  const timeouts = createTimeouts(clock)
  const common = { ...first, timeouts, log, newId, changed }
  const storage = openStorage({
    ...common,
    utilityProcess,
    keychainReady: () => events.emit('keychainReady', null),
  })
  const servers = connectServers({
    ...common,
    ...storage,
    electron: { app, electronSession, net, shell, utilityProcess },
    browserAnswered: mainWindow.show,
    message: (message) => events.emit('message', message),
    timeMoved: () => events.emit('serverTimeMoved', null),
  })
  const { texts, code: language } = first.language
  return { timeline, appLog, log, globalErrors, timeouts, texts, language, ...storage, ...servers }
}

type SignIn = ReturnType<typeof openSession>

/** The session, its channels and the ways to leave it. */
function openSession({ mainWindow }: FirstPart, base: Base, events: Emitter<AppEvents>) {
  const { log, timeouts, accounts, savedChats, keychain, sandbox, backends, workspaces } = base
  const common = { clock, timeouts, log, accounts }
  const session = createSession({
    ...common,
    random: Math.random,
    backend: (id) => workspaces.backend(id),
    isToldOfSignOuts: workspaces.isToldOfSignOuts,
    changed: () => events.emit('changed', null),
    connected: () => mainWindow.tell('reconnected', null),
  })
  events.on('keychainReady', () => session.keychainReady())
  events.on('serverTimeMoved', () => session.serverTimeMoved())
  const channels = createChannels({
    session,
    chatOf: backends.chatOf,
    pictures: base.pictures,
    read: savedChats,
    waiting: (id, code, retryAfterMs) =>
      mainWindow.tell('messageDelayed', {
        id,
        code,
        ...(retryAfterMs === null ? {} : { retryAfterMs }),
      }),
  })

  const waitingMessages = createWaitingMessages()
  const secretClipboard = createTemporaryClipboard({ clipboard, clock, log })
  const waysOut = createExits({
    ...base,
    clock,
    session,
    unsent: channels.unsent,
    waitingMessages,
    ask: mainWindow.ask,
    clearClipboard: secretClipboard.clear,
    processes: [sandbox, keychain],
    quitApp: () => app.quit(),
  })
  return { session, channels, waitingMessages, secretClipboard, ...waysOut }
}

type DesktopParts = ReturnType<typeof openDesktop>

/** Preferences, tray, notifications, links, updates and waking up. */
function openDesktop(
  { folder, profile, mainWindow, isHiddenStart, language }: FirstPart,
  base: Base,
  { session, leaving, quit }: SignIn,
  events: Emitter<AppEvents>,
) {
  const { configuration, settings, log, appLog, workspaces } = base
  const changed = () => events.emit('changed', null)
  const { isPackaged } = app
  const developerMode = createDeveloperMode({ isPackaged, configuration, settings, changed })
  const desktop = createDesktop({
    electron: { app, Menu, nativeImage, nativeTheme, Notification, shell, Tray },
    process,
    folder,
    appName: profile.appName,
    clock,
    appLog,
    language,
    store: settings,
    developerMode,
    session,
    signOut: leaving.signOut,
    workspaces,
    window: mainWindow,
    isHiddenStart,
    startedHidden: () => events.emit('startedHidden', null),
    changed,
  })
  const shutDown = () => quit.forceQuit()
  const resumeHandler = createResumeHandler({ ...base, clock, session, powerMonitor, shutDown })
  const updates = createUpdates({ app, configuration, log, changed, quitWith: quit.quitWith })
  return { developerMode, desktop, resumeHandler, updates }
}

function readViewOf(base: Base, { session }: SignIn, { desktop, updates }: DesktopParts) {
  const { configuration, notices, globalErrors, vault, keyringName, browser, texts } = base
  const wrong = configuration.kind === 'wrong' ? [configuration.problem] : []
  return makeView({
    ...base,
    ...desktop.view(),
    session: session.state(),
    endingOf: (key) => session.endingOf(key),
    vault: vault.state(),
    platform: process.platform,
    keyring: keyringName(vault.state().kind) ?? process.env['XDG_CURRENT_DESKTOP'],
    browserSignIn: browser.pending(),
    proxy: base.network.proxyLogin.question(),
    notice: [...wrong, ...notices(texts()), ...globalErrors.notices(texts())].join(' ') || null,
    update: updates.ready(),
  })
}

function createAllHandlers(
  { mainWindow }: FirstPart,
  base: Base,
  signIn: SignIn,
  { desktop, developerMode, updates }: DesktopParts,
  readView: () => ReturnType<typeof makeView>,
) {
  const { ask } = mainWindow
  const askFile = createAskFile(dialog, mainWindow.window)
  const handlers = withProxyCalls(
    {
      ...createHandlers({ ...base, ...signIn, ask, askFile, updates, readView, newId }),
      ...createDesktopHandlers({ ...desktop, ...signIn, pageRendered: mainWindow.pageRendered }),
      ...createDeveloperHandlers({
        ...base,
        ...signIn,
        mode: developerMode,
        fetch: base.network.fetch,
        found: (finding) => mainWindow.tell('finding', finding),
        appVersion: app.getVersion(),
        askWhere: mainWindow.askWhere,
      }),
    },
    base.network.proxyLogin,
  )
  return withConsent(handlers, { ask, texts: base.texts }, base.workspaces, developerMode)
}
