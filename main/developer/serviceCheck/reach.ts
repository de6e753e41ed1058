import { durationText } from './duration.ts'
import { fail, pass, skip, warn } from './verdict.ts'
import type { Probe } from './probe.ts'
import { explainCertificate } from './diagnosis.ts'

/** A `Date` header has whole seconds and travels; clocks that are set by NTP are nearer than this. */
const toleratedSkewSeconds = 5

/** Makes the sign-in that the other probes use. */
export const reachable: Probe = {
  name: 'reachable',
  title: 'Reachable',
  async run(context) {
    const result = await context.signIn()
    context.facts.signIn = result
    const { host } = context.target.url
    switch (result.kind) {
      case 'answer':
      case 'redirect':
        return pass(`${host} answers.`, result.ms)
      case 'timeout': {
        const { message, advice } = context.explain(result)
        return fail(message, advice, result.ms)
      }
      case 'failed': {
        if (explainCertificate(result.code)) return pass(`${host} takes the connection.`, result.ms)
        const { message, advice } = context.explain(result)
        return fail(message, advice, result.ms)
      }
    }
  },
}

/** Tests the TLS of the connection. */
export const tls: Probe = {
  name: 'tls',
  title: 'TLS',
  run({ target, facts: { signIn: result } }) {
    if (target.url.protocol === 'http:') {
      return pass('Not encrypted, which is for this computer only. People need https.')
    }
    const diagnosis = result?.kind === 'failed' ? explainCertificate(result.code) : null
    if (diagnosis) return fail(diagnosis.message, diagnosis.advice)
    if (result?.kind === 'answer' || result?.kind === 'redirect') {
      return pass('The certificate is good for this host, and Latchkey trusts it.')
    }
    return skip('There was no answer.')
  },
}

/** The service's clock against this computer's. */
export const serverTime: Probe = {
  name: 'serverTime',
  title: 'Server time',
  run({ facts: { signIn: result } }) {
    if (result?.kind !== 'answer') return skip('There was no answer.')
    const { serverTime, receivedAt } = result.answer
    if (serverTime === null) {
      return warn(
        'There is no Date header, so this computer’s clock stands in for the service’s below.',
        'Let the server send Date; nearly all do so by themselves.',
      )
    }
    // On average half a second of the header’s has passed.
    const ahead = (serverTime + 500 - receivedAt) / 1000
    if (Math.abs(ahead) <= toleratedSkewSeconds) return pass('Its clock and this computer’s agree.')
    const way = ahead > 0 ? 'ahead of' : 'behind'
    return warn(
      `Its clock is ${durationText(Math.abs(ahead))} ${way} this computer’s; one of them is wrong.`,
      'Set both by NTP. A token dated by a clock that is ahead is refused by the chat server (42), one dated by a clock behind ends early.',
    )
  },
}
