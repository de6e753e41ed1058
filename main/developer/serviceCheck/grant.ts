import * as v from 'valibot'
import { grantBody, refusalBody } from '../../workspaces/tokenService.ts'
import type { CheckTexts } from '../../text/en/serviceCheck.ts'
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
  const { grant: text } = context.text
  switch (body.kind) {
    case 'tooLong':
      return { kind: 'wrong', diagnosis: text.tooLong }
    case 'text':
      return { kind: 'wrong', diagnosis: text.notJson }
    case 'json': {
      const read = v.safeParse(grantBody, body.value)
      if (!read.success) return wrongShape(read.issues[0], body.value, text)
      const { token, refresh_token: credential = null } = read.output
      context.hide(token)
      if (credential === null) return granted(token, null, body.value)
      context.hide(credential)
      // RFC 6750, section 2.1: anything else cannot be sent in an Authorization header.
      if (/^[\x21-\x7e]+$/.test(credential)) return granted(token, credential, body.value)
      return { kind: 'wrong', diagnosis: text.badCredential }
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
  const { text } = context
  const not = (message: string, change: string) => ({
    kind: 'not' as const,
    verdict: fail(text.about(what, message), change, ms),
  })
  if (result.kind !== 'answer') {
    const diagnosis = context.explain(result)
    return not(diagnosis.message, diagnosis.advice)
  }
  const { answer } = result
  if (answer.status === 429) return { kind: 'not', verdict: busy(what, ms, text) }
  if (!isSuccess(answer)) {
    const change = answer.status >= 500 ? text.readLog : advice
    return not(text.answeredWith(told(answer, context)), change)
  }
  const reading = readGranted(answer, context)
  if (reading.kind === 'wrong') return not(reading.diagnosis.message, reading.diagnosis.advice)
  const token = readToken(reading.granted.token)
  if (typeof token === 'string') {
    return not(text.tokenCheck.unreadable(token), text.grant.sameKind)
  }
  if (token.userId !== context.target.userId) {
    return not(text.grant.otherUser.message, text.grant.otherUser.advice)
  }
  return reading
}

/** A status, and what the service said with it. */
export function told({ status, body }: Answer, context: CheckContext): string {
  const refusal = v.safeParse(refusalBody, body.kind === 'json' ? body.value : null)
  if (!refusal.success) return `${status}.`
  return context.text.saidWith(
    status,
    context.quote(refusal.output.message || refusal.output.error),
  )
}

/** The verdict when the service limits the calls. */
export function busy(what: string, ms: number, text: CheckTexts): Verdict {
  return warn(text.busy.message(what), text.busy.advice, ms)
}

function granted(token: string, credential: string | null, body: unknown): Reading {
  const user = v.safeParse(v.object({ user: v.object({ id: v.string() }) }), body)
  const userId = user.success ? user.output.user.id : null
  return { kind: 'granted', granted: { token, credential, userId } }
}

function wrongShape(
  issue: v.InferIssue<typeof grantBody>,
  value: unknown,
  text: CheckTexts['grant'],
): Reading {
  const field = v.getDotPath(issue)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (field === null || !isObject) {
    return { kind: 'wrong', diagnosis: text.notObject }
  }
  if (issue.received !== 'undefined') {
    // What was received instead is in the issue too, and could be a secret.
    return wrong(text.wrongType(field, issue.expected?.toLowerCase()), text.wrongTypeAdvice)
  }
  const other = otherNames.find((name) => name in value)
  return wrong(other === undefined ? text.noToken : text.onlyOther(other), text.noTokenAdvice)
}

function wrong(message: string, advice: string): Reading {
  return { kind: 'wrong', diagnosis: { message, advice } }
}
