import type { MenuItemConstructorOptions } from 'electron'
import type { DeveloperMode } from './developer/mode.ts'

export interface MenuOptions {
  platform: NodeJS.Platform
  appName: string
  isDevtoolsAllowed: boolean
  /** Shows the log to the person, in the file manager. */
  showLog(): void
  developerMode: DeveloperMode
}

/** The application menu: what each platform's people expect, with its usual shortcuts. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin'
  return [
    ...(isMac ? [appMenu(options.appName)] : []),
    { label: '&File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
    { role: 'editMenu' },
    { label: '&View', submenu: viewItems(options) },
    { role: 'windowMenu' },
    { role: 'help', submenu: helpItems(options) },
  ]
}

function appMenu(label: string): MenuItemConstructorOptions {
  return {
    label,
    submenu: [
      { role: 'about' },
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
