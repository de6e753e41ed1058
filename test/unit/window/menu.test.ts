import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MenuItemConstructorOptions } from 'electron'
import { en } from '../../../main/text/en.ts'
import { menuTemplate } from '../../../main/window/menu.ts'

/** The menu as an outline: what it is called or does, with what is in it. */
function outline(items: MenuItemConstructorOptions[]): unknown[] {
  return items.map(({ role, label, type, submenu }) => {
    const name = role ?? label ?? type
    return Array.isArray(submenu) ? [name, ...outline(submenu)] : name
  })
}

const developerMode = { isOn: () => false, isFixed: () => false, switchTo: () => undefined }
const options = {
  appName: 'Latchkey',
  texts: en,
  isDevtoolsAllowed: false,
  showLog: () => undefined,
  showSettings: () => undefined,
  developerMode,
  accounts: [],
  switchTo: () => undefined,
}

function menu(platform: NodeJS.Platform, isDevtoolsAllowed = false): unknown[] {
  return outline(menuTemplate({ ...options, platform, isDevtoolsAllowed }))
}

const view = [
  '&View',
  'resetZoom',
  'zoomIn',
  'zoomOut',
  'separator',
  'togglefullscreen',
  'separator',
  'Developer mode',
]

test("on macOS the app's own menu comes first, with about, services, hiding and quitting", () => {
  assert.deepEqual(menu('darwin').slice(0, 2), [
    [
      'Latchkey',
      'about',
      'separator',
      'Settings…',
      'separator',
      'services',
      'separator',
      'hide',
      'hideOthers',
      'unhide',
      'separator',
      'quit',
    ],
    ['&File', 'close'],
  ])
})

test('the settings are where each platform has them, with its usual shortcut', () => {
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    let shown = 0
    const showSettings = () => void (shown += 1)
    const [first] = menuTemplate({ ...options, platform, showSettings })
    assert.ok(Array.isArray(first?.submenu))
    const item = first.submenu.find(({ label }) => label === 'Settings…')
    assert.equal(item?.accelerator, 'CmdOrCtrl+,')
    Reflect.apply(item?.click ?? assert.fail('No such item.'), item, [])
    assert.equal(shown, 1)
  }
})

test('Help shows the log', () => {
  let shown = 0
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    const showLog = () => void (shown += 1)
    const items = menuTemplate({ ...options, platform, showLog })
    const help = items.find(({ role }) => role === 'help')?.submenu
    assert.ok(Array.isArray(help))
    const item = help.find(({ label }) => label === 'Show log')
    // Electron hands the item, the window and the event over; none of them matters.
    Reflect.apply(item?.click ?? assert.fail('No such item.'), item, [])
  }
  assert.equal(shown, 3)
})

for (const platform of ['win32', 'linux'] as const) {
  test(`on ${platform} File quits and Help tells about the app`, () => {
    const items = menu(platform)
    assert.deepEqual(items[0], ['&File', 'Settings…', 'separator', 'quit'])
    assert.deepEqual(items.at(-1), ['help', 'Show log', 'separator', 'about'])
    assert.ok(!JSON.stringify(items).includes('services'))
  })
}

for (const platform of ['darwin', 'win32', 'linux'] as const) {
  test(`on ${platform} there are the usual edit, view and window menus`, () => {
    const items = menu(platform)
    const names = items.map((item) => (Array.isArray(item) ? String(item[0]) : item))
    assert.ok(names.includes('editMenu') && names.includes('windowMenu'))
    assert.deepEqual(
      items.find((item) => Array.isArray(item) && item[0] === '&View'),
      view,
    )
  })

  test(`on ${platform} reloading and the developer tools are there only where they are allowed`, () => {
    assert.ok(!/reload|toggleDevTools/i.test(JSON.stringify(menu(platform))))
    assert.ok(/reload.*toggleDevTools/.test(JSON.stringify(menu(platform, true))))
  })
}
