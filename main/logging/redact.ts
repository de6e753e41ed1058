import { mostLayers, unescapeOnce } from './unescape.ts'

/** Anything that looks like a JWT (RFC 7519), whole or cut short. */
const jwtShape = /eyJ[\w-]{6,}(\.[\w=+/-]*){0,2}/g
/** The credentials of an Authorization header (RFC 9110 section 11.6.2), with its scheme; and a scheme that stands alone. */
const authorization =
  /(authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|jwt)\s+)?[^\s"',;&[]+/gi
const scheme = /\b(bearer|basic)\s+(?=[\w.~+/=-]*\d)[\w.~+/=-]{6,}/gi
/** `name=value`, `name:value`, `"name": "value"`, `name: 'value'`; a colon in a sentence is not one of these. */
const name =
  /((?:passw(?:or)?d|passphrase|(?<![a-z])pass|pwd|secret|token|credential|cookie|api[_-]?key|private[_-]?key)[\][]{0,3}(?:["']\s*:|\s*=>?|:(?=\S)|:\s*(?=["'])))\s*/
const named = new RegExp(
  `${name.source}("(?:[^"\\\\]|\\\\.)*"?|'(?:[^'\\\\]|\\\\.)*'?|[^\\s&,;}"']+)`,
  'gi',
)
/** Where escapes were undone a quote may be one of the value’s own: the last one is followed by more of the JSON. */
const namedInside = new RegExp(
  `${name.source}("(?:(?!"\\s*[,}\\]&]).)*"?|'(?:(?!'\\s*[,}\\]&]).)*'?|[^\\s&,;}"']+)`,
  'gis',
)
/** An element of XML, and a header that is a secret as a whole. */
const element = /(<[\w:-]{0,40}(?:passw(?:or)?d|secret|token|credential)>)[^<]+/gi
const header = /\b((?:set-)?cookie|x-[\w-]{0,40}(?:key|token|secret))(:\s*)[^\s;,]+/gi
/** The name and password in an address, and its query, where this protocol has its token. */
const userInfo = /(\/\/)[^\s/?#@]{1,256}@/g
const query = /(\b[a-z][\w+.-]{0,15}:\/\/[^\s?#"']{1,500}\?)[^\s#"']+/gi
/** Long and of mixed letters and digits: a piece of a token that was cut at its dots, a key, an opaque credential. */
const longRun = /[\w-]{20,}=*/g
const email =
  /[^\s"'<>()[\],;:=&?/@]{1,64}(?:@|%40)[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63})+/gu
/** In a log also after the colon of what reads like a sentence: better a word lost than a password kept. */
const namedLoosely =
  /(passw(?:or)?d:|passphrase:|secret:|token:|credential:|bearer|basic)(\s+)(?!\[)\S+/gi
/** Codes, names of states and numbers, which most facts are, are too short and plain to hide anything: half of a line’s cost. */
const simple = /^[\w.-]{0,19}$/
const control = /\p{Cc}+/gu

/** The names of facts whose values are secret. */
const secretName =
  /(passw(or)?d|passphrase|secret|token|credential|authorization|cookie|api_?key)s?$/i

const longestMessage = 300
const longestFact = 1_000
/** More is not looked at: a text of megabytes from the other side must not hold us up. */
const longestInput = 8_000

/** Makes a text from the other side fit for errors and the window: no secrets, no control characters, not endless. */
export function redact(text: string): string {
  return shorten(cut(shortenInput(text)).replace(control, ' '), longestMessage)
}

/** Makes a fact fit for the log: as `redact`, and no e-mail addresses; longer, for a stack, whose lines stay apart. */
export function redactFact(name: string, value: string | number | boolean | null): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (secretName.test(name)) return '[secret]'
  const whole = String(value)
  if (simple.test(whole) && !whole.includes('eyJ')) return whole
  const text = cut(shortenInput(whole))
  const safe = text.replace(namedLoosely, '$1$2[secret]').replace(email, '[email]')
  return shorten(safe, longestFact)
}

/**
 * Cuts what is a secret by shape, name or place. Of a text that names a secret only when its escapes are undone, such as
 * JSON in JSON, that plain text is what is left.
 */
function cut(text: string): string {
  let left = cutNamed(
    text.replace(jwtShape, '[token]').replace(userInfo, '$1[secret]@').replace(query, '$1[query]'),
  )
    .replace(scheme, '$1 [secret]')
    .replace(longRun, (run) => (looksRandom(run) ? '[secret]' : run))
  if (!/[\\%&]/.test(left)) return left
  let plain = left
  for (let layer = 0; layer < mostLayers; layer += 1) {
    const next = unescapeOnce(plain)
    if (next === plain) break
    plain = cutNamed(next, namedInside)
    if (plain !== next) left = plain
  }
  return left
}

function cutNamed(text: string, pattern = named): string {
  return text
    .replace(authorization, '$1[secret]')
    .replace(pattern, keepMark)
    .replace(element, '$1[secret]')
    .replace(header, '$1$2[secret]')
}

/** `token=[token]` says more than `token=[secret]`. */
function keepMark(_whole: string, name: string, value: string): string {
  return `${name}${/^["']?\[(token|query)\]["']?$/.test(value) ? value : '[secret]'}`
}

/** Chromium's and OpenSSL's codes, such as ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED. */
const errorCode = /^ERR(_[A-Z]{2,14}\d{0,2}|_\d{1,2})+$/

/** Words, identifiers, paths, UUIDs and times do not mix like this; keys and signatures nearly always do. */
function looksRandom(run: string): boolean {
  if (!/\d/.test(run) || errorCode.test(run)) return false
  if (/[a-z]/.test(run) && /[A-Z]/.test(run)) return true
  return run.length >= 32 && !run.includes('-') && /[a-z]/i.test(run)
}

/** Without the word at the cut, or half a secret, too short to be known for one, would be left. */
function shortenInput(text: string): string {
  if (text.length <= longestInput) return text
  return `${text.slice(0, longestInput).replace(/(?<![\w=+/.-])[\w=+/.-]{1,64}$/, '')}…`
}

function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
