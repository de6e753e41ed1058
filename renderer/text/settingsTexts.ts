import { settings } from './en/settings.ts'
import { createTexts } from './language.ts'

/** The texts of the settings in the language of the window. */
export const settingsTexts = createTexts(settings, (translation) => translation.settings)
