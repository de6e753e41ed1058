import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { KeepSignedIn } from '../../components/keepSignedIn.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'

/** Signs in as a guest, with an explanation of what a guest is. */
export function GuestForm({ forms }: { forms: SignInForms }) {
  const form = forms.guest
  return (
    <FormArea form={form} onSubmit={() => state.signIn.asGuest(forms)}>
      <p class="muted">
        A guest has a name but no account. Guests can read livestreams, and write where the
        workspace allows it. Their token is not renewed: when it expires, you continue as a new
        guest.
      </p>
      <TextField form={form} name="displayName" label="Display name" />
      <KeepSignedIn keep={forms.keep} />
      <SubmitButton form={form} label="Continue as guest" busyLabel="Signing in…" />
    </FormArea>
  )
}
