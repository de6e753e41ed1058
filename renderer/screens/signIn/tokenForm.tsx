import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { KeepSignedIn } from '../../components/keepSignedIn.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'
import { texts } from '../../text/texts.ts'

/** Signs in with a pasted token. */
export function TokenForm({ forms }: { forms: SignInForms }) {
  const form = forms.token
  const { signIn: text } = texts()
  const isFixed = forms.account !== null
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withToken(forms)}>
      <TextField form={form} name="token" label={text.token} isSecret />
      <TextField
        form={form}
        name="userId"
        label={text.userId}
        isFixed={isFixed}
        {...(isFixed ? {} : { aside: text.optional, placeholder: text.readFromToken })}
      />
      <KeepSignedIn keep={forms.keep} />
      <SubmitButton form={form} label={text.submitToken} busyLabel={text.busy} />
    </FormArea>
  )
}
