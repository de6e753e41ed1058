/**
 * Decodes base64 and base64url (RFC 4648 sections 4 and 5), padded or not, into text as UTF-8. Tokens need both: JWT
 * parts are base64url, development tokens use the standard alphabet with padding.
 * Returns null for anything that is not base64 of valid UTF-8.
 */
export function decodeBase64Text(encoded: string): string | null {
  const digits = encoded.replace(/=+$/, '')
  let bytes = ''
  let bits = 0
  let bitCount = 0
  for (const digit of digits) {
    const value = valueOf(digit)
    if (value === null) return null
    bits = (bits << 6) | value
    bitCount += 6
    if (bitCount >= 8) {
      bitCount -= 8
      bytes += `%${((bits >> bitCount) & 0xff).toString(16).padStart(2, '0')}`
    }
  }
  try {
    // decodeURIComponent is the one strict UTF-8 decoder that the language itself has.
    return decodeURIComponent(bytes)
  } catch {
    return null
  }
}

/** Encodes text as UTF-8 in standard base64 with padding (RFC 4648 section 4). Half a surrogate pair becomes U+FFFD. */
export function encodeBase64Text(text: string): string {
  const bytes = utf8BytesOf(text.toWellFormed())
  let encoded = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.slice(index, index + 3)
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0)
    encoded += digitAt(bits >> 18) + digitAt(bits >> 12)
    encoded += second === undefined ? '=' : digitAt(bits >> 6)
    encoded += third === undefined ? '=' : digitAt(bits)
  }
  return encoded
}

function utf8BytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|./g)
  return Array.from(escaped, ([whole, hex]) =>
    hex === undefined ? whole.charCodeAt(0) : Number.parseInt(hex, 16),
  )
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function digitAt(bits: number): string {
  return alphabet.charAt(bits & 0x3f)
}

function valueOf(digit: string): number | null {
  if (digit >= 'A' && digit <= 'Z') return digit.charCodeAt(0) - 65
  if (digit >= 'a' && digit <= 'z') return digit.charCodeAt(0) - 71
  if (digit >= '0' && digit <= '9') return digit.charCodeAt(0) + 4
  if (digit === '+' || digit === '-') return 62
  if (digit === '/' || digit === '_') return 63
  return null
}
