import type { Language } from '../../preload/contract.ts'

/** Each language's name for itself, the same in every language. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' }
