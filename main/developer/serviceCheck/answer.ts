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
  title: 'Status',
  run(context) {
    const result = context.facts.signIn
    if (result?.kind === 'redirect') {
      const { message, advice } = context.explain(result)
      return fail(message, advice)
    }
    if (result?.kind !== 'answer') return skip('There was no answer.')
    const { answer } = result
    if (!isSuccess(answer)) return explainRefusal(answer, context)
    if (answer.redirects === 0) return pass(`The sign-in is answered with ${answer.status}.`)
    return warn(
      `The sign-in is answered with ${answer.status}, but elsewhere: redirects make each call ${answer.redirects + 1} calls.`,
      'Give people the address that answers by itself.',
    )
  },
}

/** Whether the answer calls itself JSON. */
export const contentType: Probe = {
  name: 'contentType',
  title: 'Content type',
  run({ facts: { signIn: result }, quote }) {
    if (result?.kind !== 'answer') return skip('There was no answer.')
    const { answer } = result
    const { status, contentType: type, body } = answer
    if (!isSuccess(answer) && status !== 401 && status !== 403) {
      return skip('Only a yes and a definite no have to be JSON.')
    }
    if (type !== null && jsonType.test(type)) return pass(`It is ${quote(type)}.`)
    const named = type === null ? 'not called anything' : `called ${quote(type)}`
    if (body.kind === 'json') {
      return warn(
        `The body is JSON but ${named}. Latchkey reads it, other clients may not.`,
        'Send Content-Type: application/json.',
      )
    }
    return fail(
      `The body is not JSON and ${named}: perhaps a page of a proxy or of the network.`,
      'Let the service itself answer, with Content-Type: application/json.',
    )
  },
}

/** Whether the yes has the shape of the contract. */
export const body: Probe = {
  name: 'body',
  title: 'Body',
  run(context) {
    const { facts, target } = context
    const result = facts.signIn
    if (result?.kind !== 'answer' || !isSuccess(result.answer))
      return skip('The sign-in got no yes.')
    const reading = readGranted(result.answer, context)
    if (reading.kind === 'wrong') return fail(reading.diagnosis.message, reading.diagnosis.advice)
    const { credential, userId } = reading.granted
    facts.grant = reading.granted
    if (userId !== null && userId !== target.userId) {
      return warn(
        `“user.id” is ${context.quote(userId)}, not the user that was asked for.`,
        'Send the user of the token there, or leave “user” out.',
      )
    }
    if (credential === null && target.password !== null) {
      return warn(
        'There is no “refresh_token”: people are asked for their password whenever a token ends.',
        'Send one, and take it as bearer for renewals.',
      )
    }
    return pass(`It has ${credential === null ? 'a token' : 'a token and a refresh token'}.`)
  },
}

function explainRefusal(answer: Answer, context: CheckContext): Verdict {
  const { status, body, retryAfterMs } = answer
  const message = `The sign-in is answered with ${told(answer, context)}`
  if (status === 401 || status === 403) {
    if (!v.is(refusalBody, body.kind === 'json' ? body.value : null)) {
      return fail(
        `${message} There is no JSON error with it, so Latchkey takes it for a fault on the way.`,
        'Look for what answers in place of the service, or send {"error", "message"}.',
      )
    }
    return fail(
      message,
      context.target.password === null
        ? 'If the service wants a password, check it with one (sign-in: password).'
        : 'Check user ID and password. If they are right, look for why the service refuses them.',
    )
  }
  if (status === 429) {
    const wait = retryAfterMs === null ? 'a while' : durationText(retryAfterMs / 1000)
    return fail(
      message,
      `Wait ${wait} and check again. Let a sign-in after a pause always through.`,
    )
  }
  if (status === 404) return fail(message, 'Check the path of the address.')
  if (status === 405) return fail(message, 'Take POST at this path.')
  if (status >= 500) return fail(message, 'Look into the log of the service: it failed.')
  return fail(
    message,
    'Read user_id and password from a JSON body (Content-Type: application/json).',
  )
}
