import { about } from './de/about.ts'
import { browserPage } from './de/browserPage.ts'
import { keychain } from './de/keychain.ts'
import { menu } from './de/menu.ts'
import { notices } from './de/notices.ts'
import { notifications } from './de/notifications.ts'
import { questions } from './de/questions.ts'
import { tray } from './de/tray.ts'
import { workspaces } from './de/workspaces.ts'
import type { Texts } from './en.ts'

/** The texts of main in German. */
export const de: Texts = {
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
