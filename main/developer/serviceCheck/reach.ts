import { durationText } from './duration.ts'
import { fail, pass, skip, warn } from './verdict.ts'
import type { Probe } from './probe.ts'
import { explainCertificate } from './diagnosis.ts'

/** A `Date` header has whole seconds and travels; clocks that are set by NTP are nearer than this. */
const toleratedSkewSeconds = 5

/** Makes the sign-in that the other probes use. */
export const reachable: Probe = {
  name: 'reachable',
  async run(context) {
    const result = await context.signIn()
    context.facts.signIn = result
    const { text } = context
    const { host } = context.target.url
    switch (result.kind) {
      case 'answer':
      case 'redirect':
        return pass(text.answers(host), result.ms)
      case 'timeout': {
        const { message, advice } = context.explain(result)
        return fail(message, advice, result.ms)
      }
      case 'failed': {
        if (explainCertificate(result.code, text.connection)) {
          return pass(text.takesConnection(host), result.ms)
        }
        const { message, advice } = context.explain(result)
        return fail(message, advice, result.ms)
      }
    }
  },
}

/** Tests the TLS of the connection. */
export const tls: Probe = {
  name: 'tls',
  run({ target, facts: { signIn: result }, text }) {
    if (target.url.protocol === 'http:') {
      return pass(text.notEncrypted)
    }
    const diagnosis =
      result?.kind === 'failed' ? explainCertificate(result.code, text.connection) : null
    if (diagnosis) return fail(diagnosis.message, diagnosis.advice)
    if (result?.kind === 'answer' || result?.kind === 'redirect') {
      return pass(text.goodCertificate)
    }
    return skip(text.skipped.noAnswer)
  },
}

/** The service's clock against this computer's. */
export const serverTime: Probe = {
  name: 'serverTime',
  run({ facts: { signIn: result }, text }) {
    if (result?.kind !== 'answer') return skip(text.skipped.noAnswer)
    const { serverTime, receivedAt } = result.answer
    if (serverTime === null) {
      return warn(text.noDate.message, text.noDate.advice)
    }
    // On average half a second of the header’s has passed.
    const ahead = (serverTime + 500 - receivedAt) / 1000
    if (Math.abs(ahead) <= toleratedSkewSeconds) return pass(text.clocksAgree)
    const far = durationText(Math.abs(ahead), text)
    return warn(ahead > 0 ? text.clockAhead(far) : text.clockBehind(far), text.setClocks)
  },
}
