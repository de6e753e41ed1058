import { unreachable, type Failure } from '../errors.ts'
import type { Pause } from './pause.ts'
import type { RenewalCall } from './renewalCall.ts'

/** `nextTryAt` is epoch ms by this computer's clock. */
export type RenewalState =
  | { kind: 'idle' }
  | { kind: 'waiting' }
  /** `attempt` 0 is the first of a renewal. */
  | { kind: 'calling'; attempt: number }
  | { kind: 'retrying'; failure: Failure; nextTryAt: number }
  /** Refused for good while the token was still in use: nothing more is tried. */
  | { kind: 'refused'; failure: Failure }
  | { kind: 'stopped' }

/** The same with what can be called off. */
export type InternalState =
  | { kind: 'idle' | 'stopped' }
  | { kind: 'waiting'; cancel: () => void }
  /** `call` is null as long as it is being made. */
  | { kind: 'calling'; attempt: number; call: RenewalCall | null }
  /** `isDeadArrival`: no call has failed, but the new token has ended by the server's clock; `isFirst`: the first one. */
  | { kind: 'retrying'; pause: Pause; isDeadArrival: boolean; isFirst: boolean }
  | { kind: 'refused'; failure: Failure }

/** The state without what can be called off. */
export function describeState(state: InternalState): RenewalState {
  switch (state.kind) {
    case 'waiting':
      return { kind: 'waiting' }
    case 'retrying':
      // Nothing has failed so far: the first token is replaced after a moment.
      if (state.isDeadArrival && state.isFirst) return { kind: 'waiting' }
      return { kind: 'retrying', failure: state.pause.why, nextTryAt: state.pause.nextTryAt }
    case 'calling':
      return { kind: 'calling', attempt: state.attempt }
    case 'idle':
    case 'stopped':
      return { kind: state.kind }
    case 'refused':
      return state
    default:
      return unreachable(state)
  }
}
