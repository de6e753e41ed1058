import type { ServiceAuth } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { Keep } from '../../components/keepSignedIn.tsx'
import { Submit } from '../../components/submitButton.tsx'

interface PasswordFormProps {
  forms: SignInForms
  asks: ServiceAuth
  /** The host that gets the password, where it is not the one that is shown as the workspace's. */
  passwordHost: string | null
}

/** Signing in through the token service, with what it asks for. */
export function PasswordForm({ forms, asks, passwordHost }: PasswordFormProps) {
  const form = forms.password
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withPassword(forms, asks)}>
      <TextField form={form} name="userId" label="User ID" isFixed={forms.account !== null} />
      {asks === 'password' && <TextField form={form} name="password" label="Password" isSecret />}
      {asks === 'password' && passwordHost !== null && (
        <p class="quiet">
          Your password goes to <bdi>{passwordHost}</bdi>
        </p>
      )}
      <Keep keep={forms.keep} />
      <Submit form={form} label="Sign in" busyLabel="Signing in…" />
    </FormArea>
  )
}
