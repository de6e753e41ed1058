import { unreachable, type Failure } from './errors.ts'
import type { RenewalState } from './renewal/renewal.ts'
import type { ConnectionState } from './requests/connection.ts'
import type { TokenKnowledge } from './token/tokenState.ts'

/** How an active session is connected. `nextTryAt`: epoch ms by this computer's clock, null while trying. */
export type ConnectionStatus =
  | { kind: 'connecting' }
  | { kind: 'connected'; role: string }
  | { kind: 'refreshing' }
  | { kind: 'offline'; failure: Failure; nextTryAt: number | null }

export interface StatusSources {
  known: TokenKnowledge
  renewal: RenewalState
  connection: ConnectionState
  /** When a token that is not yet valid is tried again. */
  validAt: number | null
  /** Why the connection was lost last; null: it never was. */
  lastFailure: Failure | null
}

/** The status that follows from what is known of the token, and from how renewal and connection are. */
export function statusOf({ known, renewal, connection, ...rest }: StatusSources): ConnectionStatus {
  const { state } = known
  const isFirst = state.kind === 'untried' && !known.isRenewed
  const trying: ConnectionStatus = { kind: isFirst ? 'connecting' : 'refreshing' }
  if (renewal.kind === 'calling') return trying
  switch (state.kind) {
    case 'refused':
      if (renewal.kind !== 'retrying') return trying
      return { kind: 'offline', failure: renewal.failure, nextTryAt: renewal.nextTryAt }
    case 'notYetValid':
      return { kind: 'offline', failure: state.failure, nextTryAt: rest.validAt }
    case 'untried':
    case 'accepted':
    case 'rejected':
      return (
        ofConnection(connection, rest.lastFailure) ?? {
          kind: known.isRenewed ? 'refreshing' : 'connecting',
        }
      )
    default:
      return unreachable(state)
  }
}

function ofConnection(
  connection: ConnectionState,
  lastFailure: Failure | null,
): ConnectionStatus | null {
  if (connection.kind === 'up') return { kind: 'connected', role: connection.welcome.role }
  if (connection.kind === 'waiting') {
    const { failure, nextTryAt } = connection
    return { kind: 'offline', failure, nextTryAt }
  }
  if (lastFailure === null || lastFailure.code === 'tokenExpired') return null
  return { kind: 'offline', failure: lastFailure, nextTryAt: null }
}
