import * as v from 'valibot'
import { grantBody, refusalBody } from '../../workspaces/tokenService.ts'
import type { Answer, Seen } from './call.ts'
import type { Ground } from './context.ts'
import type { Granted } from './granted.ts'
import { fail, warn, type Judgement } from './verdict.ts'
import { readToken } from './jwt.ts'
import type { Trouble } from './diagnosis.ts'

/** An answer's body as a grant, or what is wrong with it. */
export type Reading = { kind: 'granted'; granted: Granted } | { kind: 'wrong'; trouble: Trouble }

/** What other services call the token, or put it into; names of their own are not repeated, for they can be anything. */
const otherNames = ['access_token', 'accessToken', 'id_token', 'jwt', 'userToken', 'data', 'error']

/** Whether this is an answer that says yes. */
export function isYes(answer: Answer): boolean {
  return answer.status >= 200 && answer.status < 300
}

/** Reads the body of a yes. What it holds is kept out of quotes from then on. */
export function readGranted({ body }: Answer, ground: Ground): Reading {
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
      ground.hide(token)
      if (credential === null) return granted(token, null, body.value)
      ground.hide(credential)
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
  seen: Seen,
  ground: Ground,
  what: string,
  advice: string,
): { kind: 'granted'; granted: Granted } | { kind: 'not'; judgement: Judgement } {
  const { ms } = seen
  const not = (words: string, change: string) => ({
    kind: 'not' as const,
    judgement: fail(`${what}: ${words}`, change, ms),
  })
  if (seen.kind !== 'answer') {
    const trouble = ground.explain(seen)
    return not(trouble.words, trouble.advice)
  }
  const { answer } = seen
  if (answer.status === 429) return { kind: 'not', judgement: busy(what, ms) }
  if (!isYes(answer)) {
    const change = answer.status >= 500 ? 'Look into the log of the service: it failed.' : advice
    return not(`It is answered with ${told(answer, ground)}`, change)
  }
  const reading = readGranted(answer, ground)
  if (reading.kind === 'wrong') return not(reading.trouble.words, reading.trouble.advice)
  const token = readToken(reading.granted.token)
  if (typeof token === 'string') return not(token, 'Issue the same kind of token at each call.')
  if (token.userId !== ground.subject.userId) {
    return not(
      'The token is for somebody else, so Latchkey does not use it.',
      'Set user_id in the token to the user_id of the request.',
    )
  }
  return reading
}

/** A status, and what the service said with it. */
export function told({ status, body }: Answer, ground: Ground): string {
  const refusal = v.safeParse(refusalBody, body.kind === 'json' ? body.value : null)
  if (!refusal.success) return `${status}.`
  return `${status}: “${ground.quote(refusal.output.message || refusal.output.error)}”`
}

/** What cannot be found out while the service counts calls. */
export function busy(what: string, ms: number): Judgement {
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

function wrong(words: string, advice: string): Reading {
  return { kind: 'wrong', trouble: { words, advice } }
}
