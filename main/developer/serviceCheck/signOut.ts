import type { CallResult } from './call.ts'
import type { CheckContext } from './context.ts'
import { busy, isSuccess, readGrant } from './grant.ts'
import { judgeRefusal } from './refusal.ts'
import { fail, pass, skip, type Verdict } from './verdict.ts'
import type { Probe } from './probe.ts'

/** A sign-in of its own is ended, and its refresh token must be dead afterwards. */
export const signOut: Probe = {
  name: 'signOut',
  async run(context) {
    const { subjects, skipped, signOut: text } = context.text
    if (!context.facts.session) return skip(skipped.needsSignIn)
    const another = readGrant(await context.signIn(), context, subjects.anotherSignIn, '')
    if (another.kind === 'not') return another.verdict
    const { credential } = another.granted
    if (credential === null) return skip(skipped.noneToEnd)
    const ended = await context.signOut(credential)
    const problem = judgeEnd(ended, context)
    if (problem) return problem
    const dead = await context.renew(credential)
    const verdict = judgeRefusal(dead, context, subjects.endedRefreshToken)
    if (verdict.verdict !== 'pass') return verdict
    return pass(text.ends, ended.ms)
  },
}

/** Null when the service says that the sign-in has ended. */
function judgeEnd(result: CallResult, context: CheckContext): Verdict | null {
  const { ms } = result
  const { text } = context
  if (result.kind !== 'answer') {
    const { message, advice } = context.explain(result)
    return fail(text.about(text.subjects.signOut, message), advice, ms)
  }
  if (isSuccess(result.answer)) return null
  const { status } = result.answer
  if (status === 429) return busy(text.subjects.signOut, ms, text)
  return fail(text.signOut.answered(status), text.signOut.how, ms)
}
