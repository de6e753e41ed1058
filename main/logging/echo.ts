import { redact } from './redact.ts'

/** True for a text of a server that repeats a secret that it was sent, in any encoding. */
export type EchoCheck = (text: string) => boolean

/** A shorter piece of a long secret is in many a text by chance. */
const pieceLength = 8
/** A longer text is cut before it is shown, so a secret after this is not shown either. */
const longestInput = 8_000

/** Makes a server's text fit to be shown; empty when it repeats a secret. */
export function quote(text: string, isEcho: EchoCheck): string {
  return isEcho(text) ? '' : redact(text)
}

/**
 * Recognises secrets whole or in pieces, escaped as in JSON or HTML, percent-encoded, in Base64 and in hexadecimal digits.
 * @param secrets the credentials and passwords that were sent; a single character, which is in every text, does not count
 */
export function createEchoCheck(secrets: readonly string[]): EchoCheck {
  const sent = secrets.filter((secret) => secret.length > 1).map(withoutHeader)
  const pieces = new Set(sent.flatMap(shapesOf).flatMap(piecesOf))
  return (text) => {
    const read = text.slice(0, longestInput)
    const decoded = decode(read)
    if (sent.some((secret) => read.includes(secret) || decoded.includes(secret))) return true
    const plain = [letters(read), letters(decoded)]
    for (const piece of pieces) if (plain.some((text) => text.includes(piece))) return true
    return false
  }
}

/** The header of a JWT is the same for everybody, and no secret. */
function withoutHeader(secret: string): string {
  return /^eyJ[\w-]+\.[\w=+/-]+\.[\w=+/-]+$/.test(secret)
    ? secret.slice(secret.indexOf('.') + 1)
    : secret
}

/** The secret and its encodings. In Base64 it can begin at any of three places of a longer text. */
function shapesOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    // What stands at the edges depends on the text around.
    return shifted.replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -1)
  })
  const encoded = [bytes.toString('hex'), ...base64]
  return [secret, ...encoded.filter((shape) => shape.length >= pieceLength)]
}

/** All pieces of a long secret, without what may stand between them; a short one whole. */
function piecesOf(shape: string): string[] {
  const plain = letters(shape)
  if (plain.length < 2 * pieceLength) return plain === '' ? [] : [plain]
  const count = plain.length - pieceLength + 1
  return Array.from({ length: count }, (_, at) => plain.slice(at, at + pieceLength))
}

/** Letters and digits alone, in one case. */
function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Undoes the escapes of addresses, JSON and HTML, up to three deep. */
function decode(text: string): string {
  let [plain, before] = [text, '']
  for (let depth = 0; depth < 3 && plain !== before; depth += 1) {
    before = plain
    plain = plain
      .replace(/(?:%[\da-f]{2})+/gi, (run) =>
        Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
      )
      .replace(/\\u([\da-f]{4})|\\x([\da-f]{2})/gi, (_, long?: string, short?: string) =>
        character(long ?? short ?? '', 16),
      )
      .replace(/&#x([\da-f]{1,6});?/gi, (_, digits: string) => character(digits, 16))
      .replace(/&#(\d{1,7});?/g, (_, digits: string) => character(digits, 10))
      .replace(/&(quot|amp|lt|gt|apos);/g, (_, name: keyof typeof entities) => entities[name])
      .replace(/\\([^u])/g, '$1')
  }
  return plain
}

const entities = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" }

function character(digits: string, base: number): string {
  const code = parseInt(digits, base)
  // In UTF-16, as JSON writes it: each half of a pair by itself.
  return code <= 0xffff ? String.fromCharCode(code) : String.fromCodePoint(Math.min(code, 0x10ffff))
}
