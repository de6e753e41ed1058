import { browserPage } from './en/browserPage.ts'
import { menu } from './en/menu.ts'
import { tray } from './en/tray.ts'
import { workspaces } from './en/workspaces.ts'

/** The texts of main in English: menu, tray, notifications, dialogs and notices. */
export const en = { browserPage, menu, tray, workspaces }

/** The texts of main. A language that lacks one does not compile. */
export type Texts = typeof en
