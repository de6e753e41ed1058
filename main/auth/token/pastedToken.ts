import { Failure, type FailureCode } from '../errors.ts'
import { longestToken, readObject, Token } from './token.ts'

/**
 * Reads a token that somebody pasted, more strictly than one from a token service, which the server judges: somebody is
 * there who can be told what is wrong with it. A development token passes; its header says HS256.
 * @throws Failure at `token`: `tokenUnsigned`, `tokenAlgorithmWrong`, `tokenUserMissing`, `tokenUserNotText`,
 * `tokenMalformed`; never with the token
 */
export function readPasted(raw: string): Token {
  const trimmed = raw.trim()
  if (trimmed.length <= longestToken) {
    const [header = '', payload = ''] = trimmed.split('.')
    requireAlgorithm(readObject(header))
    requireUser(readObject(payload))
  }
  return new Token(trimmed)
}

/** RFC 7515 section 4.1.1; an unsigned token has `none` there and nothing in its last part (RFC 7519 section 6). */
function requireAlgorithm(header: Record<string, unknown> | null): void {
  const algorithm = header?.['alg']
  if (header === null || algorithm === 'HS256') return
  if (/^none$/i.test(String(algorithm))) throw refused('tokenUnsigned', 'Its algorithm is “none”.')
  throw refused('tokenAlgorithmWrong', 'Its algorithm is not HS256.')
}

function requireUser(claims: Record<string, unknown> | null): void {
  if (claims === null) return
  const userId = claims['user_id']
  if (userId === undefined || userId === null || userId === '') {
    throw refused('tokenUserMissing', 'It has no user_id.')
  }
  if (typeof userId !== 'string') throw refused('tokenUserNotText', 'Its user_id is not a text.')
}

function refused(code: FailureCode, message: string): Failure {
  return new Failure(code, message, { field: 'token' })
}
