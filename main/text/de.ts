import { browserPage } from './de/browserPage.ts'
import { menu } from './de/menu.ts'
import { tray } from './de/tray.ts'
import { workspaces } from './de/workspaces.ts'
import type { Texts } from './en.ts'

/** The texts of main in German. */
export const de: Texts = { browserPage, menu, tray, workspaces }
