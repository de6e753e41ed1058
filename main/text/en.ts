import { about } from './en/about.ts'
import { browserPage } from './en/browserPage.ts'
import { keychain } from './en/keychain.ts'
import { menu } from './en/menu.ts'
import { notices } from './en/notices.ts'
import { notifications } from './en/notifications.ts'
import { questions } from './en/questions.ts'
import { tray } from './en/tray.ts'
import { workspaces } from './en/workspaces.ts'

/** The texts of main in English: menu, tray, notifications, dialogs and notices. */
export const en = {
  about,
  browserPage,
  keychain,
  menu,
  notices,
  notifications,
  questions,
  tray,
  workspaces,
}

/** The texts of main. A language that lacks one does not compile. */
export type Texts = typeof en
