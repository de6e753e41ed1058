import type { MenuItemConstructorOptions } from 'electron'
import type { DeveloperMode } from '../settings/developerMode.ts'
import type { Texts } from '../text/en.ts'
import { accountItems, type MenuAccount } from './accountsMenu.ts'

export interface MenuOptions {
  platform: NodeJS.Platform
  appName: string
  isDevtoolsAllowed: boolean
  texts: Texts
  /** Shows the log to the person, in the file manager. */
  showLog(): void
  showSettings(): void
  developerMode: DeveloperMode
  /** The remembered accounts. */
  accounts: readonly MenuAccount[]
  switchTo(key: string): void
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/**
 * The application menu: what each platform's people expect, with its usual shortcuts. Each role has a label, because
 * Electron's own are in English.
 */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin'
  const { menu } = options.texts
  return [
    ...(isMac ? [appMenu(options)] : []),
    { label: menu.file, submenu: fileItems(options) },
    { role: 'editMenu', label: menu.edit, submenu: editItems(options) },
    { label: menu.view, submenu: viewItems(options) },
    ...accountsMenu(options),
    { role: 'windowMenu', label: menu.window, submenu: windowItems(options) },
    { role: 'help', label: menu.help, submenu: helpItems(options) },
  ]
}

function accountsMenu({ accounts, texts, switchTo }: MenuOptions): MenuItemConstructorOptions[] {
  if (accounts.length === 0) return []
  return [{ label: texts.menu.accounts, submenu: accountItems(accounts, switchTo) }]
}

function appMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { menu } = options.texts
  return {
    label: options.appName,
    submenu: [
      { role: 'about', label: menu.about },
      separator,
      settingsItem(options),
      separator,
      { role: 'services', label: menu.services },
      separator,
      { role: 'hide', label: menu.hide },
      { role: 'hideOthers', label: menu.hideOthers },
      { role: 'unhide', label: menu.showAll },
      separator,
      { role: 'quit', label: menu.quit },
    ],
  }
}

function fileItems(options: MenuOptions): MenuItemConstructorOptions[] {
  const { menu } = options.texts
  if (options.platform === 'darwin') return [{ role: 'close', label: menu.close }]
  return [settingsItem(options), separator, { role: 'quit', label: menu.quit }]
}

function settingsItem({ texts, showSettings }: MenuOptions): MenuItemConstructorOptions {
  return { label: texts.menu.settings, accelerator: 'CmdOrCtrl+,', click: () => showSettings() }
}

/** The items of Electron's `editMenu`. */
function editItems({ platform, texts: { menu } }: MenuOptions): MenuItemConstructorOptions[] {
  const first: MenuItemConstructorOptions[] = [
    { role: 'undo', label: menu.undo },
    { role: 'redo', label: menu.redo },
    separator,
    { role: 'cut', label: menu.cut },
    { role: 'copy', label: menu.copy },
    { role: 'paste', label: menu.paste },
  ]
  const selectAll: MenuItemConstructorOptions = { role: 'selectAll', label: menu.selectAll }
  if (platform !== 'darwin') {
    return [...first, { role: 'delete', label: menu.delete }, separator, selectAll]
  }
  const speech: MenuItemConstructorOptions[] = [
    { role: 'startSpeaking', label: menu.startSpeaking },
    { role: 'stopSpeaking', label: menu.stopSpeaking },
  ]
  return [
    ...first,
    { role: 'pasteAndMatchStyle', label: menu.pasteAndMatchStyle },
    { role: 'delete', label: menu.delete },
    selectAll,
    separator,
    { label: menu.speech, submenu: speech },
  ]
}

/** The items of Electron's `windowMenu`. */
function windowItems({ platform, texts: { menu } }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    { role: 'minimize', label: menu.minimize },
    { role: 'zoom', label: menu.zoom },
    ...(platform === 'darwin'
      ? [separator, { role: 'front' as const, label: menu.front }]
      : [{ role: 'close' as const, label: menu.close }]),
  ]
}

function helpItems({ platform, texts, showLog }: MenuOptions): MenuItemConstructorOptions[] {
  const { menu } = texts
  const items: MenuItemConstructorOptions[] = [{ label: menu.showLog, click: () => showLog() }]
  return platform === 'darwin' ? items : [...items, separator, { role: 'about', label: menu.about }]
}

function viewItems(options: MenuOptions): MenuItemConstructorOptions[] {
  const { isDevtoolsAllowed, developerMode } = options
  const { menu } = options.texts
  const items: MenuItemConstructorOptions[] = [
    { role: 'resetZoom', label: menu.resetZoom },
    { role: 'zoomIn', label: menu.zoomIn },
    { role: 'zoomOut', label: menu.zoomOut },
    separator,
    { role: 'togglefullscreen', label: menu.fullScreen },
    separator,
    {
      label: menu.developerMode,
      type: 'checkbox',
      checked: developerMode.isOn(),
      enabled: !developerMode.isFixed(),
      click: ({ checked }) => developerMode.switchTo(checked),
    },
  ]
  if (!isDevtoolsAllowed) return items
  return [
    ...items,
    { role: 'reload', label: menu.reload },
    { role: 'toggleDevTools', label: menu.devTools },
  ]
}
