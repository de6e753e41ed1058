import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { refusalBody } from '../../workspaces/tokenService.ts'
import type { CallResult } from './call.ts'
import { busy, isSuccess } from './grant.ts'
import type { CheckContext } from './context.ts'
import { fail, pass, skip, warn, type Verdict } from './verdict.ts'
import { readJwt } from './jwt.ts'
import type { Probe } from './probe.ts'

/** One wrong try only, and after a right one: services count them, and a check must not lock the user out. */
export const wrongPassword: Probe = {
  name: 'wrongPassword',
  async run(context) {
    const { target, facts, text } = context
    if (target.password === null) return skip(text.skipped.noPassword)
    if (!facts.grant) return skip(text.skipped.needsSignIn)
    const result = await context.signIn(madeUp())
    const verdict = judgeRefusal(result, context, text.subjects.wrongPassword)
    return { ...verdict, message: text.judged.oneTry(verdict.message) }
  },
}

/** Such a refusal ends sessions. A service without it accepts any password. */
export const forgedCredential: Probe = {
  name: 'forgedCredential',
  async run(context) {
    const { target, facts, text } = context
    if (target.password === null) return skip(text.skipped.noPassword)
    if (!facts.session) return skip(text.skipped.needsSignIn)
    if (facts.session.credential === null) return skip(text.skipped.noRefreshToken)
    return judgeRefusal(await context.renew(madeUp()), context, text.subjects.madeUpRefreshToken)
  },
}

/** A credential is valid for its own user only. The other user is invented, so no real account is touched. */
export const otherUsersCredential: Probe = {
  name: 'otherUsersCredential',
  async run(context) {
    const { target, facts, text } = context
    if (target.password === null) return skip(text.skipped.noPassword)
    if (!facts.session) return skip(text.skipped.needsSignIn)
    if (facts.credential === null) return skip(text.skipped.noneWorks)
    const other = madeUp()
    const result = await context.renew(facts.credential, other)
    if (result.kind === 'answer' && isSuccess(result.answer) && userOf(result) !== other) {
      const { message, advice } = text.judged.allTheSame
      return warn(message, advice, result.ms)
    }
    return judgeRefusal(result, context, text.subjects.otherUsersRefreshToken)
  },
}

/** Last of all, for a service may end the whole session when it sees an old credential (RFC 9700, section 4.14.2). */
export const replacedCredential: Probe = {
  name: 'replacedCredential',
  async run(context) {
    const { text } = context
    const { replaced } = context.facts
    if (replaced === null) return skip(text.skipped.noneReplaced)
    const result = await context.renew(replaced)
    if (result.kind === 'answer' && isSuccess(result.answer)) {
      const { message, advice } = text.judged.stillWorks
      return warn(message, advice, result.ms)
    }
    return judgeRefusal(result, context, text.subjects.oldRefreshToken)
  },
}

/** Whether it is a no that Latchkey takes for one. `what`: the thing that is refused. */
export function judgeRefusal(result: CallResult, context: CheckContext, what: string): Verdict {
  const { ms } = result
  const { judged } = context.text
  const { advice } = judged
  if (result.kind !== 'answer') {
    const diagnosis = context.explain(result)
    return fail(context.text.about(what, diagnosis.message), diagnosis.advice, ms)
  }
  const { status, body } = result.answer
  if (status === 429) return busy(what, ms, context.text)
  if (isSuccess(result.answer)) {
    return fail(judged.letIn(what, status), judged.letInAdvice, ms)
  }
  if (status !== 401 && status !== 403) {
    return fail(judged.indefinite(what, status), advice, ms)
  }
  const refusal = v.safeParse(refusalBody, body.kind === 'json' ? body.value : null)
  if (!refusal.success) {
    return fail(judged.noJson(what, status), advice, ms)
  }
  if (refusal.output.message === '') {
    return warn(judged.noMessage(what, status), judged.noMessageAdvice, ms)
  }
  return pass(judged.refused(what, status), ms)
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
