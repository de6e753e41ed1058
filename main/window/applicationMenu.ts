import type { Menu } from 'electron'
import type { RememberedAccount } from '../../preload/contract.ts'
import type { DeveloperMode } from '../settings/developerMode.ts'
import type { Language } from '../text/language.ts'
import type { MainWindow } from './mainWindow.ts'
import { menuTemplate } from './menu.ts'

/** The menu of the app, which names the remembered accounts. */
export interface ApplicationMenu {
  /** Shows the menu with these accounts in the chosen language. Does nothing when both are shown already. */
  update(accounts: readonly RememberedAccount[]): void
}

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

export function createApplicationMenu(options: ApplicationMenuOptions): ApplicationMenu {
  const { Menu, process, mainWindow, language } = options
  let shownAccounts = ''
  let shownTexts: unknown = null

  return {
    update(remembered) {
      const accounts = remembered.map(({ key, name, status }) => ({
        key,
        name,
        isActive: status.state === 'active',
      }))
      const texts = language.texts()
      const wanted = JSON.stringify(accounts)
      if (wanted === shownAccounts && texts === shownTexts) return
      shownAccounts = wanted
      shownTexts = texts
      const template = menuTemplate({
        ...options,
        texts,
        accounts,
        platform: process.platform,
        appName: 'Latchkey',
        showSettings: () => mainWindow.showAndTell('openSettings', null),
        switchTo(key) {
          // The click has moved the mark. The next view puts it where the session is.
          shownAccounts = ''
          mainWindow.showAndTell('accountChosen', { key })
        },
      })
      Menu.setApplicationMenu(Menu.buildFromTemplate(template))
    },
  }
}
