import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { KeepSignedIn } from '../../components/keepSignedIn.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'

/** Signs in with a pasted token. */
export function TokenForm({ forms }: { forms: SignInForms }) {
  const form = forms.token
  const isFixed = forms.account !== null
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withToken(forms)}>
      <TextField form={form} name="token" label="Token" isSecret />
      <TextField
        form={form}
        name="userId"
        label="User ID"
        isFixed={isFixed}
        {...(isFixed ? {} : { aside: 'Optional', placeholder: 'Read from the token' })}
      />
      <KeepSignedIn keep={forms.keep} />
      <SubmitButton form={form} label="Sign in with token" busyLabel="Signing in…" />
    </FormArea>
  )
}
