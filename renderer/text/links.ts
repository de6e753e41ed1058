/** A piece of a message: plain text, or a web address. */
export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; url: string }

/** Only http and https, as plain text; a control or format character ends it. */
const address = /\bhttps?:\/\/[^\s<>"“”„«»\p{Cc}\p{Cf}]+/giu
/** Marks at the end of an address belong to the sentence around it. */
const closing = /[.,;:!?'’*_~…)\]}。，、！？；：）」』】]+$/u

/** Divides a message into text and web addresses. Nothing in it is ever markup. */
export function splitLinks(text: string): TextPart[] {
  if (!/https?:/i.test(text)) return [{ kind: 'text', text }]
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const shown = withoutClosing(found)
    const url = readWebAddress(shown)
    if (url === null) continue
    if (index > end) parts.push({ kind: 'text', text: text.slice(end, index) })
    parts.push({ kind: 'link', text: shown, url })
    end = index + shown.length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}

/** A bracket at the end stays if it was opened in the address: `https://example.org/a_(b)`. */
function withoutClosing(found: string): string {
  const marks = closing.exec(found)?.[0] ?? ''
  const body = found.slice(0, found.length - marks.length)
  const isOpened = body.split('(').length > body.split(')').length
  return marks.startsWith(')') && isOpened ? `${body})` : body
}

function readWebAddress(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, href } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' ? href : null
}
