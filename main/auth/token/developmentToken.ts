import { encodeBase64Text } from './base64.ts'
import { Failure } from '../errors.ts'
import { Token } from './token.ts'

/** `{"alg":"HS256","typ":"JWT"}`: what a chat server expects to read, though nothing is signed. */
const header = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9'

/** Makes an unsigned token. Only an app with its authentication checks off accepts it. */
export function makeDevelopmentToken(userId: string): Token {
  const payload = encodeBase64Text(JSON.stringify({ user_id: userId }))
  return new Token(`${header}.${payload}.devtoken`)
}

/** The failure to report for a refusal: an app without development tokens refuses them with the code of any bad token. */
export function explainRefusal(token: Token | null, refusal: Failure): Failure {
  const { code, message } = refusal
  const isOfChecks = code === 'authenticationFailed' || code === 'tokenSignatureInvalid'
  if (token?.signature !== 'development' || !isOfChecks) return refusal
  return new Failure('developmentTokenRefused', message, { cause: refusal })
}
