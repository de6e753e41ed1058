import * as v from 'valibot'
import { grantBody, refusalBody } from '../../workspaces/tokenService.ts'
import type { Answer, CallResult } from './call.ts'
import type { CheckContext } from './context.ts'
import type { CheckedGrant } from './checkedGrant.ts'
import { fail, warn, type Verdict } from './verdict.ts'
import { readToken } from './jwt.ts'
import type { Diagnosis } from './diagnosis.ts'

/** An answer's body as a grant, or what is wrong with it. */
export type Reading =
  | { kind: 'granted'; granted: CheckedGrant }
  | { kind: 'wrong'; diagnosis: Diagnosis }

/** Field names of other services for the token. Unknown names are not repeated, because they can contain anything. */
const otherNames = ['access_token', 'accessToken', 'id_token', 'jwt', 'userToken', 'data', 'error']

/** Whether this is an answer that says yes. */
export function isSuccess(answer: Answer): boolean {
  return answer.status >= 200 && answer.status < 300
}

/** Reads the body of a yes. What it holds is kept out of quotes from then on. */
export function readGranted({ body }: Answer, context: CheckContext): Reading {
  switch (body.kind) {
    case 'tooLong':
      return wrong('It is over 64 KB, which Latchkey refuses.', 'Send the token and the user only.')
    case 'text':
      return wrong(
        'It is not JSON, or it is cut short.',
        'Answer with JSON, whole: {"token", "refresh_token"?, "user"?}.',
      )
    case 'json': {
      const read = v.safeParse(grantBody, body.value)
      if (!read.success) return wrongShape(read.issues[0], body.value)
      const { token, refresh_token: credential = null } = read.output
      context.hide(token)
      if (credential === null) return granted(token, null, body.value)
      context.hide(credential)
      // RFC 6750, section 2.1: anything else cannot be sent in an Authorization header.
      if (/^[\x21-\x7e]+$/.test(credential)) return granted(token, credential, body.value)
      return wrong(
        'The refresh_token is empty or has characters that no HTTP header can carry.',
        'Make it of letters and digits, for example 32 random bytes in base64url.',
      )
    }
  }
}

/**
 * Reads an answer as a grant that Latchkey would use, or says what is the matter. `what`: which call it was; `advice`: what
 * to change when it is answered with a no.
 */
export function readGrant(
  result: CallResult,
  context: CheckContext,
  what: string,
  advice: string,
): { kind: 'granted'; granted: CheckedGrant } | { kind: 'not'; verdict: Verdict } {
  const { ms } = result
  const not = (message: string, change: string) => ({
    kind: 'not' as const,
    verdict: fail(`${what}: ${message}`, change, ms),
  })
  if (result.kind !== 'answer') {
    const diagnosis = context.explain(result)
    return not(diagnosis.message, diagnosis.advice)
  }
  const { answer } = result
  if (answer.status === 429) return { kind: 'not', verdict: busy(what, ms) }
  if (!isSuccess(answer)) {
    const change = answer.status >= 500 ? 'Look into the log of the service: it failed.' : advice
    return not(`It is answered with ${told(answer, context)}`, change)
  }
  const reading = readGranted(answer, context)
  if (reading.kind === 'wrong') return not(reading.diagnosis.message, reading.diagnosis.advice)
  const token = readToken(reading.granted.token)
  if (typeof token === 'string') return not(token, 'Issue the same kind of token at each call.')
  if (token.userId !== context.target.userId) {
    return not(
      'The token is for somebody else, so Latchkey does not use it.',
      'Set user_id in the token to the user_id of the request.',
    )
  }
  return reading
}

/** A status, and what the service said with it. */
export function told({ status, body }: Answer, context: CheckContext): string {
  const refusal = v.safeParse(refusalBody, body.kind === 'json' ? body.value : null)
  if (!refusal.success) return `${status}.`
  return `${status}: “${context.quote(refusal.output.message || refusal.output.error)}”`
}

/** The verdict when the service limits the calls. */
export function busy(what: string, ms: number): Verdict {
  return warn(
    `${what}: The service asks to slow down (429), so this could not be seen.`,
    'Check again later, or allow this computer more calls a minute meanwhile.',
    ms,
  )
}

function granted(token: string, credential: string | null, body: unknown): Reading {
  const user = v.safeParse(v.object({ user: v.object({ id: v.string() }) }), body)
  const userId = user.success ? user.output.user.id : null
  return { kind: 'granted', granted: { token, credential, userId } }
}

function wrongShape(issue: v.InferIssue<typeof grantBody>, value: unknown): Reading {
  const field = v.getDotPath(issue)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (field === null || !isObject) {
    return wrong('It is JSON but not an object.', 'Answer with an object: {"token": "…"}.')
  }
  if (issue.received !== 'undefined') {
    // What was received instead is in the issue too, and could be a secret.
    return wrong(
      `The field “${field}” is no ${issue.expected?.toLowerCase()}.`,
      'Send each field as the contract has it; those that may be left out can be null.',
    )
  }
  const other = otherNames.find((name) => name in value)
  const only = other === undefined ? '' : `, only “${other}”`
  return wrong(`There is no “token”${only}.`, 'Send the JWT as “token”, in the outermost object.')
}

function wrong(message: string, advice: string): Reading {
  return { kind: 'wrong', diagnosis: { message, advice } }
}
