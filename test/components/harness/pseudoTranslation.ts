import { toPseudoLanguage } from '../../support/pseudoLanguage.ts'
import { developer as english } from '../../../renderer/text/en/developer.ts'
import { settings } from '../../../renderer/text/en/settings.ts'
import { workspaces } from '../../../renderer/text/en/workspaces.ts'
import { en } from '../../../renderer/text/en.ts'
import type { Translation } from '../../../renderer/text/translation.ts'

/** The pseudo-language in the place of the German texts of the window. */
export const de: Translation = {
  direction: 'ltr',
  window: toPseudoLanguage(en),
  settings: toPseudoLanguage(settings),
  workspaces: toPseudoLanguage(workspaces),
}

/** The pseudo-language in the place of the German texts of the developer tools. */
export const developer = toPseudoLanguage(english)
