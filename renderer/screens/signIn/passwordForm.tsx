import type { ServiceAuth } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { KeepSignedIn } from '../../components/keepSignedIn.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'

interface PasswordFormProps {
  forms: SignInForms
  asks: ServiceAuth
  /** The host that receives the password, if it differs from the workspace's host. */
  passwordHost: string | null
}

/** Signs in through the token service. */
export function PasswordForm({ forms, asks, passwordHost }: PasswordFormProps) {
  const form = forms.password
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withPassword(forms, asks)}>
      <TextField form={form} name="userId" label="User ID" isFixed={forms.account !== null} />
      {asks === 'password' && <TextField form={form} name="password" label="Password" isSecret />}
      {asks === 'password' && passwordHost !== null && (
        <p class="muted">
          Your password goes to <bdi>{passwordHost}</bdi>
        </p>
      )}
      <KeepSignedIn keep={forms.keep} />
      <SubmitButton form={form} label="Sign in" busyLabel="Signing in…" />
    </FormArea>
  )
}
