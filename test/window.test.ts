import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowPlace } from '../main/settings.ts'
import { isVisible, openWindow, showWindow, type WindowOptions } from '../main/window.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: 0, width: 1280, height: 1024 }
const place = { x: 100, y: 100, width: 900, height: 640, isMaximized: false }

const places: [where: string, at: Partial<WindowPlace>, isThere: boolean][] = [
  ['in the middle', {}, true],
  ['at the top left', { x: 0, y: 0 }, true],
  ['half out on the left', { x: -500 }, true],
  ['with 120 px left on the screen', { x: 1800 }, true],
  ['with 119 px left on the screen', { x: 1801 }, false],
  ['out on the left', { x: -900 }, false],
  ['with its title above the screen', { y: -1 }, false],
  ['with its title just above the lower edge', { y: 1007 }, true],
  ['with its title at the lower edge', { y: 1008 }, false],
  ['on a screen that is gone', { x: 2500 }, false],
]

for (const [where, at, isThere] of places) {
  test(`a window ${where} can${isThere ? '' : 'not'} be got hold of`, () => {
    assert.equal(isVisible({ ...place, ...at }, [screen]), isThere)
  })
}

test('a window on the second screen is there while that screen is', () => {
  const there = { ...place, x: 2500 }
  assert.equal(isVisible(there, [screen, second]), true)
  assert.equal(isVisible(there, []), false)
})

/** Opens a window of a class that only takes notes. */
function open(options: Partial<WindowOptions> = {}) {
  const done: string[] = []
  const saved: WindowPlace[] = []
  let given: BrowserWindowConstructorOptions = {}
  class FakeWindow extends EventEmitter {
    constructor(options: BrowserWindowConstructorOptions) {
      super()
      given = options
    }
    webContents = Object.assign(new EventEmitter(), { reload: () => void done.push('reload') })
    maximize = () => void done.push('maximize')
    show = () => void done.push('show')
    restore = () => void done.push('restore')
    focus = () => void done.push('focus')
    isMaximized = () => true
    isMinimized = () => true
    getNormalBounds = () => ({ x: 1, y: 2, width: 3, height: 4 })
    loadURL = (url: string) => Promise.resolve(void done.push(url))
  }
  const window = openWindow({
    BrowserWindow: FakeWindow as unknown as WindowOptions['BrowserWindow'],
    preload: '/app/preload.cjs',
    icon: null,
    isDark: false,
    isDevtoolsAllowed: false,
    place: null,
    workAreas: [screen],
    savePlace: (place) => void saved.push(place),
    ...options,
  })
  return { window, done, saved, given }
}

test('the window is sandboxed, isolated and without Node', () => {
  const { given } = open()
  assert.deepEqual(given.webPreferences, {
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    devTools: false,
    spellcheck: false,
  })
})

test('it opens where it was, at its usual size the first time, and never out of sight', () => {
  const { x, y, width, height } = open({ place }).given
  assert.deepEqual([x, y, width, height], [100, 100, 900, 640])
  const first = open().given
  assert.deepEqual([first.x, first.width, first.height], [undefined, 900, 640])
  const away = open({ place: { ...place, x: 5_000, width: 700, isMaximized: true } })
  assert.deepEqual([away.given.x, away.given.width], [undefined, 700])
  assert.ok(!away.done.includes('maximize'))
  assert.ok(open({ place: { ...place, isMaximized: true } }).done.includes('maximize'))
})

test('it is shown when it has something to show, and remembers its place when it closes', () => {
  const { window, done, saved, given } = open()
  assert.equal(given.show, false)
  assert.deepEqual(done, ['app://latchkey/index.html'])
  window.emit('ready-to-show')
  assert.deepEqual(done.slice(1), ['show'])
  window.emit('close')
  assert.deepEqual(saved, [{ x: 1, y: 2, width: 3, height: 4, isMaximized: true }])
})

test('the empty frame has the colour of the page that comes', () => {
  assert.notEqual(open({ isDark: true }).given.backgroundColor, open().given.backgroundColor)
})

test('it has a picture of its own where there is no bundle to take one from', () => {
  assert.equal(open({ icon: '/app/icon.png' }).given.icon, '/app/icon.png')
  assert.ok(!('icon' in open().given))
})

test('a second start brings the window back: restored, shown, focused', () => {
  const { window, done } = open()
  showWindow(window)
  assert.deepEqual(done.slice(1), ['restore', 'show', 'focus'])
})

test('a page whose process has died is loaded again, but not for ever', () => {
  const { window, done } = open()
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' })
  assert.ok(!done.includes('reload'))
  for (let count = 0; count < 5; count += 1) {
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  }
  assert.equal(done.filter((what) => what === 'reload').length, 3)
})
