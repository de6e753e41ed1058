import type { ServiceAuth } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { KeepSignedIn } from '../../components/keepSignedIn.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'
import { WithNames } from '../../components/withNames.tsx'
import { texts } from '../../text/texts.ts'

interface PasswordFormProps {
  forms: SignInForms
  asks: ServiceAuth
  /** The host that receives the password, if it differs from the workspace's host. */
  passwordHost: string | null
}

/** Signs in through the token service. */
export function PasswordForm({ forms, asks, passwordHost }: PasswordFormProps) {
  const form = forms.password
  const { signIn: text } = texts()
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withPassword(forms, asks)}>
      <TextField form={form} name="userId" label={text.userId} isFixed={forms.account !== null} />
      {asks === 'password' && (
        <TextField form={form} name="password" label={text.password} isSecret />
      )}
      {asks === 'password' && passwordHost !== null && (
        <p class="muted">
          <WithNames sentence={text.passwordGoesTo} names={[passwordHost]} />
        </p>
      )}
      <KeepSignedIn keep={forms.keep} />
      <SubmitButton form={form} label={text.submit} busyLabel={text.busy} />
    </FormArea>
  )
}
