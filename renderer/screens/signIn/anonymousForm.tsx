import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { FormArea } from '../../components/form.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'

/** Connects without an identity. */
export function AnonymousForm({ forms }: { forms: SignInForms }) {
  return (
    <FormArea form={forms.anonymous} onSubmit={() => state.signIn.anonymously(forms)}>
      <p class="muted">
        Without signing in you can read livestreams but not write. Other users do not see you.
        Nothing is saved on this computer.
      </p>
      <SubmitButton
        form={forms.anonymous}
        label="Continue without signing in"
        busyLabel="Connecting…"
      />
    </FormArea>
  )
}
