/** A JSON object from another program: any field may be absent, null or of any type. */
export type Fields = Readonly<Record<string, unknown>>

/** The value as an object; null: it is something else. */
export function readObject(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null
}

/** A text of any length, cut to `longest` characters; null: absent, null or of another type. */
export function readText(value: unknown, longest: number): string | null {
  if (typeof value !== 'string') return null
  // A cut in the middle of a pair would leave half a character.
  return value.slice(0, longest).replace(/[\ud800-\udbff]$/, '')
}

/** A name to show: one line, at most 255 characters; null: there is none. */
export function readName(value: unknown): string | null {
  return (
    readText(value, longestName)
      ?.replace(/\p{Cc}+/gu, ' ')
      .trim() || null
  )
}

/** An identifier. One that is too long is none: cut, it would be another's. */
export function readId(value: unknown, longest = longestId): string | null {
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : null
}

/** A list's elements; null counts as an empty one, as servers in Go write it, and so does any other type. */
export function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

const longestName = 255
const longestId = 512
