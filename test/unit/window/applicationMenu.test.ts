import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Menu, MenuItem, MenuItemConstructorOptions } from 'electron'
import { createApplicationMenu } from '../../../main/window/applicationMenu.ts'
import { en } from '../../../main/text/en.ts'
import type { RememberedAccount } from '../../../preload/contract.ts'
import * as views from '../../components/harness/views.ts'

function open() {
  const shown: MenuItemConstructorOptions[][] = []
  const told: unknown[] = []
  let texts = en
  const menu = createApplicationMenu({
    Menu: {
      buildFromTemplate(template) {
        shown.push(template as MenuItemConstructorOptions[])
        return {} as Menu
      },
      setApplicationMenu: () => undefined,
    },
    process: { platform: 'linux' },
    mainWindow: { showAndTell: (...event: unknown[]) => void told.push(event) },
    isDevtoolsAllowed: false,
    language: { texts: () => texts },
    showLog: () => undefined,
    developerMode: { isOn: () => false, isFixed: () => false, switchTo: () => undefined },
  })
  const accounts = () => {
    const item = shown.at(-1)?.find(({ label }) => label === texts.menu.accounts)
    return (item?.submenu ?? []) as MenuItemConstructorOptions[]
  }
  return { menu, shown, told, accounts, choose: (next: typeof en) => void (texts = next) }
}

const alice = views.remembered(views.alice, { state: 'active' })
const bob = views.remembered(views.bob)

function many(count: number): RememberedAccount[] {
  return Array.from({ length: count }, (_, index) => ({
    ...bob,
    key: `${index}`,
    name: `R&D ${index}`,
  }))
}

test('the accounts have their numbers as shortcuts, and the active one is marked', () => {
  const { menu, accounts } = open()
  menu.update([alice, bob])
  const items = accounts().map(({ label, accelerator, checked }) => [label, accelerator, checked])
  assert.deepEqual(items, [
    ['Alice Liddell', 'CmdOrCtrl+1', true],
    ['Bob', 'CmdOrCtrl+2', false],
  ])
})

test('the tenth account has no shortcut, and an ampersand of a name is shown', () => {
  const { menu, accounts } = open()
  menu.update(many(10))
  assert.equal(accounts()[8]?.accelerator, 'CmdOrCtrl+9')
  assert.equal(accounts()[9]?.accelerator, undefined)
  assert.equal(accounts()[9]?.label, 'R&&D 9')
})

test('without accounts there is no menu of accounts', () => {
  const { menu, shown, accounts } = open()
  menu.update([])
  assert.equal(shown.length, 1)
  assert.deepEqual(accounts(), [])
})

test('the menu is built again only when accounts or language change', () => {
  const { menu, shown, choose } = open()
  menu.update([alice, bob])
  menu.update([alice, bob])
  assert.equal(shown.length, 1)
  menu.update([alice])
  choose({ ...en })
  menu.update([alice])
  assert.equal(shown.length, 3)
})

test('a chosen account is told to the window, and the mark follows the session', () => {
  const { menu, shown, told, accounts } = open()
  menu.update([alice, bob])
  const [, item] = accounts()
  item?.click?.({} as MenuItem, undefined, {})
  assert.deepEqual(told, [['accountChosen', { key: 'bob' }]])
  menu.update([alice, bob])
  assert.equal(shown.length, 2, 'a switch that failed leaves no wrong mark')
})
