import type { MenuItemConstructorOptions } from 'electron'
import type { DeveloperMode } from '../settings/developerMode.ts'

export interface MenuOptions {
  platform: NodeJS.Platform
  appName: string
  isDevtoolsAllowed: boolean
  /** Shows the log to the person, in the file manager. */
  showLog(): void
  showSettings(): void
  developerMode: DeveloperMode
}

/** The application menu: what each platform's people expect, with its usual shortcuts. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin'
  return [
    ...(isMac ? [appMenu(options)] : []),
    { label: '&File', submenu: fileItems(options) },
    { role: 'editMenu' },
    { label: '&View', submenu: viewItems(options) },
    { role: 'windowMenu' },
    { role: 'help', submenu: helpItems(options) },
  ]
}

function appMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: options.appName,
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settingsItem(options),
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
}

function fileItems(options: MenuOptions): MenuItemConstructorOptions[] {
  if (options.platform === 'darwin') return [{ role: 'close' }]
  return [settingsItem(options), { type: 'separator' }, { role: 'quit' }]
}

function settingsItem({ showSettings }: MenuOptions): MenuItemConstructorOptions {
  return { label: 'Settings…', accelerator: 'CmdOrCtrl+,', click: () => showSettings() }
}

function helpItems({ platform, showLog }: MenuOptions): MenuItemConstructorOptions[] {
  const items: MenuItemConstructorOptions[] = [{ label: 'Show log', click: () => showLog() }]
  return platform === 'darwin' ? items : [...items, { type: 'separator' }, { role: 'about' }]
}

function viewItems({
  isDevtoolsAllowed,
  developerMode,
}: MenuOptions): MenuItemConstructorOptions[] {
  const items: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    { type: 'separator' },
    {
      label: 'Developer mode',
      type: 'checkbox',
      checked: developerMode.isOn(),
      enabled: !developerMode.isFixed(),
      click: ({ checked }) => developerMode.switchTo(checked),
    },
  ]
  return isDevtoolsAllowed ? [...items, { role: 'reload' }, { role: 'toggleDevTools' }] : items
}
