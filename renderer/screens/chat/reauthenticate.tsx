import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Account, View, Workspace } from '../../../preload/contract.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { WithNames } from '../../components/withNames.tsx'
import { unreachable } from '../../unreachable.ts'
import { describeFieldError } from '../../text/errors.ts'
import {
  isKeychainError,
  isLocallyIssued,
  movedWorkspaceText,
  type LiveSession,
} from '../../text/labels.ts'
import { AnonymousForm } from '../signIn/anonymousForm.tsx'
import { LocalTokenForm } from '../signIn/developerForms.tsx'
import { GuestForm } from '../signIn/guestForm.tsx'
import { UserForm } from '../signIn/userForm.tsx'
import { KeychainProblem } from './keychainProblem.tsx'
import { texts } from '../../text/texts.ts'

/** The form for signing in again, below a readable chat. */
export function Reauthenticate({
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
    <section class="reauthenticate" aria-labelledby="again-title" ref={area}>
      <h2 id="again-title" dir="auto">
        <Heading account={account} />
      </h2>
      {session.state === 'needsSignIn' &&
        (isKeychainError(session.code) ? (
          <KeychainProblem
            forms={forms}
            keychain={view.keychain}
            code={session.code}
            onContinue={() => firstField()?.focus()}
          />
        ) : (
          <Reason session={session} workspace={view.workspace} />
        ))}
      <AccountForm account={account} forms={forms} view={view} />
    </section>
  )
}

function Heading({ account }: { account: Account }) {
  const { chat: text } = texts()
  switch (account.kind) {
    case 'user':
      return <WithNames sentence={text.signInAgainAs} names={[account.name]} />
    case 'guest':
      return text.continueAsNewGuest
    case 'anonymous':
      return text.continueAnonymously
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
    <p class="muted">
      {describeFieldError(code, method === 'minted' ? 'secret' : null)} {isAboutClocks && message}
      {code === 'workspaceMoved' && movedWorkspaceText(workspace)}
    </p>
  )
}

function AccountForm({
  account,
  forms,
  view,
}: {
  account: Account
  forms: SignInForms
  view: View
}) {
  switch (account.kind) {
    case 'user':
      return view.developerMode && isLocallyIssued(forms.method.value) ? (
        <LocalTokenForm forms={forms} />
      ) : (
        <UserForm forms={forms} view={view} />
      )
    case 'guest':
      return <GuestForm forms={forms} />
    case 'anonymous':
      return <AnonymousForm forms={forms} />
    default:
      return unreachable(account.kind)
  }
}
