import { en } from './en.ts'
import { createTexts } from './language.ts'

/** The texts of the first screens in the language of the window. */
export const texts = createTexts(en, ({ window }) => window)
