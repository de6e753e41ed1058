import type { App } from 'electron'
import type * as contract from '../../preload/contract.ts'
import { en, type Texts } from './en.ts'

/** The language of the app and its texts in main. */
export interface Language {
  code(): contract.Language
  /** The language with a region, for dates, times and numbers (BCP 47). */
  locale(): string
  texts(): Texts
  /** Changes the language. Resolves once its texts are loaded; a later choice wins. */
  choose(choice: contract.LanguageChoice): Promise<void>
  /** Calls the listener after each change. There is one listener at most. */
  onChange(listener: () => void): void
}

export interface LanguageOptions {
  /** The languages of the system, the preferred one first (`app.getPreferredSystemLanguages()`). */
  systemLanguages: readonly string[]
  /** The locale of the system's date and number formats (`app.getSystemLocale()`). */
  systemLocale: string
}

type Load = () => Promise<Texts>

/** English is loaded with the app. Every other language is a file of its own; when it cannot be read, the texts stay English. */
const load: Record<contract.Language, Load> = {
  en: () => Promise.resolve(en),
  de: () =>
    import('./de.ts').then(
      ({ de }) => de,
      () => en,
    ),
}

/** Starts in English; `choose` sets the language. */
export function createLanguage(options: LanguageOptions): Language {
  const { systemLanguages } = options
  let code: contract.Language = 'en'
  let texts: Texts = en
  let wanted: contract.Language = 'en'
  let changed: () => void = () => undefined

  return {
    code: () => code,
    locale: () => localeOf(code, options),
    texts: () => texts,
    async choose(choice) {
      wanted = choice === 'system' ? systemLanguage(systemLanguages) : choice
      const loaded = wanted
      const next = await load[loaded]()
      if (loaded !== wanted || loaded === code) return
      code = loaded
      texts = next
      changed()
    },
    onChange: (listener) => void (changed = listener),
  }
}

/** Loads the texts of the chosen language, so that the first menu is in it. */
export async function openLanguage(
  app: Pick<App, 'getPreferredSystemLanguages' | 'getSystemLocale'>,
  choice: contract.LanguageChoice,
): Promise<Language> {
  const language = createLanguage({
    systemLanguages: app.getPreferredSystemLanguages(),
    systemLocale: app.getSystemLocale(),
  })
  await language.choose(choice)
  return language
}

/** The first of the system's languages that the app speaks, else English. */
export function systemLanguage(systemLanguages: readonly string[]): contract.Language {
  const codes = systemLanguages.map(languageOf)
  return codes.find((code) => code === 'en' || code === 'de') ?? 'en'
}

/**
 * The locale for dates, times and numbers: the system's, if it is in this language, else this language with the region of
 * the system. `en` on a German system becomes `en-DE`: English words, 24 hours.
 */
function localeOf(code: contract.Language, options: LanguageOptions): string {
  const { systemLocale, systemLanguages } = options
  const same = [systemLocale, ...systemLanguages].find((tag) => languageOf(tag) === code)
  if (same !== undefined) return same
  const region = regionOf(systemLocale)
  return region === null ? code : `${code}-${region}`
}

function languageOf(tag: string): string {
  return parse(tag)?.language ?? ''
}

function regionOf(tag: string): string | null {
  return parse(tag)?.region ?? null
}

/** Null for a name that is no tag, such as the `C` of POSIX. */
function parse(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag)
  } catch {
    return null
  }
}
