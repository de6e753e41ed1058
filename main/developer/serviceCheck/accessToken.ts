import { readGrant } from './grant.ts'
import type { Probe } from './probe.ts'
import { judgeRefusal, madeUp } from './refusal.ts'
import { pass, skip } from './verdict.ts'

/** A service that takes a made-up access token lets everybody in. */
export const forgedAccessToken: Probe = {
  name: 'forgedAccessToken',
  async run(context) {
    const { subjects, skipped } = context.text
    if (!context.facts.grant) return skip(skipped.needsSignIn)
    return judgeRefusal(await context.signIn(madeUp()), context, subjects.madeUpAccessToken)
  },
}

/** Latchkey names the user at a renewal, and has a new access token each time. */
export const accessTokenRenewal: Probe = {
  name: 'renewal',
  async run(context) {
    const { facts, target, text } = context
    if (!facts.session) return skip(text.skipped.needsSignIn)
    const result = await context.renew(target.accessToken)
    const read = readGrant(result, context, text.subjects.renewal, text.renewal.howAccessToken)
    if (read.kind === 'not') return read.verdict
    facts.renewed = read.granted
    return pass(text.renewal.byAccessToken, result.ms)
  },
}

/** The access token names the user. One that is asked for in its place is invented, so no real account is touched. */
export const otherUsersAccessToken: Probe = {
  name: 'otherUsersAccessToken',
  async run(context) {
    const { facts, target, text } = context
    if (!facts.session) return skip(text.skipped.needsSignIn)
    const result = await context.renew(target.accessToken, madeUp())
    return judgeRefusal(result, context, text.subjects.otherUsersAccessToken)
  },
}
