import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { KeepSignedIn } from '../../components/keepSignedIn.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'
import { texts } from '../../text/texts.ts'

/** Signs in as a guest, with an explanation of what a guest is. */
export function GuestForm({ forms }: { forms: SignInForms }) {
  const form = forms.guest
  const { signIn: text } = texts()
  return (
    <FormArea form={form} onSubmit={() => state.signIn.asGuest(forms)}>
      <p class="muted">{text.aboutGuests}</p>
      <TextField form={form} name="displayName" label={text.displayName} />
      <KeepSignedIn keep={forms.keep} />
      <SubmitButton form={form} label={text.submitGuest} busyLabel={text.busy} />
    </FormArea>
  )
}
