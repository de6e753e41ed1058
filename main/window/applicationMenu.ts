import type { Menu } from 'electron'
import type { Language } from '../text/language.ts'
import type { DeveloperMode } from '../settings/developerMode.ts'
import type { MainWindow } from './mainWindow.ts'
import { menuTemplate } from './menu.ts'

export interface ApplicationMenuOptions {
  Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>
  process: { readonly platform: NodeJS.Platform }
  mainWindow: Pick<MainWindow, 'showAndTell'>
  isDevtoolsAllowed: boolean
  language: Pick<Language, 'texts'>
  /** Shows the log to the person, in the file manager. */
  showLog(): void
  developerMode: DeveloperMode
}

/** Gives the app its menu. */
export function showMenu(options: ApplicationMenuOptions): void {
  const { Menu, process, mainWindow, language } = options
  const template = menuTemplate({
    ...options,
    platform: process.platform,
    appName: 'Latchkey',
    texts: language.texts(),
    showSettings: () => mainWindow.showAndTell('openSettings', null),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
