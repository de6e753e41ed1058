import type { CheckRequest } from '../../../preload/contract.ts'
import { readAddress } from '../../network/address.ts'
import { Failure } from '../../auth/errors.ts'

/** A request that can be carried out: the service's address and whom to sign in. */
export interface CheckTarget {
  readonly url: URL
  readonly userId: string
  /** Null where the service wants none. */
  readonly password: string | null
  /** Whether it takes sign-outs. */
  readonly takesSignOuts: boolean
}

/** As the sandbox, and as long as a chat backend takes. */
const longestUserId = 255

/**
 * Reads what the developer typed.
 * @throws Failure `badInput` at `tokenServiceUrl`, `userId` or `password`
 */
export function readTarget(request: CheckRequest): CheckTarget {
  const url = readAddress(request.url, 'tokenServiceUrl')
  const userId = request.userId.trim()
  if (userId === '') throw bad('is empty', 'userId')
  if (userId.length > longestUserId) throw bad(`is over ${longestUserId} characters`, 'userId')
  if (/[\s\p{Cc}]/u.test(userId)) throw bad('must not contain spaces or line breaks', 'userId')
  const takesSignOuts = request.signOut === 'delete'
  if (request.signIn === 'none') return { url, userId, password: null, takesSignOuts }
  if (request.password === '') throw bad('is empty', 'password')
  return { url, userId, password: request.password, takesSignOuts }
}

function bad(reason: string, field: 'userId' | 'password'): Failure {
  return new Failure('badInput', `The field ${field} ${reason}.`, { field })
}
