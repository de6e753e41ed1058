import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { refusalBody } from '../../workspaces/tokenService.ts'
import type { CallResult } from './call.ts'
import { busy, isSuccess } from './grant.ts'
import type { CheckContext } from './context.ts'
import { fail, pass, skip, warn, type Verdict } from './verdict.ts'
import { readJwt } from './jwt.ts'
import type { Probe } from './probe.ts'

const unright = 'A sign-in has to be right first.'
const noPassword = 'This service wants no password: whoever knows a user ID gets a token.'

/** One wrong try only, and after a right one: services count them, and a check must not lock the user out. */
export const wrongPassword: Probe = {
  name: 'wrongPassword',
  title: 'Wrong password',
  async run(context) {
    const { target, facts } = context
    if (target.password === null) return skip(noPassword)
    if (!facts.grant) return skip(unright)
    const result = await context.signIn(madeUp())
    const verdict = judgeRefusal(result, context, 'A wrong password')
    return { ...verdict, message: `${verdict.message} One wrong try was made, no more.` }
  },
}

/** Such a refusal ends sessions. A service without it accepts any password. */
export const forgedCredential: Probe = {
  name: 'forgedCredential',
  title: 'Forged refresh token',
  async run(context) {
    const { target, facts } = context
    if (target.password === null) return skip(noPassword)
    if (!facts.session) return skip(unright)
    if (facts.session.credential === null) return skip('The service gave no refresh token.')
    return judgeRefusal(await context.renew(madeUp()), context, 'A made-up refresh token')
  },
}

/** A credential is valid for its own user only. The other user is invented, so no real account is touched. */
export const otherUsersCredential: Probe = {
  name: 'otherUsersCredential',
  title: 'Somebody else',
  async run(context) {
    const { target, facts } = context
    if (target.password === null) return skip(noPassword)
    if (!facts.session) return skip(unright)
    if (facts.credential === null) return skip('No refresh token is known to work.')
    const other = madeUp()
    const result = await context.renew(facts.credential, other)
    if (result.kind === 'answer' && isSuccess(result.answer) && userOf(result) !== other) {
      return warn(
        'A refresh token used for somebody else is answered with a token all the same.',
        'Compare user_id with the user of the refresh token, and refuse with 403 and JSON.',
        result.ms,
      )
    }
    return judgeRefusal(result, context, 'A refresh token used for somebody else')
  },
}

/** Last of all, for a service may end the whole session when it sees an old credential (RFC 9700, section 4.14.2). */
export const replacedCredential: Probe = {
  name: 'replacedCredential',
  title: 'Old refresh token',
  async run(context) {
    const { replaced } = context.facts
    if (replaced === null) return skip('No refresh token was replaced.')
    const result = await context.renew(replaced)
    if (result.kind === 'answer' && isSuccess(result.answer)) {
      return warn(
        'An old refresh token still works after the new one was used, so a stolen one does too.',
        'Refuse it once its successor has come in.',
        result.ms,
      )
    }
    return judgeRefusal(result, context, 'An old refresh token, once the new one was used,')
  },
}

/** Whether it is a no that Latchkey takes for one. `what`: the thing that is refused. */
export function judgeRefusal(result: CallResult, context: CheckContext, what: string): Verdict {
  const { ms } = result
  const advice = 'Refuse with 401 and {"error", "message"}.'
  if (result.kind !== 'answer') {
    const diagnosis = context.explain(result)
    return fail(`${what}: ${diagnosis.message}`, diagnosis.advice, ms)
  }
  const { status, body } = result.answer
  if (status === 429) return busy(what, ms)
  if (isSuccess(result.answer)) {
    return fail(`${what} is let in (${status}).`, `Check it before a token is made. ${advice}`, ms)
  }
  if (status !== 401 && status !== 403) {
    return fail(
      `${what} is answered with ${status}, which is no definite no: Latchkey tries again.`,
      advice,
      ms,
    )
  }
  const refusal = v.safeParse(refusalBody, body.kind === 'json' ? body.value : null)
  if (!refusal.success) {
    return fail(
      `${what} is refused with ${status}, but without the JSON error: Latchkey takes it for a fault on the way and tries again.`,
      advice,
      ms,
    )
  }
  if (refusal.output.message === '') {
    return warn(
      `${what} is refused with ${status} and JSON, but there is no “message” for people.`,
      'Send a sentence as “message”.',
      ms,
    )
  }
  return pass(`${what} is refused with ${status} and JSON.`, ms)
}

function userOf(result: CallResult): unknown {
  const value =
    result.kind === 'answer' && result.answer.body.kind === 'json' && result.answer.body.value
  const read = v.safeParse(v.object({ token: v.string() }), value)
  return read.success ? readJwt(read.output.token)?.claims['user_id'] : undefined
}

/** A secret or user ID that nobody has. */
export function madeUp(): string {
  return `latchkey-check-${randomUUID()}`
}
