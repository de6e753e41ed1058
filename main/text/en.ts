import { menu } from './en/menu.ts'
import { tray } from './en/tray.ts'

/** The texts of main in English: menu, tray, notifications, dialogs and notices. */
export const en = { menu, tray }

/** The texts of main. A language that lacks one does not compile. */
export type Texts = typeof en
