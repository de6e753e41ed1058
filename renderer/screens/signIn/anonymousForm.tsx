import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { FormArea } from '../../components/form.tsx'
import { Submit } from '../../components/submitButton.tsx'

/** Looking in without any identity. */
export function AnonymousForm({ forms }: { forms: SignInForms }) {
  return (
    <FormArea form={forms.anonymous} onSubmit={() => state.signIn.anonymously(forms)}>
      <p class="quiet">
        Without signing in you can read livestreams. You cannot write, and nobody sees that you are
        there. Nothing is kept on this computer.
      </p>
      <Submit form={forms.anonymous} label="Continue without signing in" busyLabel="Connecting…" />
    </FormArea>
  )
}
