import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View, Workspace } from '../../../preload/contract.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { SandboxUsers } from './sandboxUsers.tsx'
import { BrowserForm } from './browserForm.tsx'
import { PasswordForm } from './passwordForm.tsx'
import { TokenForm } from './tokenForm.tsx'
import { texts } from '../../text/texts.ts'

/** Signs in as a user, through the workspace's token service or with a token. */
export function UserForm({ forms, view }: { forms: SignInForms; view: View }) {
  const { workspace } = view
  const area = useRef<HTMLDivElement>(null)
  const method = workspace.signIn === null ? 'token' : forms.method.value
  const shown = useRef(method)
  useLayoutEffect(() => {
    if (shown.current !== method) focusUnlessTyping(area.current?.querySelector('input'))
    shown.current = method
  }, [method])
  return (
    <div class="sign-in-forms" ref={area}>
      {method === 'password' ? (
        <ServiceForm forms={forms} view={view} />
      ) : (
        <TokenForm forms={forms} />
      )}
      {workspace.signIn !== null && view.browserSignIn === null && (
        <button
          type="button"
          class="plain"
          onClick={() => (forms.method.value = method === 'password' ? 'token' : 'password')}
        >
          {method === 'password' ? texts().signIn.useToken : serviceLabel(workspace)}
        </button>
      )}
      {method === 'password' && forms.account === null && (
        <SandboxUsers forms={forms} sandboxUsers={workspace.sandboxUsers} />
      )}
    </div>
  )
}

/** The form for the token service. */
function ServiceForm({ forms, view }: { forms: SignInForms; view: View }) {
  const { signIn, passwordHost, issuerHost, host } = view.workspace
  if (signIn === null) return null
  return signIn === 'oidc' ? (
    <BrowserForm forms={forms} host={issuerHost ?? host} pending={view.browserSignIn} />
  ) : (
    <PasswordForm forms={forms} asks={signIn} passwordHost={passwordHost} />
  )
}

function serviceLabel({ signIn }: Workspace): string {
  return signIn === 'oidc' ? texts().browserSignIn.useBrowser : texts().signIn.usePassword
}
