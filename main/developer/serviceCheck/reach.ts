import { spell } from './duration.ts'
import { fail, pass, skip, warn } from './verdict.ts'
import type { Probe } from './probe.ts'
import { explainCertificate } from './diagnosis.ts'

/** A `Date` header has whole seconds and travels; clocks that are set by NTP are nearer than this. */
const toleratedSkewSeconds = 5

/** The sign-in that all else stands on is made here. */
export const reachable: Probe = {
  name: 'reachable',
  title: 'Reachable',
  async look(ground) {
    const seen = await ground.signIn()
    ground.facts.signIn = seen
    const { host } = ground.subject.url
    switch (seen.kind) {
      case 'answer':
      case 'redirect':
        return pass(`${host} answers.`, seen.ms)
      case 'silence': {
        const { words, advice } = ground.explain(seen)
        return fail(words, advice, seen.ms)
      }
      case 'broken': {
        if (explainCertificate(seen.code)) return pass(`${host} takes the connection.`, seen.ms)
        const { words, advice } = ground.explain(seen)
        return fail(words, advice, seen.ms)
      }
    }
  },
}

/** Whether the connection is safe. */
export const tls: Probe = {
  name: 'tls',
  title: 'TLS',
  look({ subject, facts: { signIn: seen } }) {
    if (subject.url.protocol === 'http:') {
      return pass('Not encrypted, which is for this computer only. People need https.')
    }
    const trouble = seen?.kind === 'broken' ? explainCertificate(seen.code) : null
    if (trouble) return fail(trouble.words, trouble.advice)
    if (seen?.kind === 'answer' || seen?.kind === 'redirect') {
      return pass('The certificate is good for this host, and Latchkey trusts it.')
    }
    return skip('There was no answer.')
  },
}

/** The service's clock against this computer's. */
export const serverTime: Probe = {
  name: 'serverTime',
  title: 'Server time',
  look({ facts: { signIn: seen } }) {
    if (seen?.kind !== 'answer') return skip('There was no answer.')
    const { serverTime, receivedAt } = seen.answer
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
      `Its clock is ${spell(Math.abs(ahead))} ${way} this computer’s; one of them is wrong.`,
      'Set both by NTP. A token dated by a clock that is ahead is refused by the chat server (42), one dated by a clock behind ends early.',
    )
  },
}
