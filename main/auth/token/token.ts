import { decodeBase64Text } from './base64.ts'
import { Failure } from '../errors.ts'

/**
 * A chat token: a JWT (RFC 7519) read but not verified, for only the server can do that. It knows its user id and
 * times and prints as `[token]` wherever it lands: logs, errors, JSON, inspection.
 */
export class Token {
  readonly userId: string
  /** `exp`, epoch ms in server time; null: valid for ever. */
  readonly expiresAt: number | null
  /** `iat`, epoch ms in server time; null: not said. */
  readonly issuedAt: number | null
  /** `nbf`, epoch ms in server time; null: not said. */
  readonly notBefore: number | null
  /** A development token has a word in the place of a signature, which proves nothing. */
  readonly signature: 'present' | 'development'
  readonly #raw: string

  /**
   * Reads a token. Surrounding white space, as a paste brings it, is dropped.
   * @throws Failure `tokenMalformed` with the reason; never with the token.
   */
  constructor(raw: string) {
    const trimmed = raw.trim()
    const claims = readClaims(trimmed)
    this.#raw = trimmed
    this.userId = readUserId(claims)
    this.expiresAt = readTime(claims, 'exp')
    this.issuedAt = readTime(claims, 'iat')
    this.notBefore = readTime(claims, 'nbf')
    this.signature = trimmed.endsWith('.devtoken') ? 'development' : 'present'
  }

  /** The token itself, for the wire and the vault and nothing else. */
  reveal(): string {
    return this.#raw
  }

  toString(): string {
    return '[token]'
  }

  toJSON(): string {
    return '[token]'
  }

  /** Node's `util.inspect` asks for this symbol. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[token]'
  }
}

/** No real token is near this; a pasted file is. */
export const longestToken = 16_384
/**
 * A service can mean "never" by a number that no calendar reaches. What shows it and what reckons with it expect an
 * instant (ECMA-262, section 21.4.1.1): Infinity minus Infinity is due at no time, and a timer for that fires at once.
 */
const lastInstant = 8.64e15
/** A line break or a letter beyond these would only be noticed by the HTTP header that carries the token. */
const base64 = /^[\w+/=-]+$/

function readClaims(raw: string): Record<string, unknown> {
  if (raw.length > longestToken) throw malformed('It is too long to be a token.')
  const parts = raw.split('.')
  const [header, payload, signature] = parts
  if (parts.length !== 3 || !header || !payload || !signature) {
    throw malformed('A token has three parts with dots between them.')
  }
  if (readObject(header) === null) throw malformed('Its first part is not a JWT header.')
  const claims = readObject(payload)
  if (claims === null) throw malformed('Its middle part is not readable.')
  if (!base64.test(signature)) throw malformed('Its last part is not a signature.')
  return claims
}

/** Reads the header or the claims of a JWT: a JSON object in base64url; null for anything else. */
export function readObject(part: string): Record<string, unknown> | null {
  const text = decodeBase64Text(part)
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    return value as Record<string, unknown>
  } catch {
    return null
  }
}

function readUserId(claims: Record<string, unknown>): string {
  const userId = claims['user_id']
  if (typeof userId !== 'string' || userId === '') throw malformed('It names no user (user_id).')
  return userId
}

function readTime(claims: Record<string, unknown>, name: 'exp' | 'iat' | 'nbf'): number | null {
  const seconds = claims[name]
  // JSON of a service that has nothing to say here.
  if (seconds === undefined || seconds === null) return null
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) {
    throw malformed(`Its ${name} claim is not a number.`)
  }
  return Math.max(-lastInstant, Math.min(seconds * 1000, lastInstant))
}

function malformed(reason: string): Failure {
  return new Failure('tokenMalformed', reason, { field: 'token' })
}
