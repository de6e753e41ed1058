import * as v from 'valibot'
import { refusalBody } from '../../workspaces/tokenService.ts'
import type { Answer } from './call.ts'
import { durationText } from './duration.ts'
import { isSuccess, readGranted, told } from './grant.ts'
import type { CheckContext } from './context.ts'
import { fail, pass, skip, warn, type Verdict } from './verdict.ts'
import type { Probe } from './probe.ts'

const jsonType = /^application\/([\w.-]+\+)?json(;|$)/i

/** Whether the sign-in is answered with a yes, at this address. */
export const status: Probe = {
  name: 'status',
  run(context) {
    const { text } = context
    const result = context.facts.signIn
    if (result?.kind === 'redirect') {
      const { message, advice } = context.explain(result)
      return fail(message, advice)
    }
    if (result?.kind !== 'answer') return skip(text.skipped.noAnswer)
    const { answer } = result
    if (!isSuccess(answer)) return explainRefusal(answer, context)
    if (answer.redirects === 0) return pass(text.signInAnswered(answer.status))
    const { message, advice } = text.elsewhere
    return warn(message(answer.status, answer.redirects + 1), advice)
  },
}

/** Whether the answer calls itself JSON. */
export const contentType: Probe = {
  name: 'contentType',
  run({ facts: { signIn: result }, quote, text }) {
    if (result?.kind !== 'answer') return skip(text.skipped.noAnswer)
    const { answer } = result
    const { status, contentType: type, body } = answer
    if (!isSuccess(answer) && status !== 401 && status !== 403) {
      return skip(text.skipped.onlyDefinite)
    }
    if (type !== null && jsonType.test(type)) return pass(text.itIs(quote(type)))
    const named = type === null ? text.jsonType.unnamed : text.jsonType.named(quote(type))
    if (body.kind === 'json') {
      return warn(text.jsonType.odd(named), text.jsonType.oddAdvice)
    }
    return fail(text.jsonType.none(named), text.jsonType.noneAdvice)
  },
}

/** Whether the yes has the shape of the contract. */
export const body: Probe = {
  name: 'body',
  run(context) {
    const { facts, target, text } = context
    const result = facts.signIn
    if (result?.kind !== 'answer' || !isSuccess(result.answer)) return skip(text.skipped.noYes)
    const reading = readGranted(result.answer, context)
    if (reading.kind === 'wrong') return fail(reading.diagnosis.message, reading.diagnosis.advice)
    const { credential, userId } = reading.granted
    facts.grant = reading.granted
    if (userId !== null && userId !== target.userId) {
      return warn(text.otherUser.message(context.quote(userId)), text.otherUser.advice)
    }
    if (credential === null && target.password !== null) {
      return warn(text.noRefreshToken.message, text.noRefreshToken.advice)
    }
    return pass(credential === null ? text.hasToken : text.hasBoth)
  },
}

function explainRefusal(answer: Answer, context: CheckContext): Verdict {
  const { status, body, retryAfterMs } = answer
  const { text } = context
  const message = text.signInSaid(told(answer, context))
  if (status === 401 || status === 403) {
    if (!v.is(refusalBody, body.kind === 'json' ? body.value : null)) {
      return fail(text.refusal.noJson(message), text.refusal.noJsonAdvice)
    }
    return fail(
      message,
      context.target.password === null ? text.refusal.tryPassword : text.refusal.checkPassword,
    )
  }
  if (status === 429) {
    const advice =
      retryAfterMs === null
        ? text.refusal.waitAWhile
        : text.refusal.waitFor(durationText(retryAfterMs / 1000, text))
    return fail(message, advice)
  }
  if (status === 404) return fail(message, text.refusal.checkPath)
  if (status === 405) return fail(message, text.refusal.takePost)
  if (status >= 500) return fail(message, text.readLog)
  return fail(message, text.refusal.readJson)
}
