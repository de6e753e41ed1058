import { Failure } from '../../auth/errors.ts'
import { readObject, Token } from '../../auth/token/token.ts'

/** A JWT taken apart and not verified (RFC 7519, RFC 7515 section 7.1). */
export interface Jwt {
  header: Record<string, unknown>
  claims: Record<string, unknown>
  /** Empty where there is none. */
  signature: string
}

/** Takes a token apart as far as it goes, which can be further than the app would; null when it is no JWT. */
export function readJwt(raw: string): Jwt | null {
  const [first = '', second = '', signature, more] = raw.trim().split('.')
  const header = readObject(first)
  const claims = readObject(second)
  if (!header || !claims || signature === undefined || more !== undefined) return null
  return { header, claims, signature }
}

/** The token as the app reads it, or why it would not use it. */
export function readToken(raw: string): Token | string {
  try {
    return new Token(raw)
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
}
