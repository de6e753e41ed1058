import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { MenuItemConstructorOptions, NativeImage, Tray } from 'electron'
import {
  createTray,
  trayPath,
  trayStatus,
  trayTemplate,
  type TrayPicture,
} from '../../../main/desktop/tray.ts'
import { en } from '../../../main/text/en.ts'
import type { Session, View } from '../../../preload/contract.ts'
import * as views from '../../components/harness/views.ts'

const { alice, anonymous } = views
const token = views.tokenFacts()

const states: [session: Session, picture: TrayPicture, words: string][] = [
  [{ state: 'signedOut' }, 'out', 'Signed out'],
  [{ state: 'signingIn', account: null }, 'waiting', 'connecting'],
  [{ state: 'signingIn', account: alice }, 'waiting', 'Alice Liddell: connecting'],
  [views.connected(), 'connected', 'Alice Liddell: connected'],
  [views.connected(anonymous, views.noToken), 'connected', 'Anonymous visitor: connected'],
  [{ state: 'refreshing', account: alice, token }, 'waiting', 'Alice Liddell: renewing the token'],
  [views.offline(null), 'waiting', 'Alice Liddell: offline'],
  [views.needsSignIn(), 'out', 'Alice Liddell: sign in again'],
]

for (const [session, picture, words] of states) {
  test(`of ${words} the tray shows “${picture}” and says so`, () => {
    assert.deepEqual(trayStatus(session, en), { picture, words })
  })
}

/** The actions of the menu, by the clicked labels. */
function click(session: Session, label: string): string[] {
  const done: string[] = []
  const note = (what: string) => () => void done.push(what)
  const items = trayTemplate(
    session,
    {
      show: note('show'),
      signOut: note('sign out'),
      quit: note('quit'),
    },
    en,
  )
  const item = items.find((item) => item.label === label)
  Reflect.apply(item?.click ?? assert.fail(`There is no ${label}.`), item, [])
  return done
}

test('its menu names the account, shows the window, signs out and quits', () => {
  const items = trayTemplate(
    views.connected(),
    {
      show: () => undefined,
      signOut: () => undefined,
      quit: () => undefined,
    },
    en,
  )
  assert.deepEqual(
    items.map(({ label, type }) => label ?? type),
    ['Alice Liddell: connected', 'separator', 'Show Latchkey', 'Sign out', 'separator', 'Quit'],
  )
  assert.equal(items[0]?.enabled, false)
  assert.deepEqual(click(views.connected(), 'Show Latchkey'), ['show'])
  assert.deepEqual(click(views.connected(), 'Sign out'), ['sign out'])
  assert.deepEqual(click(views.connected(), 'Quit'), ['quit'])
})

test('one can sign out of every session but the one that is over', () => {
  const actions = { show: () => undefined, signOut: () => undefined, quit: () => undefined }
  for (const [session] of states) {
    const item = trayTemplate(session, actions, en).find(({ label }) => label === 'Sign out')
    assert.equal(item?.enabled, session.state !== 'signedOut', session.state)
  }
})

test('a name is no shortcut, and no longer than a tooltip', () => {
  const odd = { ...alice, name: `Tom & Jerry ${'x'.repeat(200)}` }
  const session = views.connected(odd)
  const { tray, open } = openTray('linux')
  tray.update(view(session))
  assert.ok((open[0]?.toolTip.length ?? 0) <= 127)
  assert.match(open[0]?.menu[0]?.label ?? '', /^Tom && Jerry x+…: connected$/)
})

test('it is there for as long as it is wanted', () => {
  const { tray, open } = openTray('linux')
  tray.update(view(views.connected(), false))
  assert.equal(open.length, 0)
  tray.update(view(views.connected()))
  assert.deepEqual(
    open.map(({ isThere }) => isThere),
    [true],
  )
  tray.update(view(views.connected(), false))
  tray.update(view(views.connected(), false))
  assert.deepEqual(
    open.map(({ isThere }) => isThere),
    [false],
  )
  tray.update(view({ state: 'signedOut' }))
  assert.deepEqual(
    open.map(({ isThere }) => isThere),
    [false, true],
  )
  assert.deepEqual(open[1]?.pictures, ['out'])
})

test('it follows the session, and keeps its menu while nothing changes', () => {
  const { tray, open } = openTray('linux')
  for (const [session] of states) {
    tray.update(view(session))
    tray.update(view(session))
  }
  const [icon] = open
  assert.equal(open.length, 1)
  assert.deepEqual(icon?.pictures, ['out', 'waiting', 'connected', 'waiting', 'out'])
  assert.equal(icon?.menus, states.length)
  assert.equal(icon?.toolTip, 'Latchkey: Alice Liddell: sign in again')
})

test('a click shows the window, but on a Mac, where it opens the menu', () => {
  for (const [platform, shown] of [
    ['linux', 1],
    ['win32', 1],
    ['darwin', 0],
  ] as const) {
    const { tray, open, done } = openTray(platform)
    tray.update(view(views.connected()))
    for (const listener of open[0]?.clicks ?? []) listener()
    assert.equal(done.length, shown, platform)
  }
})

/** [system, size in pixels by the end of the name] */
const files: [platform: NodeJS.Platform, folder: string, sizes: Record<string, number>][] = [
  ['linux', 'linux', { '': 22, '@2x': 44 }],
  ['win32', 'windows', { '': 16, '@1.5x': 24, '@2x': 32 }],
  ['darwin', 'mac', { '': 16, '@2x': 32 }],
]

for (const [platform, folder, sizes] of files) {
  test(`the pictures for ${platform} are there, in their sizes, no two alike`, () => {
    const found = new Set<string>()
    for (const name of ['connected', 'waiting', 'out'] as const) {
      const path = trayPath('main/pictures', platform, name)
      for (const [end, size] of Object.entries(sizes)) {
        const png = readFileSync(path.replace('.png', `${end}.png`))
        assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [size, size])
        found.add(png.toString('base64'))
      }
    }
    assert.equal(found.size, 3 * Object.keys(sizes).length)
    assert.equal(readdirSync(join('main/pictures', folder)).length, found.size)
  })
}

function view(session: Session, tray = true): View {
  return views.view({ session, preferences: { ...views.preferences, tray } })
}

/** A tray that only takes notes. */
function openTray(platform: NodeJS.Platform) {
  const open: FakeIcon[] = []
  const done: string[] = []
  class FakeIcon {
    isThere = true
    toolTip = ''
    menus = 0
    menu: MenuItemConstructorOptions[] = []
    readonly pictures: unknown[] = []
    readonly clicks: (() => void)[] = []
    constructor(image: unknown) {
      open.push(this)
      this.pictures.push(image)
    }
    on = (_: string, listener: () => void) => void this.clicks.push(listener)
    setImage = (image: unknown) => void this.pictures.push(image)
    setToolTip = (text: string) => void (this.toolTip = text)
    setContextMenu = (menu: unknown) => {
      this.menu = menu as MenuItemConstructorOptions[]
      this.menus += 1
    }
    destroy = () => void (this.isThere = false)
  }
  const tray = createTray({
    Tray: FakeIcon as unknown as new (image: NativeImage) => Tray,
    Menu: { buildFromTemplate: (template) => template as never },
    picture: (name) => name as unknown as NativeImage,
    platform,
    texts: () => en,
    show: () => void done.push('show'),
    signOut: () => void done.push('sign out'),
    quit: () => void done.push('quit'),
  })
  return { tray, open, done }
}
