import type { CheckRequest } from '../../../preload/contract.ts'
import { readAddress } from '../../network/address.ts'
import { Failure, unreachable } from '../../auth/errors.ts'

/** A request that can be carried out: the service's address and whom to sign in. */
export interface CheckTarget {
  readonly url: URL
  readonly userId: string
  /** Null where the service wants none. */
  readonly password: string | null
  /** Of the identity provider, where the service takes such; null for every other. */
  readonly accessToken: string | null
  /** Whether it takes sign-outs. */
  readonly takesSignOuts: boolean
}

/** As the sandbox, and as long as a chat backend takes. */
const longestUserId = 255

/**
 * Reads what the developer typed.
 * @throws Failure `badInput` at `tokenServiceUrl`, `userId`, `password` or `token`, which stands for the access token
 */
export function readTarget(request: CheckRequest): CheckTarget {
  const url = readAddress(request.url, 'tokenServiceUrl')
  const userId = request.userId.trim()
  if (userId === '') throw bad('is empty', 'userId')
  if (userId.length > longestUserId) throw bad(`is over ${longestUserId} characters`, 'userId')
  if (/[\s\p{Cc}]/u.test(userId)) throw bad('must not contain spaces or line breaks', 'userId')
  const takesSignOuts = request.signOut === 'delete'
  const target = { url, userId, password: null, accessToken: null, takesSignOuts }
  switch (request.signIn) {
    case 'none':
      return target
    case 'oidc': {
      const accessToken = request.accessToken?.trim() ?? ''
      // RFC 6750 section 2.1.
      if (!/^[\x21-\x7e]+$/.test(accessToken)) throw bad('is no access token', 'token')
      return { ...target, accessToken, takesSignOuts: false }
    }
    case 'password':
      if (request.password === '') throw bad('is empty', 'password')
      return { ...target, password: request.password }
    default:
      return unreachable(request.signIn)
  }
}

function bad(reason: string, field: 'userId' | 'password' | 'token'): Failure {
  return new Failure('badInput', `The field ${field} ${reason}.`, { field })
}
