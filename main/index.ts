import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session as electronSession,
  shell,
  utilityProcess,
  type MessageBoxOptions,
  type MessageBoxReturnValue,
} from 'electron'
import Store from 'electron-store'
import { createAccountMemory } from './auth/memory.ts'
import { createLoggedSession } from './auth/sessionLog.ts'
import { createBackends } from './backends.ts'
import { systemClock } from './clock.ts'
import { readConfiguration, switchValue } from './configuration.ts'
import { createLoan } from './developer/clipboard.ts'
import { createDeveloperHandlers } from './developer/handlers.ts'
import { createDeveloperMode } from './developer/mode.ts'
import { createTimeline } from './developer/timeline.ts'
import { isWritable } from './folder.ts'
import { guardContents, guardSession } from './guard.ts'
import { createHandlers } from './handlers.ts'
import { answerCalls, tell } from './ipc.ts'
import { createKeychain } from './keychain/client.ts'
import { createLook } from './keychain/look.ts'
import { createRecords } from './keychain/record.ts'
import { createVault } from './keychain/vault.ts'
import { openLog } from './logFile.ts'
import { menuTemplate } from './menu.ts'
import { watchPower } from './power.ts'
import { createQuit, heedSignals } from './quit.ts'
import { createRooms, messageOf } from './rooms.ts'
import { createSandboxHost } from './sandboxHost.ts'
import { scheme, serveWindow } from './scheme.ts'
import { createSettings, salvage } from './settings.ts'
import { openSettingsFile } from './settingsFile.ts'
import { watchUncaught } from './uncaught.ts'
import { makeView } from './view.ts'
import { openWindow, showWindow } from './window.ts'
import { createWorkspaces } from './workspaces.ts'

// Where this run keeps its things. Everything else depends on it, the single-instance lock too.
const here = import.meta.dirname
const appName = app.isPackaged ? 'Latchkey' : 'Latchkey (development)'
const folder = switchValue(process.argv, 'user-data-dir')
const userData = folder ? resolve(folder) : join(app.getPath('appData'), appName)
app.setPath('userData', userData)
if (!app.requestSingleInstanceLock()) {
  // Another run has the folder, or nobody can write in it; then this one runs too, with a place for its caches.
  if (isWritable(userData)) app.exit(0)
  app.setPath('sessionData', join(app.getPath('temp'), `latchkey-${randomUUID()}`))
}

protocol.registerSchemesAsPrivileged([scheme])
guardContents(app)

let window: BrowserWindow | null = null
const contents = () => window?.webContents ?? null
const newId = () => randomUUID()

const timeline = createTimeline({
  clock: systemClock,
  // What happens before there is a window is read later.
  happened: (entry) => void (window && developerMode.isOn() && tell(contents(), 'timeline', entry)),
})
const logs = join(userData, 'logs')
const { log, path: logPath } = openLog(logs, process.env, process.stderr, timeline.record)
const uncaught = watchUncaught(process, {
  log,
  logPath,
  changed: showView,
  giveUp(words) {
    dialog.showErrorBox('Latchkey', words)
    app.exit(1)
  },
})
log.info('app.started', { version: app.getVersion(), electron: process.versions.electron ?? '' })

const settingsFile = openSettingsFile({
  folder: userData,
  openFile: () =>
    new Store({ name: 'settings', cwd: userData, configFileMode: 0o600, clearInvalidConfig: true }),
  salvage,
  log,
  now: Date.now,
  changed: showView,
})
const settings = createSettings(settingsFile.store, newId)
const configuration = readConfiguration({
  argv: process.argv,
  env: process.env,
  resources: process.resourcesPath,
  cwd: process.cwd(),
  read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null),
})

// The vault: the OS keychain, behind a process of its own.
const keychain = createKeychain({
  clock: systemClock,
  log,
  service: appName,
  fork: () =>
    utilityProcess.fork(join(here, 'keychain.js'), [], {
      serviceName: 'keychain',
      // What libsecret says is told to people in our words, and known by its own, which are translated otherwise.
      env: { ...process.env, LC_ALL: 'C' },
    }),
})
const entryLimitBytes = process.platform === 'win32' ? 2_560 : Infinity
const vault = createVault({
  keychain,
  records: createRecords(keychain, entryLimitBytes),
  profile: settings.profile(),
  log,
  newId,
  changed: showView,
})

// The workspaces and their servers.
const sandbox = createSandboxHost({
  log,
  folder: join(app.getPath('userData'), 'sandbox'),
  fork: () => utilityProcess.fork(join(here, 'sandbox.js'), [], { serviceName: 'sandbox' }),
  changed: showView,
})
const backends = createBackends({
  clock: systemClock,
  fetch,
  client: `latchkey-desktop-${app.getVersion()}`,
  newId,
  event(event) {
    const message = messageOf(event)
    if (message) tell(contents(), 'message', message)
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
  connected: () => tell(contents(), 'caughtUp', null),
})
const rooms = createRooms({
  session,
  chatOf: backends.chatOf,
  waiting: (id, code) => tell(contents(), 'waiting', { id, code }),
})

// What only developers meet.
const developerMode = createDeveloperMode({
  isPackaged: app.isPackaged,
  configuration,
  settings,
  changed: showView,
})
const loan = createLoan({ clipboard, clock: systemClock, log })

function readView() {
  const wrong = configuration.kind === 'wrong' ? [configuration.problem] : []
  const notices = [...wrong, ...settingsFile.notices(), ...uncaught.notices()]
  return makeView({
    session: session.state(),
    memory,
    vault: vault.state(),
    workspaces,
    platform: process.platform,
    notice: notices.join(' ') || null,
    developerMode: developerMode.isOn(),
  })
}

function showView(): void {
  if (window) tell(contents(), 'view', readView())
}

const handlers = {
  ...createHandlers({ session, memory, vault, workspaces, rooms, log, readView, newId }),
  ...createDeveloperHandlers({
    mode: developerMode,
    session,
    loan,
    workspaces,
    sandbox,
    found: (finding) => tell(contents(), 'finding', finding),
    timeline,
    appVersion: app.getVersion(),
    askWhere: async (options) => window && dialog.showSaveDialog(window, options),
  }),
}
answerCalls(ipcMain, { contents }, handlers, log)

const isDevtoolsAllowed = !app.isPackaged
const isMac = process.platform === 'darwin'
const isLinux = process.platform === 'linux'

void app.whenReady().then(() => {
  serveWindow(protocol, join(here, '../renderer'))
  guardSession(electronSession.defaultSession, isDevtoolsAllowed)
  const menu = menuTemplate({
    platform: process.platform,
    appName: 'Latchkey',
    isDevtoolsAllowed,
    // Without a file yet, the folder it would be in.
    showLog: () => shell.showItemInFolder(existsSync(logPath) ? logPath : userData),
    developerMode,
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
  window = openMainWindow()
  uncaught.started()
  void session.restore(workspaces.current().id)
  // With nobody to restore, the sign-in screen has still to say where secrets will rest and who lives in the sandbox;
  // but starting processes for that must not slow down its first paint.
  window.once('ready-to-show', () => {
    watchPower(powerMonitor, { log, woke: wake, shutDown: () => quit.insist() })
    systemClock.after(300, prepareSignIn)
  })
  heedSignals(process, () => quit.insist())
})

function openMainWindow(): BrowserWindow {
  const opened = openWindow({
    BrowserWindow,
    preload: join(here, '../preload/index.cjs'),
    icon: app.isPackaged && isLinux ? join(process.resourcesPath, 'icon.png') : null,
    isDark: nativeTheme.shouldUseDarkColors,
    isDevtoolsAllowed,
    place: settings.window(),
    workAreas: screen.getAllDisplays().map((display) => display.workArea),
    savePlace: (place) => settings.setWindow(place),
    ask,
    quit: () => app.quit(),
    log,
  })
  // Closing the last window quits. The question needs it, and so does whoever stays.
  opened.on('close', (event) => {
    if (!isMac && rooms.unsent() > 0 && !quit.mayGo()) event.preventDefault()
  })
  opened.on('focus', () => void lookAtKeychain())
  opened.once('closed', () => (window = null))
  return opened
}

function ask(question: MessageBoxOptions): Promise<MessageBoxReturnValue> {
  return window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question)
}

function prepareSignIn(): void {
  if (session.state().kind !== 'signedOut') return
  if (workspaces.current().from === 'sandbox') void sandbox.start().catch(() => undefined)
  void vault.probe()
}

const lookAtKeychain = createLook({
  clock: systemClock,
  vault,
  isNeeded: () => session.needsKeychain(),
  found: () => session.keychainReady(),
})

function wake(): void {
  session.resumed()
  if (vault.state().kind !== 'ready') void vault.probe().then(tryKeychainAgain)
}

function tryKeychainAgain(): void {
  if (vault.state().kind === 'ready') session.keychainReady()
}

app.on('second-instance', show)
app.on('activate', show)
// On a Mac an app lives on without a window.
app.on('window-all-closed', () => isMac || app.quit())

function show(): void {
  if (!app.isReady()) return
  if (window) showWindow(window)
  else window = openMainWindow()
}

const quit = createQuit({
  log,
  unsent: () => rooms.unsent(),
  ask,
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
