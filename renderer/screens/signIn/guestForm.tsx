import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { Keep } from '../../components/keepSignedIn.tsx'
import { Submit } from '../../components/submitButton.tsx'

/** Becoming a guest, and what that means. */
export function GuestForm({ forms }: { forms: SignInForms }) {
  const form = forms.guest
  return (
    <FormArea form={form} onSubmit={() => state.signIn.asGuest(forms)}>
      <p class="quiet">
        A guest has a name but no account: it reads livestreams, and writes where the workspace lets
        guests write. It cannot be renewed; when its token ends, you become a new guest.
      </p>
      <TextField form={form} name="displayName" label="Display name" />
      <Keep keep={forms.keep} />
      <Submit form={form} label="Continue as guest" busyLabel="Signing in…" />
    </FormArea>
  )
}
