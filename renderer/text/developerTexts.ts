import { effect, signal } from '@preact/signals'
import type { Language } from '../../preload/contract.ts'
import { developer, type DeveloperTexts } from './en/developer.ts'
import { pageLanguage } from './language.ts'

/** A language that cannot be read leaves the tools in English. */
const load: Record<Language, () => Promise<DeveloperTexts>> = {
  en: () => Promise.resolve(developer),
  de: () =>
    import('./de/developer.ts').then(
      ({ developer }) => developer,
      () => developer,
    ),
}

const current = signal(developer)
let wanted: Language = 'en'
let loaded: Promise<void> | null = null

async function choose(language: Language): Promise<void> {
  wanted = language
  const texts = await load[language]()
  if (language === wanted) current.value = texts
}

/**
 * Follows the language of the window from the first call on. Resolves once the texts are loaded. Each language is a file of
 * its own, so that a start without the tools does not read their texts.
 */
export function loadDeveloperTexts(): Promise<void> {
  if (loaded === null) {
    effect(() => {
      const { lang } = pageLanguage()
      loaded = choose(lang)
    })
  }
  return loaded ?? Promise.resolve()
}

/** The texts of the developer tools in the language of the window. */
export function developerTexts(): DeveloperTexts {
  return current.value
}
