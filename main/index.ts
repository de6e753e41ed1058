import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session as electronSession,
  shell,
  Tray,
  utilityProcess,
} from 'electron'
import { createAccountMemory } from './auth/accountStore.ts'
import { createLoggedSession } from './auth/sessionLog.ts'
import { createBackends } from './workspaces/backends.ts'
import { insistOnCertificates } from './network/certificates.ts'
import { systemClock } from './platform/clock.ts'
import { placesOf, readConfiguration } from './settings/configuration.ts'
import { createDesktop } from './desktop/desktop.ts'
import { createLoan } from './developer/temporaryClipboard.ts'
import { createDeveloperHandlers } from './developer/handlers.ts'
import { createDeveloperMode } from './settings/developerMode.ts'
import { createTimeline } from './developer/timeline.ts'
import { guardContents, guardSession } from './window/security.ts'
import { createHandlers } from './ipc/handlers.ts'
import { answerCalls } from './ipc/ipc.ts'
import { openVault } from './keychain/open.ts'
import { openLog } from './logging/logFile.ts'
import { createMainWindow } from './window/mainWindow.ts'
import { menuTemplate } from './window/menu.ts'
import { createNetwork } from './network/network.ts'
import { createQuit, heedSignals } from './app/quit.ts'
import { createRooms, messageOf } from './chat/channels.ts'
import { createSandboxHost } from './workspaces/sandboxHost.ts'
import { scheme, serveWindow } from './window/appProtocol.ts'
import { settle } from './app/profile.ts'
import { openSettings } from './settings/open.ts'
import { watchUncaught } from './app/globalErrors.ts'
import { createUpdates } from './updates/updates.ts'
import { makeView } from './ipc/view.ts'
import { createWake } from './app/resume.ts'
import { createWorkspaces } from './workspaces/workspaces.ts'

const here = import.meta.dirname
const { appName, userData } = settle(app, process.argv)

insistOnCertificates(process.env)
protocol.registerSchemesAsPrivileged([scheme])
guardContents(app)

const newId = () => randomUUID()
let isStarted = false

const timeline = createTimeline({
  clock: systemClock,
  // What happens before there is a window is read later.
  happened(entry) {
    if (isStarted && developerMode.isOn()) mainWindow.tell('timeline', entry)
  },
})
const logs = join(userData, 'logs')
const appLog = openLog(logs, process.env, process.stderr, timeline.record)
const { log } = appLog
const uncaught = watchUncaught(process, {
  log,
  logPath: appLog.path,
  changed: showView,
  giveUp(words) {
    dialog.showErrorBox('Latchkey', words)
    app.exit(1)
  },
})
log.info('app.started', { version: app.getVersion(), electron: process.versions.electron ?? '' })

const { settings, notices } = openSettings({ folder: userData, log, newId, changed: showView })
const configuration = readConfiguration(placesOf(process))

// The vault: the OS keychain, behind a process of its own.
const { vault, keychain } = openVault({
  clock: systemClock,
  log,
  service: appName,
  platform: process.platform,
  profile: settings.profile(),
  newId,
  changed: showView,
  fork: () =>
    utilityProcess.fork(join(here, 'keychain.js'), [], {
      serviceName: 'keychain',
      // What libsecret says is told to people in our words, and known by its own, which are translated otherwise.
      env: { ...process.env, LC_ALL: 'C' },
    }),
})

// The workspaces and their servers.
const sandbox = createSandboxHost({
  log,
  folder: join(app.getPath('userData'), 'sandbox'),
  fork: () => utilityProcess.fork(join(here, 'sandbox.js'), [], { serviceName: 'sandbox' }),
  changed: showView,
})
const client = `latchkey-desktop-${app.getVersion()}`
const network = createNetwork({ net, electronSession, client, log, changed: showView })
const backends = createBackends({
  clock: systemClock,
  network,
  client,
  newId,
  event(event) {
    const message = messageOf(event)
    if (!message) return
    mainWindow.tell('message', message)
    desktop.message(message)
  },
  timeMoved: () => session.serverTimeMoved(),
})
const workspaces = createWorkspaces({
  configuration,
  settings,
  sandbox,
  makeBackend: backends.make,
  changed: showView,
})

// The session, and what the window sees of it.
const memory = createAccountMemory(vault, settings.accounts, log)
const session = createLoggedSession({
  clock: systemClock,
  random: Math.random,
  log,
  memory,
  backend: (id) => workspaces.backend(id),
  changed: showView,
  connected: () => mainWindow.tell('caughtUp', null),
})
const rooms = createRooms({
  session,
  chatOf: backends.chatOf,
  waiting: (id, code) => mainWindow.tell('waiting', { id, code }),
})

// What only developers meet.
const developerMode = createDeveloperMode({
  isPackaged: app.isPackaged,
  configuration,
  settings,
  changed: showView,
})
const loan = createLoan({ clipboard, clock: systemClock, log })

// The window, and everything around it.
const isDevtoolsAllowed = !app.isPackaged
const isLinux = process.platform === 'linux'
const mainWindow = createMainWindow({
  electron: { app, BrowserWindow, dialog, nativeTheme, screen },
  preload: join(here, '../preload/index.cjs'),
  icon: app.isPackaged && isLinux ? join(process.resourcesPath, 'icon.png') : null,
  isDevtoolsAllowed,
  platform: process.platform,
  settings,
  preferences: () => desktop.preferences.read(),
  unsent: rooms.unsent,
  quit: () => quit,
  log,
  focused() {
    wake.focused()
    desktop.seen()
  },
  firstShown() {
    wake.started()
    desktop.started()
    updates.started()
  },
  clock: systemClock,
})
const desktop = createDesktop({
  electron: { app, Menu, nativeImage, nativeTheme, Notification, shell, Tray },
  process,
  folder: here,
  appName,
  clock: systemClock,
  appLog,
  store: settings,
  developerMode,
  session,
  workspaces,
  rooms,
  window: mainWindow,
  changed: showView,
})
const wake = createWake({
  clock: systemClock,
  session,
  vault,
  workspaces,
  sandbox,
  powerMonitor,
  log,
  shutDown: () => quit.insist(),
})
const updates = createUpdates({ app, configuration, log, changed: showView, quit: () => quit })

function readView() {
  const wrong = configuration.kind === 'wrong' ? [configuration.problem] : []
  const notice = [...wrong, ...notices(), ...uncaught.notices()].join(' ')
  return makeView({
    session: session.state(),
    memory,
    vault: vault.state(),
    workspaces,
    platform: process.platform,
    proxy: network.question(),
    notice: notice || null,
    update: updates.ready(),
    ...desktop.view(),
  })
}

function showView(): void {
  if (!isStarted) return
  const view = readView()
  mainWindow.tell('view', view)
  desktop.update(view)
}

const handlers = network.withProxyCalls({
  ...createHandlers({ session, memory, vault, workspaces, rooms, log, updates, readView, newId }),
  ...desktop.handlers,
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
})
answerCalls(ipcMain, { contents: mainWindow.contents }, handlers, log)

void app.whenReady().then(() => {
  serveWindow(protocol, join(here, '../renderer'))
  guardSession(electronSession.defaultSession, isDevtoolsAllowed)
  const menu = menuTemplate({
    platform: process.platform,
    appName: 'Latchkey',
    isDevtoolsAllowed,
    showLog: desktop.showLog,
    showSettings: () => mainWindow.showAndTell('openSettings', null),
    developerMode,
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
  isStarted = true
  mainWindow.show()
  uncaught.started()
  void session.restore(workspaces.current().id)
  desktop.arrive(process.argv)
  heedSignals(process, () => quit.insist())
})

app.on('second-instance', (_event, argv) => desktop.arrive(argv))
// On a Mac links come by themselves, the first one before the app is ready.
app.on('open-url', (event, link) => {
  event.preventDefault()
  desktop.follow(link)
})
app.on('activate', () => desktop.arrive([]))
// On a Mac an app lives on without a window.
app.on('window-all-closed', () => process.platform === 'darwin' || app.quit())

const quit = createQuit({
  log,
  unsent: () => rooms.unsent(),
  ask: mainWindow.ask,
  async leave() {
    session.leave()
    // What is being written to the keychain is written before the app goes, and no token stays on the clipboard.
    const inTime = new Promise((done) => void systemClock.after(2_000, () => done(null)))
    await Promise.race([Promise.all([memory.settled(), loan.takeBack()]), inTime])
    sandbox.stop()
    keychain.stop()
  },
  quit: () => app.quit(),
})
app.on('before-quit', (event) => quit.mayGo() || event.preventDefault())
