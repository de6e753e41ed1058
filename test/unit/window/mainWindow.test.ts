import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { BrowserWindowConstructorOptions, MessageBoxOptions } from 'electron'
import { createMainWindow, type MainWindowOptions } from '../../../main/window/mainWindow.ts'
import type { WindowPlace } from '../../../main/settings/settings.ts'
import type { Preferences } from '../../../preload/contract.ts'
import { longestWaitMs } from '../../../main/window/firstShow.ts'
import { FakeClock, FakeLog } from '../../support/fakes.ts'
import { preferences as usual } from '../../components/harness/views.ts'

interface Circumstances {
  preferences: Partial<Preferences>
  platform: NodeJS.Platform
  wouldLose: boolean
  isQuitting: boolean
  /** The window is visible from the start, so that showing it is no event. */
  isVisibleAtOnce: boolean
}

/** A main window whose BrowserWindows only take notes. */
function open(change: Partial<Circumstances> = {}) {
  const { preferences = {}, platform = 'linux', wouldLose = false, isQuitting = false } = change
  const { isVisibleAtOnce = false } = change
  const windows: FakeWindow[] = []
  const done: string[] = []
  const clock = new FakeClock()
  const saved: WindowPlace[] = []
  class FakeWindow extends EventEmitter {
    isShown = isVisibleAtOnce
    isFull = false
    isInFront = false
    readonly webContents = Object.assign(new EventEmitter(), {
      isLoading: () => !this.isShown,
      isDestroyed: () => false,
      send: (channel: string) => void done.push(channel),
    })
    readonly given: BrowserWindowConstructorOptions
    constructor(given: BrowserWindowConstructorOptions) {
      super()
      this.given = given
      windows.push(this)
    }
    show = () => {
      done.push('show')
      if (!this.isShown) this.emit('show')
      this.isShown = true
    }
    hide = () => {
      this.isShown = false
      done.push('hide')
    }
    setFullScreen = (isFull: boolean) => void (this.isFull = isFull)
    isFullScreen = () => this.isFull
    isVisible = () => this.isShown
    isFocused = () => this.isInFront
    isMinimized = () => false
    isMaximized = () => false
    maximize = () => undefined
    focus = () => void done.push('focus')
    getNormalBounds = () => ({ x: 5, y: 6, width: 700, height: 500 })
    loadURL = () => Promise.resolve()
    /** Somebody closes it. Whether it is closed. */
    close(): boolean {
      let isPrevented = false
      this.emit('close', { preventDefault: () => void (isPrevented = true) })
      if (!isPrevented) this.emit('closed')
      return !isPrevented
    }
  }
  const place = { x: 1, y: 2, width: 700, height: 560, isMaximized: false }
  const main = createMainWindow({
    electron: {
      app: { quit: () => void done.push('quit') },
      BrowserWindow: FakeWindow as unknown as MainWindowOptions['electron']['BrowserWindow'],
      dialog: {
        showMessageBox(...given: unknown[]) {
          done.push(given.length === 2 ? 'ask before it' : 'ask alone')
          return Promise.resolve({ response: 0, checkboxChecked: false })
        },
        showSaveDialog: (...given: unknown[]) => {
          done.push(given.length === 2 ? 'ask where before it' : 'ask where alone')
          return Promise.resolve({ canceled: true, filePath: '' })
        },
      },
      nativeTheme: { shouldUseDarkColors: false },
      screen: {
        getAllDisplays: () => [
          { workArea: { x: 0, y: 0, width: 1920, height: 1000 } } as Electron.Display,
        ],
      },
    },
    preload: '/app/preload.cjs',
    icon: null,
    isDevtoolsAllowed: false,
    platform,
    settings: { window: () => place, setWindow: (place) => void saved.push(place) },
    preferences: () => ({ ...usual, ...preferences }),
    wouldLose: () => wouldLose,
    crashQuestion: () => null,
    quit: () => ({
      canQuit() {
        done.push('can quit?')
        return isQuitting
      },
      isQuitting: () => isQuitting,
    }),
    focused: () => void done.push('focused'),
    firstShown: () => void done.push('first shown'),
    clock,
    log: new FakeLog(),
  })
  const question: MessageBoxOptions = { message: 'Really?' }
  const first = () => windows.at(-1) ?? assert.fail('There is no window.')
  return { main, windows, first, done, saved, clock, ask: () => main.ask(question) }
}

const inTray = { tray: true, closeToTray: true }

/** Events that show a new window: one of them is enough. */
const reasons: [reason: string, come: (opened: ReturnType<typeof open>) => Promise<void> | void][] =
  [
    ['Electron has something to show', ({ first }) => void first().emit('ready-to-show')],
    ['its page has rendered', ({ main }) => main.pageRendered()],
    ['it has waited for long enough', ({ clock }) => clock.turn(longestWaitMs)],
  ]

for (const [reason, come] of reasons) {
  test(`it is opened once, and shown once, when ${reason}`, async () => {
    const opened = open()
    const { main, windows, done, clock } = opened
    main.show()
    main.show()
    await clock.turn(longestWaitMs - 1)
    assert.equal(windows.length, 1)
    assert.deepEqual(done, [])
    await come(opened)
    assert.deepEqual(done, ['show', 'first shown'])
    for (const [, comeLater] of reasons) await comeLater(opened)
    assert.deepEqual(done, ['show', 'first shown'])
    assert.deepEqual(clock.pending(), [])
  })

  test(`a second start brings up a window that is shown because ${reason}`, async () => {
    for (const isVisibleAtOnce of [false, true]) {
      const opened = open({ isVisibleAtOnce })
      const { main, done } = opened
      main.show()
      await come(opened)
      assert.equal(main.isAway(), true)
      main.show()
      assert.deepEqual(done, ['show', 'first shown', 'show', 'focus'])
    }
  })
}

test('a window that is hidden to the tray stays there when its page renders again', async () => {
  const { main, first, done, clock } = open({ preferences: inTray })
  main.show()
  main.pageRendered()
  first().close()
  main.pageRendered()
  await clock.turn(longestWaitMs)
  assert.deepEqual(done, ['show', 'first shown', 'hide'])
})

test('a window that is closed before it is shown is not shown any more', async () => {
  const { main, first, done, clock } = open({ platform: 'darwin' })
  main.show()
  first().close()
  main.pageRendered()
  await clock.turn(longestWaitMs)
  assert.deepEqual(done, [])
})

test('what waits for the first window of a run begins once', () => {
  const { main, first, done } = open({ platform: 'darwin' })
  for (let count = 0; count < 2; count += 1) {
    main.show()
    first().emit('ready-to-show')
    first().close()
  }
  assert.deepEqual(done, ['show', 'first shown', 'show'])
})

test('it is where it was only for one who wants that, and only then is its place kept', () => {
  const kept = open()
  kept.main.show()
  assert.deepEqual([kept.first().given.width, kept.first().given.x], [700, 1])
  kept.first().close()
  assert.deepEqual(
    kept.saved.map(({ x }) => x),
    [5],
  )
  const usual = open({ preferences: { keepWindow: false } })
  usual.main.show()
  assert.deepEqual([usual.first().given.width, usual.first().given.x], [900, undefined])
  usual.first().close()
  assert.deepEqual(usual.saved, [])
})

test('closed to the tray it is hidden, and comes back as it was', () => {
  const { main, windows, first, done } = open({ preferences: inTray, wouldLose: true })
  main.show()
  first().emit('ready-to-show')
  assert.equal(first().close(), false)
  assert.deepEqual(done, ['show', 'first shown', 'hide'])
  main.show()
  assert.equal(windows.length, 1)
  assert.deepEqual(done.slice(3), ['show', 'focus'])
})

test('it is closed without a tray, and while the app quits', () => {
  for (const change of [
    { preferences: { tray: false, closeToTray: true } },
    { preferences: { tray: true, closeToTray: false } },
    { preferences: inTray, isQuitting: true },
  ]) {
    const { main, first } = open(change)
    main.show()
    assert.equal(first().close(), true)
    assert.equal(main.window(), null)
    assert.equal(main.contents(), null)
  }
})

test('when quitting would lose something, closing the window asks first, except on a Mac, where the app keeps running', () => {
  const asking = open({ wouldLose: true })
  asking.main.show()
  assert.equal(asking.first().close(), false)
  assert.deepEqual(asking.done, ['can quit?'])
  const mac = open({ wouldLose: true, platform: 'darwin' })
  mac.main.show()
  assert.equal(mac.first().close(), true)
})

test('a full screen is left before it is hidden', () => {
  const { main, first, done } = open({ preferences: inTray })
  main.show()
  first().isFull = true
  first().close()
  assert.deepEqual([first().isFull, done], [false, []])
  first().emit('leave-full-screen')
  assert.deepEqual(done, ['hide'])
})

test('nobody is away from a window that is still coming; from one behind others, hidden or gone they are', () => {
  const { main, first } = open({ platform: 'darwin' })
  // A start in the tray opens none.
  assert.equal(main.isAway(), true)
  main.show()
  assert.equal(main.isAway(), false)
  first().emit('ready-to-show')
  assert.equal(main.isAway(), true)
  first().isInFront = true
  assert.equal(main.isAway(), false)
  first().close()
  assert.equal(main.isAway(), true)
  main.show()
  assert.equal(main.isAway(), false)
})

test('its page is told once it listens, however the window came to be', () => {
  const { main, first, done } = open()
  main.showAndTell('openSettings', null)
  assert.deepEqual(done, [])
  first().emit('ready-to-show')
  first().webContents.emit('did-finish-load')
  assert.deepEqual(done, ['show', 'first shown', 'event:openSettings'])
  main.showAndTell('openSettings', null)
  assert.deepEqual(done.slice(3), ['show', 'focus', 'event:openSettings'])
})

test('a question is asked in front of it, which is shown for that; without one it is asked alone', async () => {
  const { main, first, done, ask } = open({ preferences: inTray })
  await ask()
  main.show()
  first().emit('ready-to-show')
  first().close()
  await ask()
  assert.deepEqual(done, ['ask alone', 'show', 'first shown', 'hide', 'show', 'ask before it'])
})

test('somebody at the window is noticed', () => {
  const { main, first, done } = open()
  main.show()
  first().emit('focus')
  assert.deepEqual(done, ['focused'])
})
