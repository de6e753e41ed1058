import * as v from 'valibot'
import { Failure, type FailureCode } from '../auth/errors.ts'
import { redact } from '../logging/redact.ts'

const errorBody = v.object({
  code: v.optional(v.number(), 0),
  message: v.optional(v.string(), ''),
  StatusCode: v.optional(v.number()),
})

/** The chat server's auth codes; docs/architecture.md, "The wire". */
const meaning: ReadonlyMap<number, FailureCode> = new Map([
  [2, 'workspaceInvalid'],
  [4, 'badInput'],
  [5, 'authenticationFailed'],
  [9, 'rateLimited'],
  [16, 'notFound'],
  [17, 'notAllowed'],
  [40, 'tokenExpired'],
  [41, 'tokenNotYetValid'],
  [42, 'tokenUsedBeforeIssued'],
  [43, 'tokenSignatureInvalid'],
  [70, 'notAllowed'],
])

/** What an error body of the chat server (REST, or the `error` of a `connection.error`) means. Reads it leniently. */
export function chatFailure(body: unknown, status: number, retryAfterMs: number | null): Failure {
  const read = v.safeParse(errorBody, body)
  const error = read.success ? read.output : { code: 0, message: '' }
  const code = meaning.get(error.code) ?? byStatus(status)
  const message = redact(error.message) || `The chat server answered ${status}.`
  return new Failure(code, message, retryAfterMs === null ? {} : { retryAfterMs })
}

function byStatus(status: number): FailureCode {
  if (status === 429) return 'rateLimited'
  if (status >= 500) return 'serverError'
  if (status === 404) return 'notFound'
  // Without a code of the chat server's own, a 401 or 403 may come from anything in between.
  return 'badAnswer'
}
