import { signal } from '@preact/signals'
import type { Language } from '../../preload/contract.ts'
import type { Translation } from './translation.ts'

/**
 * English is part of the window: null. Every other language is a file of its own; when it cannot be read, the texts stay
 * English.
 */
const load: Record<Language, () => Promise<Translation | null>> = {
  en: () => Promise.resolve(null),
  de: () =>
    import('./de.ts').then(
      ({ de }) => de,
      () => null,
    ),
}

interface Current {
  language: Language
  /** The language with a region, for dates, times and numbers (BCP 47). */
  locale: string
  /** Null: English. */
  translation: Translation | null
}

const current = signal<Current>({ language: 'en', locale: 'en-GB', translation: null })
/** The last choice. A language that arrives after it is dropped. */
let wanted: Language = 'en'

/**
 * Shows the window in a language. Resolves once its texts are loaded; until then the window keeps its language. A later
 * choice wins.
 */
export async function chooseLanguage(language: Language, locale: string): Promise<void> {
  const { value } = current
  if (language === wanted && language === value.language && locale === value.locale) return
  wanted = language
  const translation = await load[language]()
  if (language === wanted) current.value = { language, locale, translation }
}

/** The locale of dates, times and numbers. */
export function currentLocale(): string {
  return current.value.locale
}

/** The attributes `lang` and `dir` of the page. */
export function pageLanguage(): { lang: Language; dir: 'ltr' | 'rtl' } {
  const { language, translation } = current.value
  return { lang: language, dir: translation?.direction ?? 'ltr' }
}

/**
 * Returns an accessor for one part of the texts. A component that calls it is rendered again when the language changes;
 * other code calls it each time it needs a text.
 */
export function createTexts<Texts>(
  english: Texts,
  pick: (translation: Translation) => Texts,
): () => Texts {
  return () => {
    const { translation } = current.value
    return translation === null ? english : pick(translation)
  }
}
