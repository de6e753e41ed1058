import { Failure } from '../errors.ts'
import type { Token } from '../token/token.ts'
import type { Refusal } from '../token/tokenState.ts'
import { toleranceMs, type ServerTime } from './serverTime.ts'

/** True when the server finds the token too young: the clocks disagree, and it may be valid in a moment. */
export function isClockSkewError({ code }: Failure): boolean {
  return code === 'tokenNotYetValid' || code === 'tokenUsedBeforeIssued'
}

/** A token that becomes valid this soon is waited for; later, the clocks are wrong. */
const longestWaitMs = 60_000
/** Servers count whole seconds. */
const graceMs = 1_000

/** How long to wait for a token that the server finds too young, and what to tell the person when that is no use. */
export function notYetValid(token: Token | null, failure: Failure, time: ServerTime): Refusal {
  const validAt = Math.max(token?.notBefore ?? 0, token?.issuedAt ?? 0)
  const aheadMs = validAt - time.now()
  // As exactly as the server's time is known, a token that should be valid may still be in its future.
  const waitMs = aheadMs > 0 ? aheadMs : aheadMs + toleranceMs
  const seconds = Math.round(time.skewMs() / 1000)
  const ahead = Math.round(Math.max(0, aheadMs) / 1000)
  const message = `The token becomes valid ${ahead} s from now by the server's clock; this computer's clock differs from it by ${seconds} s.`
  return {
    kind: 'notYetValid',
    failure,
    waitMs: waitMs <= 0 || waitMs > longestWaitMs ? null : waitMs + graceMs,
    final: new Failure(failure.code, message, { cause: failure }),
  }
}
