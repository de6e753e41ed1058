import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Workspace } from '../../../preload/contract.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { SandboxUsers } from './sandboxUsers.tsx'
import { PasswordForm } from './passwordForm.tsx'
import { TokenForm } from './tokenForm.tsx'

/** Signs in as a user, through the workspace's token service or with a token. */
export function UserForm({ forms, workspace }: { forms: SignInForms; workspace: Workspace }) {
  const area = useRef<HTMLDivElement>(null)
  const method = workspace.signIn === null ? 'token' : forms.method.value
  const shown = useRef(method)
  useLayoutEffect(() => {
    if (shown.current !== method) focusUnlessTyping(area.current?.querySelector('input'))
    shown.current = method
  }, [method])
  return (
    <div class="sign-in-forms" ref={area}>
      {method === 'password' && workspace.signIn !== null ? (
        <PasswordForm forms={forms} asks={workspace.signIn} passwordHost={workspace.passwordHost} />
      ) : (
        <TokenForm forms={forms} />
      )}
      {workspace.signIn !== null && (
        <button
          type="button"
          class="plain"
          onClick={() => (forms.method.value = method === 'password' ? 'token' : 'password')}
        >
          {method === 'password' ? 'Use a token instead' : 'Use a password instead'}
        </button>
      )}
      {method === 'password' && forms.account === null && (
        <SandboxUsers forms={forms} sandboxUsers={workspace.sandboxUsers} />
      )}
    </div>
  )
}
