import { readGrant } from './grant.ts'
import { fail, pass, skip, warn } from './verdict.ts'
import type { Probe } from './probe.ts'

const atOnce = 10
/** A person looks on while signing in. */
const slowMs = 3_000

/** Renewals where one refresh token may be used more than once, else sign-ins. */
export const parallel: Probe = {
  name: 'parallel',
  async run(context) {
    const { facts, text } = context
    if (!facts.session) return skip(text.skipped.needsSignIn)
    const { credential } = facts
    const isSignIn = credential === null
    const { oneOfTenRenewals, oneOfTenSignIns } = text.subjects
    const what = isSignIn ? oneOfTenSignIns : oneOfTenRenewals
    const calls = Array.from({ length: atOnce }, () =>
      credential === null ? context.signIn() : context.renew(credential),
    )
    const results = await Promise.all(calls)
    const slowest = Math.max(...results.map(({ ms }) => ms))
    const wrong = results.flatMap((each) => {
      const read = readGrant(each, context, what, text.load.unhurt)
      return read.kind === 'not' ? [read.verdict] : []
    })
    const first = wrong.find(({ verdict }) => verdict === 'fail')
    if (first) {
      return fail(text.load.someOfTen(first.message, wrong.length), first.advice, slowest)
    }
    if (wrong.length > 0) {
      const { allowMore, slowedRenewals, slowedSignIns } = text.load
      const slowed = isSignIn ? slowedSignIns : slowedRenewals
      return warn(slowed(wrong.length), allowMore, slowest)
    }
    return pass((isSignIn ? text.load.goodSignIns : text.load.goodRenewals)(slowest), slowest)
  },
}

/** How long the calls of all probes took. */
export const speed: Probe = {
  name: 'speed',
  run({ times, facts, text }) {
    if (facts.signIn?.kind !== 'answer') return skip(text.skipped.noAnswer)
    const slowest = Math.max(...times)
    const message =
      times.length === 1
        ? text.load.oneCall(slowest)
        : text.load.calls(times.length, Math.min(...times), slowest)
    if (slowest <= slowMs) return pass(message)
    return warn(text.load.slow(message), text.load.slowAdvice)
  },
}
