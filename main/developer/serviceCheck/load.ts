import { readGrant } from './grant.ts'
import { fail, pass, skip, warn } from './verdict.ts'
import type { Probe } from './probe.ts'

const atOnce = 10
/** A person looks on while signing in. */
const slowMs = 3_000
const unhurt = 'Let calls at once not get in each other’s way: each has its own session.'

/** Renewals where one refresh token may be used more than once, else sign-ins. */
export const parallel: Probe = {
  name: 'parallel',
  title: 'Ten at once',
  async run(context) {
    const { facts } = context
    if (!facts.session) return skip('A sign-in has to be right first.')
    const { credential } = facts
    const what = credential === null ? 'sign-ins' : 'renewals'
    const calls = Array.from({ length: atOnce }, () =>
      credential === null ? context.signIn() : context.renew(credential),
    )
    const results = await Promise.all(calls)
    const slowest = Math.max(...results.map(({ ms }) => ms))
    const wrong = results.flatMap((each) => {
      const read = readGrant(each, context, `One of ten ${what} at once`, unhurt)
      return read.kind === 'not' ? [read.verdict] : []
    })
    const first = wrong.find(({ verdict }) => verdict === 'fail')
    if (first) return fail(`${first.message} (${wrong.length} of ten.)`, first.advice, slowest)
    if (wrong.length > 0) {
      return warn(
        `${wrong.length} of ten ${what} at once were asked to slow down (429).`,
        'Allow more calls at once from one address: an office has one for all its people.',
        slowest,
      )
    }
    return pass(
      `Ten ${what} at once were all answered right, the last after ${slowest} ms.`,
      slowest,
    )
  },
}

/** How long the calls of all probes took. */
export const speed: Probe = {
  name: 'speed',
  title: 'Speed',
  run({ times, facts }) {
    if (facts.signIn?.kind !== 'answer') return skip('There was no answer.')
    const slowest = Math.max(...times)
    const message =
      times.length === 1
        ? `The one call took ${slowest} ms.`
        : `Each of ${times.length} calls took ${Math.min(...times)} to ${slowest} ms.`
    if (slowest <= slowMs) return pass(message)
    return warn(
      `${message} Somebody waits for a sign-in, and Latchkey gives up after 10 s.`,
      'Look for what takes so long; a slow password hash should take under half a second.',
    )
  },
}
