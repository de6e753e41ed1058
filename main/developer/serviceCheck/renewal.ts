import { readGrant } from './grant.ts'
import { fail, pass, skip } from './verdict.ts'
import type { Probe } from './probe.ts'

/** In whole seconds of a clock, the next one has begun. */
const nextSecondMs = 1_100
const howToRenew =
  'Take {"user_id"} with the refresh token as bearer (Authorization), and answer as to a sign-in.'

/** A token is got with the refresh token alone. */
export const renewal: Probe = {
  name: 'renewal',
  title: 'Renewal',
  async run(context) {
    const { facts, target } = context
    if (!facts.session) return skip('A sign-in has to be right first.')
    const { credential } = facts.session
    if (credential === null && target.password !== null) {
      return skip('The service gave no refresh token to renew with.')
    }
    const result = await context.renew(credential)
    const read = readGrant(result, context, 'A renewal', howToRenew)
    if (read.kind === 'not') return read.verdict
    facts.renewed = read.granted
    const way = credential === null ? 'The user ID alone' : 'The refresh token as bearer'
    return pass(`${way} brings a token for the right user.`, result.ms)
  },
}

/** Tests the old credential after a renewal. The contract: it stays valid until the new one is used, because an answer can be lost. */
export const rotation: Probe = {
  name: 'rotation',
  title: 'Rotation',
  async run(context) {
    const { facts } = context
    const old = facts.session?.credential ?? null
    if (!facts.renewed || old === null) return skip('There was no renewal with a refresh token.')
    const isKept = facts.renewed.credential === null || facts.renewed.credential === old
    const again = await context.renew(old)
    const lost = readGrant(
      again,
      context,
      'The first refresh token a second time',
      isKept
        ? 'Keep it good, or send a new one at each renewal.'
        : 'Keep the old one good until the new one comes in. Otherwise an answer that is lost on the way signs somebody out.',
    )
    if (lost.kind === 'not') return lost.verdict
    const newest = lost.granted.credential ?? facts.renewed.credential ?? old
    if (isKept && newest === old) {
      facts.credential = old
      return pass('One refresh token stays good for all renewals.', again.ms)
    }
    const result = await context.renew(newest)
    const used = readGrant(result, context, 'The new refresh token', howToRenew)
    if (used.kind === 'not') return used.verdict
    facts.credential = used.granted.credential ?? newest
    facts.replaced = old
    return pass(
      'Each renewal brings a new refresh token, and the old one was good until that came in.',
      result.ms,
    )
  },
}

/** A repeated token ends with the first one, and a revoked one is never replaced. */
export const newToken: Probe = {
  name: 'newToken',
  title: 'New token',
  async run(context) {
    const { session, renewed, credential } = context.facts
    if (!session || !renewed) return skip('There was no renewal.')
    const message = 'A renewal brings another token than the sign-in.'
    if (renewed.token !== session.token) return pass(message)
    if (credential === null && session.credential !== null) {
      return skip('No refresh token is known to be good.')
    }
    // Two tokens of one second can be the same, letter by letter.
    await context.wait(nextSecondMs)
    const result = await context.renew(context.target.accessToken ?? credential)
    const read = readGrant(result, context, 'A renewal a second later', howToRenew)
    if (read.kind === 'not') return read.verdict
    if (read.granted.token !== session.token) return pass(message, result.ms)
    return fail(
      'A renewal brings the same token again: it ends when the first does, and one that was revoked comes back.',
      'Make a new token at each call.',
      result.ms,
    )
  },
}
