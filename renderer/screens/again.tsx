import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Account, View } from '../../preload/contract.ts'
import type { Entry } from '../entry.ts'
import { unreachable } from '../unreachable.ts'
import { problemAt } from '../problems.ts'
import { isKeychainTrouble, isMadeHere, type LiveSession } from '../words.ts'
import { AnonymousForm } from './anonymous.tsx'
import { MadeAgain } from './developer.tsx'
import { GuestForm } from './guest.tsx'
import { SignIn } from './signIn.tsx'
import { Withheld } from './withheld.tsx'

/** Signing in again, while the chat stays readable. */
export function Again({
  entry,
  view,
  session,
}: {
  entry: Entry
  view: View
  session: LiveSession
}) {
  const area = useRef<HTMLElement>(null)
  const focusForm = () =>
    area.current?.querySelector<HTMLElement>('input:not([readonly]), .primary')?.focus()
  useLayoutEffect(focusForm, [])
  const { account } = entry
  if (!account) return null
  return (
    <section class="again" aria-labelledby="again-title" ref={area}>
      <h2 id="again-title" dir="auto">
        <Heading account={account} />
      </h2>
      {session.state === 'needsSignIn' &&
        (isKeychainTrouble(session.code) ? (
          <Withheld
            entry={entry}
            keychain={view.keychain}
            code={session.code}
            onContinue={focusForm}
          />
        ) : (
          <Reason session={session} />
        ))}
      <Way account={account} entry={entry} view={view} />
    </section>
  )
}

function Heading({ account }: { account: Account }) {
  switch (account.kind) {
    case 'user':
      return (
        <>
          Sign in again as <bdi>{account.name}</bdi>
        </>
      )
    case 'guest':
      return 'Become a new guest'
    case 'anonymous':
      return 'Come in again'
    default:
      return unreachable(account.kind)
  }
}

function Reason({ session }: { session: LiveSession & { state: 'needsSignIn' } }) {
  const { code, message, way } = session
  const isAboutClocks = code === 'tokenNotYetValid' || code === 'tokenUsedBeforeIssued'
  return (
    <p class="quiet">
      {problemAt(code, way === 'minted' ? 'secret' : null)} {isAboutClocks && message}
    </p>
  )
}

function Way({ account, entry, view }: { account: Account; entry: Entry; view: View }) {
  switch (account.kind) {
    case 'user':
      return view.developerMode && isMadeHere(entry.way.value) ? (
        <MadeAgain entry={entry} />
      ) : (
        <SignIn entry={entry} workspace={view.workspace} />
      )
    case 'guest':
      return <GuestForm entry={entry} />
    case 'anonymous':
      return <AnonymousForm entry={entry} />
    default:
      return unreachable(account.kind)
  }
}
