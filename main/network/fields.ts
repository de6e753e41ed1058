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

/**
 * A time in epoch ms; null: absent, of another type, or not readable. A number counts as seconds, ms, µs or ns, by its size. A
 * text without a zone is UTC, as servers in Python and SQL write it; Date.parse alone takes it for the time of this computer.
 */
export function readTime(value: unknown): number | null {
  const time = typeof value === 'number' ? readEpoch(value) : parseUtc(readText(value, 64) ?? '')
  // A Date holds no more (ECMA-262, section 21.4.1.1).
  return Math.abs(time) <= 8.64e15 ? time : null
}

/** As Date.parse, but a text without a zone is UTC; NaN: not readable. */
export function parseUtc(text: string): number {
  const trimmed = text.trim()
  const isZoned = /(?:[a-z]|[+-]\d{2}:?(?:\d{2})?|\))$/i.test(trimmed) || !/\d:\d/.test(trimmed)
  return Date.parse(
    isZoned ? trimmed : `${trimmed}${/^\d{4}-\d\d-\d\dT/.test(trimmed) ? 'Z' : ' UTC'}`,
  )
}

function readEpoch(value: number): number {
  // Less is no time of a message.
  if (value < 1e9) return NaN
  if (value < 1e11) return value * 1_000
  if (value < 1e14) return value
  return value < 1e17 ? value / 1_000 : value / 1_000_000
}

const longestName = 255
const longestId = 512
