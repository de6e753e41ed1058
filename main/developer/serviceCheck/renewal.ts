import { readGrant } from './grant.ts'
import { fail, pass, skip } from './verdict.ts'
import type { Probe } from './probe.ts'

/** In whole seconds of a clock, the next one has begun. */
const nextSecondMs = 1_100

/** A token is got with the refresh token alone. */
export const renewal: Probe = {
  name: 'renewal',
  async run(context) {
    const { facts, target, text } = context
    if (!facts.session) return skip(text.skipped.needsSignIn)
    const { credential } = facts.session
    if (credential === null && target.password !== null) {
      return skip(text.skipped.noneToRenew)
    }
    const result = await context.renew(credential)
    const read = readGrant(result, context, text.subjects.renewal, text.renewal.how)
    if (read.kind === 'not') return read.verdict
    facts.renewed = read.granted
    const { byRefreshToken, byUserId } = text.renewal
    return pass(credential === null ? byUserId : byRefreshToken, result.ms)
  },
}

/** Tests the old credential after a renewal. The contract: it stays valid until the new one is used, because an answer can be lost. */
export const rotation: Probe = {
  name: 'rotation',
  async run(context) {
    const { facts, text } = context
    const old = facts.session?.credential ?? null
    if (!facts.renewed || old === null) return skip(text.skipped.noRenewalWithToken)
    const isKept = facts.renewed.credential === null || facts.renewed.credential === old
    const again = await context.renew(old)
    const lost = readGrant(
      again,
      context,
      text.subjects.firstTokenAgain,
      isKept ? text.renewal.keepGood : text.renewal.keepOld,
    )
    if (lost.kind === 'not') return lost.verdict
    const newest = lost.granted.credential ?? facts.renewed.credential ?? old
    if (isKept && newest === old) {
      facts.credential = old
      return pass(text.renewal.oneForAll, again.ms)
    }
    const result = await context.renew(newest)
    const used = readGrant(result, context, text.subjects.newRefreshToken, text.renewal.how)
    if (used.kind === 'not') return used.verdict
    facts.credential = used.granted.credential ?? newest
    facts.replaced = old
    return pass(text.renewal.rotates, result.ms)
  },
}

/** A repeated token ends with the first one, and a revoked one is never replaced. */
export const newToken: Probe = {
  name: 'newToken',
  async run(context) {
    const { text } = context
    const { session, renewed, credential } = context.facts
    if (!session || !renewed) return skip(text.skipped.noRenewal)
    const message = text.renewal.another
    if (renewed.token !== session.token) return pass(message)
    if (credential === null && session.credential !== null) {
      return skip(text.skipped.noneGood)
    }
    // Two tokens of one second can be the same, letter by letter.
    await context.wait(nextSecondMs)
    const result = await context.renew(context.target.accessToken ?? credential)
    const read = readGrant(result, context, text.subjects.laterRenewal, text.renewal.how)
    if (read.kind === 'not') return read.verdict
    if (read.granted.token !== session.token) return pass(message, result.ms)
    return fail(text.renewal.same.message, text.renewal.same.advice, result.ms)
  },
}
