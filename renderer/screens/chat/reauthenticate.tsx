import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Account, View, Workspace } from '../../../preload/contract.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { unreachable } from '../../unreachable.ts'
import { problemAt } from '../../text/errors.ts'
import { isKeychainTrouble, isMadeHere, movedTo, type LiveSession } from '../../text/labels.ts'
import { AnonymousForm } from '../signIn/anonymousForm.tsx'
import { MadeAgain } from '../signIn/developerForms.tsx'
import { GuestForm } from '../signIn/guestForm.tsx'
import { SignIn } from '../signIn/userForm.tsx'
import { Withheld } from './keychainProblem.tsx'

/** Signing in again, while the chat stays readable. */
export function Again({
  forms,
  view,
  session,
}: {
  forms: SignInForms
  view: View
  session: LiveSession
}) {
  const area = useRef<HTMLElement>(null)
  const firstField = () =>
    area.current?.querySelector<HTMLElement>('input:not([readonly]), .primary')
  useLayoutEffect(() => focusUnlessTyping(firstField()), [])
  const { account } = forms
  if (!account) return null
  return (
    <section class="again" aria-labelledby="again-title" ref={area}>
      <h2 id="again-title" dir="auto">
        <Heading account={account} />
      </h2>
      {session.state === 'needsSignIn' &&
        (isKeychainTrouble(session.code) ? (
          <Withheld
            forms={forms}
            keychain={view.keychain}
            code={session.code}
            onContinue={() => firstField()?.focus()}
          />
        ) : (
          <Reason session={session} workspace={view.workspace} />
        ))}
      <Way account={account} forms={forms} view={view} />
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

interface ReasonProps {
  session: LiveSession & { state: 'needsSignIn' }
  workspace: Workspace
}

function Reason({ session, workspace }: ReasonProps) {
  const { code, message, method } = session
  const isAboutClocks = code === 'tokenNotYetValid' || code === 'tokenUsedBeforeIssued'
  return (
    <p class="quiet">
      {problemAt(code, method === 'minted' ? 'secret' : null)} {isAboutClocks && message}
      {code === 'workspaceMoved' && movedTo(workspace)}
    </p>
  )
}

function Way({ account, forms, view }: { account: Account; forms: SignInForms; view: View }) {
  switch (account.kind) {
    case 'user':
      return view.developerMode && isMadeHere(forms.method.value) ? (
        <MadeAgain forms={forms} />
      ) : (
        <SignIn forms={forms} workspace={view.workspace} />
      )
    case 'guest':
      return <GuestForm forms={forms} />
    case 'anonymous':
      return <AnonymousForm forms={forms} />
    default:
      return unreachable(account.kind)
  }
}
