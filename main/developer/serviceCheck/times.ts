import type { CallResult } from './call.ts'
import { durationText } from './duration.ts'
import { fail, pass, skip, warn, type Verdict } from './verdict.ts'
import type { Probe } from './probe.ts'

const unread = 'There is no token that can be read.'
const shortestLifeSeconds = 60
const longestLifeSeconds = 31 * 86_400
/** Latchkey waits this long for a token to become valid (docs/token-service.md). */
const longestWaitSeconds = 60
/** The year 5138; in milliseconds this was 1973. */
const latestSeconds = 100_000_000_000

/** `exp` (RFC 7519, section 4.1.4) against the service's own clock. */
export const expiry: Probe = {
  name: 'expiry',
  title: 'Expiry',
  run({ facts: { jwt, signIn } }) {
    if (!jwt || signIn?.kind !== 'answer') return skip(unread)
    const { exp } = jwt.claims
    if (exp === undefined) {
      return warn(
        'The token never ends (no exp): one that is stolen is good for ever.',
        'Set exp: an hour from now is a good choice, Latchkey renews by itself.',
      )
    }
    const diagnosis = judgeNumber('exp', exp)
    if (diagnosis) return diagnosis
    const life = Number(exp) - nowOf(signIn)
    if (life <= 0) {
      return fail(
        `The token had ended when it came (exp, ${durationText(-life)} before).`,
        'Set exp to a time to come, in UTC, and the clock of whoever signs by NTP.',
      )
    }
    const message = `The token lives for ${durationText(life)}.`
    if (life < shortestLifeSeconds) {
      return warn(
        `${message} Latchkey does little else than renew it.`,
        'An hour is a good choice.',
      )
    }
    if (life > longestLifeSeconds) {
      return warn(`${message} So does one that is stolen.`, 'An hour is a good choice.')
    }
    return pass(message)
  },
}

/** `iat` and `nbf` (RFC 7519, sections 4.1.6 and 4.1.5): which a chat server looks at as well. */
export const validFrom: Probe = {
  name: 'validFrom',
  title: 'Valid from',
  run({ facts: { jwt, signIn } }) {
    if (!jwt || signIn?.kind !== 'answer') return skip(unread)
    const { iat, nbf } = jwt.claims
    for (const [name, time] of [
      ['iat', iat],
      ['nbf', nbf],
    ] as const) {
      const diagnosis = time === undefined ? null : judgeNumber(name, time)
      if (diagnosis) return diagnosis
    }
    if (iat === undefined && nbf === undefined) return pass('It names no start: valid at once.')
    // Some services count fractions.
    const starts = [iat, nbf].map((time) => Math.floor(Number(time ?? -Infinity)) - nowOf(signIn))
    const ahead = Math.max(...starts)
    return judgeStart(ahead === starts[0] ? 'iat' : 'nbf', ahead)
  },
}

function judgeStart(name: 'iat' | 'nbf', ahead: number): Verdict {
  const code = name === 'iat' ? 42 : 41
  const advice =
    name === 'iat'
      ? 'Date iat a second back or leave it out, and set the clock of whoever signs by NTP.'
      : 'Leave nbf out, or date it a second back.'
  const message = `${name} is ${ahead} s ahead of the service’s own clock: a chat server refuses the token until then (${code})`
  if (ahead > longestWaitSeconds) return fail(`${message}. Nobody can sign in.`, advice)
  if (ahead > 0) {
    return warn(`${message}, and people wait that long at each sign-in and renewal.`, advice)
  }
  if (ahead === 0) {
    return warn(
      `${name} is this very second: a chat server whose clock is a little behind refuses the token (${code}).`,
      advice,
    )
  }
  return pass(`It is valid at once (${name}, ${durationText(-ahead)} back).`)
}

function judgeNumber(name: string, time: unknown): Verdict | null {
  if (typeof time !== 'number' || !Number.isFinite(time)) {
    return fail(`${name} is not a number.`, 'Write it as a number: seconds since 1970, no quotes.')
  }
  if (time > latestSeconds) {
    return fail(`${name} counts milliseconds; a JWT counts seconds.`, 'Divide it by 1,000.')
  }
  if (time < 0) return fail(`${name} is before 1970.`, 'Write the seconds since then.')
  return null
}

/** Epoch seconds by the service's own clock, as `exp` and `iat` count them. */
function nowOf({ answer }: Extract<CallResult, { kind: 'answer' }>): number {
  return Math.floor((answer.serverTime ?? answer.receivedAt) / 1000)
}
