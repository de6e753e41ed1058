import type { MenuItemConstructorOptions } from 'electron'

export interface MenuOptions {
  platform: NodeJS.Platform
  appName: string
  isDevtoolsAllowed: boolean
  /** Shows the log to the person, in the file manager. */
  showLog(): void
}

/** The application menu: what each platform's people expect, with its usual shortcuts. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin'
  return [
    ...(isMac ? [appMenu(options.appName)] : []),
    { label: '&File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
    { role: 'editMenu' },
    { label: '&View', submenu: viewItems(options.isDevtoolsAllowed) },
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

function viewItems(isDevtoolsAllowed: boolean): MenuItemConstructorOptions[] {
  const items: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  if (!isDevtoolsAllowed) return items
  return [...items, { type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }]
}
