import { redact } from './redact.ts'
import { mostLayers, unescapeOnce } from './unescape.ts'

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

/** Undoes layers of escapes, such as those of JSON in JSON. */
function decode(text: string): string {
  let [plain, before] = [text, '']
  for (let layer = 0; layer < mostLayers && plain !== before; layer += 1) {
    before = plain
    plain = unescapeOnce(plain)
  }
  return plain
}
