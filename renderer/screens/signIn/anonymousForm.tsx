import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { FormArea } from '../../components/form.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'
import { texts } from '../../text/texts.ts'

/** Connects without an identity. */
export function AnonymousForm({ forms }: { forms: SignInForms }) {
  const { signIn: text } = texts()
  return (
    <FormArea form={forms.anonymous} onSubmit={() => state.signIn.anonymously(forms)}>
      <p class="muted">{text.aboutAnonymous}</p>
      <SubmitButton
        form={forms.anonymous}
        label={text.submitAnonymous}
        busyLabel={text.connecting}
      />
    </FormArea>
  )
}
