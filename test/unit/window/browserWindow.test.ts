import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { en } from '../../../main/text/en.ts'
import { crashQuestion } from '../../../main/app/crashQuestion.ts'
import type { BrowserWindowConstructorOptions, MessageBoxOptions } from 'electron'
import type { WindowPlace } from '../../../main/settings/settings.ts'
import { FakeLog, settled } from '../../support/fakes.ts'
import {
  isVisible,
  openWindow,
  showWindow,
  type WindowOptions,
} from '../../../main/window/browserWindow.ts'

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
  const log = new FakeLog()
  const asked: MessageBoxOptions[] = []
  let answer: (button: string) => void = () => assert.fail('Nothing was asked.')
  let given: BrowserWindowConstructorOptions = {}
  class FakeWindow extends EventEmitter {
    constructor(options: BrowserWindowConstructorOptions) {
      super()
      given = options
    }
    webContents = new EventEmitter()
    maximize = () => void done.push('maximize')
    show = () => void done.push('show')
    restore = () => void done.push('restore')
    focus = () => void done.push('focus')
    isDestroyed = () => done.includes('destroyed')
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
    crashQuestion: () => crashQuestion(en),
    ask(question) {
      asked.push(question)
      return new Promise((resolve, reject) => {
        answer = (button) => {
          if (button === '') return reject(new Error('The window is gone.'))
          return resolve({
            response: (question.buttons ?? []).indexOf(button),
            checkboxChecked: false,
          })
        }
      })
    },
    quit: () => void done.push('quit'),
    log,
    ...options,
  })
  /** The page's process dies so many times. */
  const crash = (times: number) => {
    for (let count = 0; count < times; count += 1) {
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    }
  }
  const press = async (button: string) => {
    answer(button)
    await settled()
  }
  const reloads = () => done.filter((what) => what === 'app://latchkey/index.html').length - 1
  return { window, done, saved, given, log, asked, crash, press, reloads }
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
    disableDialogs: true,
    imageAnimationPolicy: 'noAnimation',
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

test('it is opened hidden, and remembers its place when it closes', () => {
  const { window, done, saved, given } = open()
  assert.equal(given.show, false)
  assert.deepEqual(done, ['app://latchkey/index.html'])
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

test('a page whose process has died is loaded again, three times in a row, and each time is logged', () => {
  const { window, crash, reloads, asked, log } = open()
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' })
  assert.equal(reloads(), 0)
  crash(3)
  assert.equal(reloads(), 3)
  assert.deepEqual(asked, [])
  assert.deepEqual(log.lines, Array(3).fill('warn page.gone {"reason":"crashed"}'))
})

test('after the fourth crash in a row somebody is asked, with what happened and what to do', () => {
  const { crash, reloads, asked, done } = open()
  crash(4)
  assert.equal(reloads(), 3)
  assert.equal(asked.length, 1)
  assert.match(asked[0]?.message ?? '', /crashed four times/)
  assert.deepEqual(asked[0]?.buttons, ['Reload', 'Quit'])
  assert.ok(!done.includes('quit'))
})

test('“Reload” reloads, and the next three crashes are met without a question again', async () => {
  const { crash, press, reloads, asked } = open()
  crash(4)
  await press('Reload')
  assert.equal(reloads(), 4)
  crash(3)
  assert.equal(reloads(), 7)
  assert.equal(asked.length, 1)
  crash(1)
  assert.equal(asked.length, 2)
})

test('“Quit” quits', async () => {
  const { crash, press, reloads, done } = open()
  crash(4)
  await press('Quit')
  assert.ok(done.includes('quit'))
  assert.equal(reloads(), 3)
})

test('an answer that comes when the window is gone does nothing, and neither does no answer', async () => {
  for (const button of ['Reload', 'Quit', '']) {
    const { crash, press, reloads, done } = open()
    crash(4)
    done.push('destroyed')
    await press(button)
    assert.equal(reloads(), 3)
    assert.ok(!done.includes('quit'))
  }
})

test('crashes that are more than a minute apart are not in a row', (t) => {
  const { crash, reloads, asked } = open()
  const clock = { now: 0 }
  t.mock.method(performance, 'now', () => clock.now)
  for (let count = 0; count < 8; count += 1) {
    crash(1)
    clock.now += 20_001
  }
  assert.equal(reloads(), 8)
  assert.deepEqual(asked, [])
})

test('before the texts are loaded the window is reloaded after each crash', () => {
  const { crash, reloads, asked } = open({ crashQuestion: () => null })
  crash(5)
  assert.equal(reloads(), 5)
  assert.deepEqual(asked, [])
})
