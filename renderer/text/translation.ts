import type { SettingsTexts } from './en/settings.ts'
import type { WorkspacesTexts } from './en/workspaces.ts'
import type { Texts } from './en.ts'

/** All texts of the window in one language. A language that lacks one does not compile. */
export interface Translation {
  /** The direction of the script. */
  direction: 'ltr' | 'rtl'
  /** The texts that the first screens need. */
  window: Texts
  /** The texts of lazily loaded screens. */
  settings: SettingsTexts
  workspaces: WorkspacesTexts
}
