/** How much longer a text of the pseudo-language is: German and Finnish labels reach it. */
const growth = 0.4
const filler = 'ipsumdolor'

/**
 * Translates texts to a pseudo-language: each is 40 % longer and in brackets, which shows where its end is. Lists and
 * objects are translated entry by entry, and functions when they are called.
 */
export function toPseudoLanguage<Texts>(texts: Texts): Texts {
  return translate(texts) as Texts
}

function translate(value: unknown): unknown {
  if (typeof value === 'string') return lengthen(value)
  if (typeof value === 'function') {
    return (...parameters: unknown[]): unknown => translate(Reflect.apply(value, null, parameters))
  }
  if (Array.isArray(value)) return value.map(translate)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, translate(each)]))
}

/** A text of several words gets more words, and a single word gets longer. */
function lengthen(text: string): string {
  if (text === '') return text
  const added = Math.max(1, Math.ceil(text.length * growth) - 2)
  const letters = filler.repeat(Math.ceil(added / filler.length))
  const more = text.includes(' ') ? ` ${letters.replaceAll(filler, `${filler} `)}` : letters
  return `[${text}${more.slice(0, added).trimEnd()}]`
}
