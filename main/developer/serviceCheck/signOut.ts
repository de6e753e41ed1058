import type { CallResult } from './call.ts'
import type { CheckContext } from './context.ts'
import { busy, isSuccess, readGrant } from './grant.ts'
import { judgeRefusal } from './refusal.ts'
import { fail, pass, skip, type Verdict } from './verdict.ts'
import type { Probe } from './probe.ts'

const howToEnd =
  'Answer DELETE with 204 when the bearer is a good refresh token, and refuse that token from then on.'

/** A sign-in of its own is ended, and its refresh token must be dead afterwards. */
export const signOut: Probe = {
  name: 'signOut',
  title: 'Sign-out',
  async run(context) {
    if (!context.facts.session) return skip('A sign-in has to be right first.')
    const another = readGrant(await context.signIn(), context, 'Another sign-in', '')
    if (another.kind === 'not') return another.verdict
    const { credential } = another.granted
    if (credential === null) return skip('The service gave no refresh token to end.')
    const ended = await context.signOut(credential)
    const problem = judgeEnd(ended, context)
    if (problem) return problem
    const dead = await context.renew(credential)
    const verdict = judgeRefusal(dead, context, 'The refresh token of a sign-in that was ended')
    if (verdict.verdict !== 'pass') return verdict
    return pass('DELETE ends a sign-in, and its refresh token is refused afterwards.', ended.ms)
  },
}

/** Null when the service says that the sign-in has ended. */
function judgeEnd(result: CallResult, context: CheckContext): Verdict | null {
  const { ms } = result
  if (result.kind !== 'answer') {
    const { message, advice } = context.explain(result)
    return fail(`A sign-out: ${message}`, advice, ms)
  }
  if (isSuccess(result.answer)) return null
  const { status } = result.answer
  if (status === 429) return busy('A sign-out', ms)
  return fail(`A sign-out is answered with ${status}.`, howToEnd, ms)
}
