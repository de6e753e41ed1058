import type { Language } from '../../preload/contract.ts'

/** A text for each plural category that the language has for whole numbers (CLDR). English and German have these two. */
interface PluralForms {
  one: string
  other: string
}

/** Chooses the text for a count, by the plural rules of a language. `plural(1, {one: '1 file', other: '1 files'})`. */
export function pluralIn(language: Language): (count: number, forms: PluralForms) => string {
  let rules: Intl.PluralRules | null = null
  return (count, forms) => {
    rules ??= new Intl.PluralRules(language)
    return rules.select(count) === 'one' ? forms.one : forms.other
  }
}
