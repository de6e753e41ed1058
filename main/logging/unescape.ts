/** JSON in JSON in JSON, each in an address, is not written by accident. */
export const mostLayers = 6

const escape =
  /(?:%[\da-f]{2})+|\\u([\da-f]{4})|\\x([\da-f]{2})|&#x([\da-f]{1,6});?|&#(\d{1,7});?|&(quot|amp|lt|gt|apos);|\\([^ux])/gi

/** Undoes one layer of the escapes of addresses, JSON and HTML. A control character becomes a space. */
export function unescapeOnce(text: string): string {
  return text.replace(
    escape,
    (
      whole: string,
      json?: string,
      hex?: string,
      html?: string,
      decimal?: string,
      name?: string,
      plain?: string,
    ) => {
      if (plain !== undefined) return plain
      if (name !== undefined) return entities[name.toLowerCase() as keyof typeof entities]
      if (decimal !== undefined) return character(parseInt(decimal, 10))
      const digits = json ?? hex ?? html
      if (digits !== undefined) return character(parseInt(digits, 16))
      const bytes = Buffer.from(whole.replaceAll('%', ''), 'hex')
      return bytes.toString().replace(/\p{Cc}/gu, ' ')
    },
  )
}

const entities = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" }

function character(code: number): string {
  if (code < 0x20) return ' '
  // In UTF-16, as JSON writes it: each half of a pair by itself.
  return code <= 0xffff ? String.fromCharCode(code) : String.fromCodePoint(Math.min(code, 0x10ffff))
}
