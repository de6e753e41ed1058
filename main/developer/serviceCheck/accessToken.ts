import { readGrant } from './grant.ts'
import type { Probe } from './probe.ts'
import { judgeRefusal, madeUp } from './refusal.ts'
import { pass, skip } from './verdict.ts'

const unright = 'A sign-in has to be right first.'

/** A service that takes a made-up access token lets everybody in. */
export const forgedAccessToken: Probe = {
  name: 'forgedAccessToken',
  title: 'Forged access token',
  async run(context) {
    if (!context.facts.grant) return skip(unright)
    return judgeRefusal(await context.signIn(madeUp()), context, 'A made-up access token')
  },
}

/** Latchkey names the user at a renewal, and has a new access token each time. */
export const accessTokenRenewal: Probe = {
  name: 'renewal',
  title: 'Renewal',
  async run(context) {
    const { facts, target } = context
    if (!facts.session) return skip(unright)
    const result = await context.renew(target.accessToken)
    const advice = 'Take {"user_id"} with the access token as bearer, and answer as to a sign-in.'
    const read = readGrant(result, context, 'A renewal', advice)
    if (read.kind === 'not') return read.verdict
    facts.renewed = read.granted
    return pass('The access token as bearer brings a token for the right user.', result.ms)
  },
}

/** The access token names the user. One that is asked for in its place is invented, so no real account is touched. */
export const otherUsersAccessToken: Probe = {
  name: 'otherUsersAccessToken',
  title: 'Somebody else',
  async run(context) {
    const { facts, target } = context
    if (!facts.session) return skip(unright)
    const result = await context.renew(target.accessToken, madeUp())
    return judgeRefusal(result, context, 'An access token used for somebody else')
  },
}
