import { redact } from '../../logging/redact.ts'

/** Quotes the service. A text that contains a secret of this check is not quoted at all. */
export type Quote = (text: string) => string

/** The secrets of one check, and how to quote without them. */
export function createQuote(): { quote: Quote; hide(secret: string): void } {
  const secrets = new Set<string>()
  return {
    quote(text) {
      for (const secret of secrets) if (text.includes(secret)) return '[withheld]'
      return redact(text)
    },
    hide(secret) {
      // A token is recognised by any of its parts. One character is in every text.
      for (const part of [secret, ...secret.split('.')]) if (part.length > 1) secrets.add(part)
    },
  }
}
