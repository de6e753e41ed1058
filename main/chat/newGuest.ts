import { Failure } from '../auth/errors.ts'
import { Token } from '../auth/token/token.ts'

/**
 * Reads the token of a new guest. A malformed one is the server's fault: the person has typed no token.
 * @throws Failure `badAnswer`
 */
export function readGuestToken(raw: string): Token {
  try {
    return new Token(raw)
  } catch (error) {
    throw new Failure('badAnswer', 'The server issued something that is not a token.', {
      cause: error,
    })
  }
}

/** An ID to ask for: readable for the people who run the backend, and unlike any other. */
export function guestId(name: string, uuid: string): string {
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 24)
  return `${readable || 'guest'}-${uuid.slice(0, 8)}`
}
