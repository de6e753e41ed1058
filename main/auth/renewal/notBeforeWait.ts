import { Failure } from '../errors.ts'
import type { Clock } from '../ports.ts'
import { toleranceMs, type ServerTime } from './serverTime.ts'
import type { Token } from '../token/token.ts'

/** Waiting for a token to become valid: once a token. */
export interface NotBeforeWait {
  /**
   * The server finds the token too young. Waits if that passes soon, else says what to tell the person. `over` is called
   * when the token should be valid.
   */
  begin(token: Token | null, refusal: Failure, over: () => void): 'waiting' | Failure
  /** The next token, or this one once it was taken, may be waited for again. Whether that ended a wait. */
  end(): boolean
  state(): NotBeforeWaitState
}

/** `nextTryAt` is epoch ms by this computer's clock. */
export type NotBeforeWaitState =
  | { kind: 'none' }
  | { kind: 'waiting'; failure: Failure; nextTryAt: number; cancel: () => void }
  | { kind: 'over' }

/** Whether the server finds the token too young: then the clocks disagree, and it may be good in a moment. */
export function isClockSkewError({ code }: Failure): boolean {
  return code === 'tokenNotYetValid' || code === 'tokenUsedBeforeIssued'
}

/** A token that becomes valid this soon is waited for; later, the clocks are wrong. */
const longestWaitMs = 60_000
/** Servers count whole seconds. */
const graceMs = 1_000

export function createNotBeforeWait(clock: Clock, serverTime: ServerTime): NotBeforeWait {
  let state: NotBeforeWaitState = { kind: 'none' }

  return {
    state: () => state,
    begin(token, refusal, over) {
      // Requests and the socket meet the same refusal; it is waited for once.
      if (state.kind === 'waiting') return 'waiting'
      const validAt = Math.max(token?.notBefore ?? 0, token?.issuedAt ?? 0)
      const aheadMs = validAt - serverTime.now()
      // As exactly as the server's time is known, a token that should be valid may still be in its future.
      const waitMs = aheadMs > 0 ? aheadMs : aheadMs + toleranceMs
      if (state.kind === 'over' || waitMs <= 0 || waitMs > longestWaitMs) {
        const seconds = Math.round(serverTime.skewMs() / 1000)
        const ahead = Math.round(Math.max(0, aheadMs) / 1000)
        const message = `The token becomes valid ${ahead} s from now by the server's clock; this computer's clock differs from it by ${seconds} s.`
        return new Failure(refusal.code, message, { cause: refusal })
      }
      const delayMs = waitMs + graceMs
      const cancel = clock.after(delayMs, () => {
        state = { kind: 'over' }
        over()
      })
      state = { kind: 'waiting', failure: refusal, nextTryAt: clock.now() + delayMs, cancel }
      return 'waiting'
    },
    end() {
      const wasWaiting = state.kind === 'waiting'
      if (state.kind === 'waiting') state.cancel()
      state = { kind: 'none' }
      return wasWaiting
    },
  }
}
