import { currentLocale } from './language.ts'

let made: { locale: string; format: Intl.NumberFormat } | null = null

/** A number in the format of the window's language: `5,000`, `5.000`. */
export function formatNumber(value: number): string {
  const locale = currentLocale()
  if (made?.locale !== locale) made = { locale, format: new Intl.NumberFormat(locale) }
  return made.format.format(value)
}
