import type { Keychain } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { useNow } from '../../components/useNow.ts'
import { unreachable } from '../../unreachable.ts'
import { errorCause } from '../../text/errors.ts'
import {
  nextTry,
  storageText,
  statusText,
  tokenSummary,
  type LiveSession,
} from '../../text/labels.ts'
import { texts } from '../../text/texts.ts'

/** The connection status and the facts about the token. */
export function ConnectionStatus({
  session,
  keychain,
}: {
  session: LiveSession
  keychain: Keychain
}) {
  const isCounting = session.state === 'offline' && session.nextTryAt !== null
  const now = useNow(isCounting ? 1000 : 60_000)
  const { text, reason } = statusText(session, keychain)
  return (
    <div class="connection-status" data-state={session.state}>
      <div class="stack">
        <div class="state" role="status" title={reason ?? undefined}>
          <span class="dot" />
          <span class="status-text" key={session.state} elementtiming={session.state}>
            {text}
          </span>{' '}
          {reason !== null && <span class="status-facts muted">{reason}</span>}
          {session.state === 'offline' && (
            // A timer is not announced at each change, unlike the surrounding status.
            <span role="timer">{nextTry(session.nextTryAt, now)}</span>
          )}
        </div>
        <Facts facts={facts(session, keychain, now)} />
      </div>
      {session.state === 'offline' && (
        <button
          type="button"
          class="secondary small"
          aria-disabled={session.nextTryAt === null}
          onClick={() => void state.notices.orShowError(api.retryConnection())}
        >
          {texts().chat.tryNow}
        </button>
      )}
    </div>
  )
}

function Facts({ facts }: { facts: string[] }) {
  if (facts.length === 0) return null
  return (
    <p class="status-facts muted" title={facts.join(' · ')}>
      {facts.map((fact, index) => (
        <span key={fact}>
          {index > 0 && ' · '}
          {fact}
        </span>
      ))}
    </p>
  )
}

function facts(session: LiveSession, keychain: Keychain, now: number): string[] {
  switch (session.state) {
    case 'signingIn':
    case 'needsSignIn':
      return []
    case 'offline':
      return [errorCause(session.code, session.about)]
    case 'connected':
    case 'refreshing':
      return [
        ...tokenSummary(session.token, session.account.kind, now),
        storageText(session.token.storedIn, keychain),
      ]
    default:
      return unreachable(session)
  }
}
