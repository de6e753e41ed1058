/** Asked for when nothing else is said: an ID token and a refresh token. */
const defaultScopes = 'openid offline_access'

/** The scopes of a text, with one space between them; empty: the default ones. Null: a character that no scope can have (RFC 6749 section 3.3). */
export function readScopes(text: string): string | null {
  const scopes = text.trim().split(/\s+/).join(' ') || defaultScopes
  return /^[\x21\x23-\x5b\x5d-\x7e ]+$/.test(scopes) ? scopes : null
}
