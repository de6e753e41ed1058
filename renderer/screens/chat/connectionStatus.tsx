import type { Keychain } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { useNow } from '../../components/useNow.ts'
import { unreachable } from '../../unreachable.ts'
import { cause } from '../../text/errors.ts'
import { nextTry, restingPlace, standing, tokenFacts, type LiveSession } from '../../text/labels.ts'

/** How the session stands, and what may be known of its token. */
export function Standing({ session, keychain }: { session: LiveSession; keychain: Keychain }) {
  const isCounting = session.state === 'offline' && session.nextTryAt !== null
  const now = useNow(isCounting ? 1000 : 60_000)
  const { words, reason } = standing(session, keychain)
  return (
    <div class="standing" data-state={session.state}>
      <div class="lines">
        <div class="state" role="status" title={reason ?? undefined}>
          <span class="dot" />
          <span class="word" key={session.state} elementtiming={session.state}>
            {words}
          </span>{' '}
          {reason !== null && <span class="facts quiet">{reason}</span>}
          {session.state === 'offline' && (
            // A timer is not read out at each change, as the status around it is.
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
          Try now
        </button>
      )}
    </div>
  )
}

function Facts({ facts }: { facts: string[] }) {
  if (facts.length === 0) return null
  return (
    <p class="facts quiet" title={facts.join(' · ')}>
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
      return [cause(session.code, session.about)]
    case 'connected':
    case 'refreshing':
      return [
        ...tokenFacts(session.token, session.account.kind, now),
        restingPlace(session.token.storedIn, keychain),
      ]
    default:
      return unreachable(session)
  }
}
