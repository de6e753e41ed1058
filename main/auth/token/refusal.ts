import type { Failure } from '../errors.ts'
import { isClockSkewError, notYetValid } from '../renewal/notBeforeWait.ts'
import type { ServerTime } from '../renewal/serverTime.ts'
import { explainRefusal } from './developmentToken.ts'
import type { Token } from './token.ts'
import type { Refusal } from './tokenState.ts'

export interface RefusalSources {
  token: Token | null
  /** The chat server's answer. */
  failure: Failure
  serverTime: ServerTime
  /** The token was dated here by this computer's clock; with the refusal the server has told its own. */
  canRedate: boolean
}

/** The meaning of a refusal by the chat server for the token. */
export function refusalOf({ token, failure, serverTime, canRedate }: RefusalSources): Refusal {
  if (isClockSkewError(failure) && !canRedate) return notYetValid(token, failure, serverTime)
  if (isClockSkewError(failure) || failure.code === 'tokenExpired')
    return { kind: 'ended', failure }
  return { kind: 'rejected', failure: explainRefusal(token, failure) }
}
