import type { CheckTexts } from '../../text/en/serviceCheck.ts'
import type { CallResult } from './call.ts'
import { durationText } from './duration.ts'
import { fail, pass, skip, warn, type Verdict } from './verdict.ts'
import type { Probe } from './probe.ts'

const shortestLifeSeconds = 60
const longestLifeSeconds = 31 * 86_400
/** Latchkey waits this long for a token to become valid (docs/token-service.md). */
const longestWaitSeconds = 60
/** The year 5138; in milliseconds this was 1973. */
const latestSeconds = 100_000_000_000

/** `exp` (RFC 7519, section 4.1.4) against the service's own clock. */
export const expiry: Probe = {
  name: 'expiry',
  run({ facts: { jwt, signIn }, text }) {
    if (!jwt || signIn?.kind !== 'answer') return skip(text.tokenCheck.unread)
    const { tokenCheck } = text
    const { exp } = jwt.claims
    if (exp === undefined) {
      return warn(tokenCheck.neverEnds.message, tokenCheck.neverEnds.advice)
    }
    const diagnosis = judgeNumber('exp', exp, text)
    if (diagnosis) return diagnosis
    const life = Number(exp) - nowOf(signIn)
    if (life <= 0) {
      const { message, advice } = tokenCheck.hadEnded
      return fail(message(durationText(-life, text)), advice)
    }
    const time = durationText(life, text)
    if (life < shortestLifeSeconds) {
      return warn(tokenCheck.tooShort(time), tokenCheck.anHour)
    }
    if (life > longestLifeSeconds) {
      return warn(tokenCheck.tooLong(time), tokenCheck.anHour)
    }
    return pass(tokenCheck.lives(time))
  },
}

/** `iat` and `nbf` (RFC 7519, sections 4.1.6 and 4.1.5): which a chat server looks at as well. */
export const validFrom: Probe = {
  name: 'validFrom',
  run({ facts: { jwt, signIn }, text }) {
    if (!jwt || signIn?.kind !== 'answer') return skip(text.tokenCheck.unread)
    const { iat, nbf } = jwt.claims
    for (const [name, time] of [
      ['iat', iat],
      ['nbf', nbf],
    ] as const) {
      const diagnosis = time === undefined ? null : judgeNumber(name, time, text)
      if (diagnosis) return diagnosis
    }
    if (iat === undefined && nbf === undefined) return pass(text.tokenCheck.noStart)
    // Some services count fractions.
    const starts = [iat, nbf].map((time) => Math.floor(Number(time ?? -Infinity)) - nowOf(signIn))
    const ahead = Math.max(...starts)
    return judgeStart(ahead === starts[0] ? 'iat' : 'nbf', ahead, text)
  },
}

function judgeStart(name: 'iat' | 'nbf', ahead: number, text: CheckTexts): Verdict {
  const { tokenCheck } = text
  const code = name === 'iat' ? 42 : 41
  const advice = name === 'iat' ? tokenCheck.iatAdvice : tokenCheck.nbfAdvice
  if (ahead > longestWaitSeconds) return fail(tokenCheck.farAhead(name, ahead, code), advice)
  if (ahead > 0) {
    return warn(tokenCheck.ahead(name, ahead, code), advice)
  }
  if (ahead === 0) {
    return warn(tokenCheck.thisSecond(name, code), advice)
  }
  return pass(tokenCheck.validAtOnce(name, durationText(-ahead, text)))
}

function judgeNumber(name: string, time: unknown, text: CheckTexts): Verdict | null {
  const { before1970, milliseconds, notNumber } = text.tokenCheck
  if (typeof time !== 'number' || !Number.isFinite(time)) {
    return fail(notNumber.message(name), notNumber.advice)
  }
  if (time > latestSeconds) {
    return fail(milliseconds.message(name), milliseconds.advice)
  }
  if (time < 0) return fail(before1970.message(name), before1970.advice)
  return null
}

/** Epoch seconds by the service's own clock, as `exp` and `iat` count them. */
function nowOf({ answer }: Extract<CallResult, { kind: 'answer' }>): number {
  return Math.floor((answer.serverTime ?? answer.receivedAt) / 1000)
}
