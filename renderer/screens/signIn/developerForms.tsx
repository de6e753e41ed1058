import { useLayoutEffect, useRef } from 'preact/hooks'
import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'
import '../../styles/developerForms.css'

/** Sign-in methods of developer mode: an unsigned token, or a token signed here with the API secret. */
export function DeveloperForms({ forms }: { forms: SignInForms }) {
  return (
    <div class="developer-forms">
      <p class="muted">For testing a backend. Nothing is saved.</p>
      <fieldset>
        <legend>Development token</legend>
        <p class="muted">
          Unsigned. Works only while the app’s auth checks are off; then anyone can sign in as
          anyone.
        </p>
        <DevelopmentForm forms={forms} />
      </fieldset>
      <fieldset>
        <legend>Create a token</legend>
        <p class="muted">
          Latchkey signs and renews the token with your API secret. Anyone who has the secret can
          impersonate any user. It stays in memory until you sign out.
        </p>
        <SecretForm forms={forms} />
      </fieldset>
    </div>
  )
}

/** Signs in again with a locally issued token. */
export function LocalTokenForm({ forms }: { forms: SignInForms }) {
  const area = useRef<HTMLDivElement>(null)
  const method = forms.method.value
  const shown = useRef(method)
  // A layout effect runs before the next key, which is meant for the newly shown form.
  useLayoutEffect(() => {
    if (shown.current !== method) {
      focusUnlessTyping(area.current?.querySelector<HTMLElement>('input:not([readonly]), .primary'))
    }
    shown.current = method
  }, [method])
  const isMinted = method === 'minted'
  return (
    <div class="sign-in-forms" ref={area}>
      {isMinted ? <SecretForm forms={forms} /> : <DevelopmentForm forms={forms} />}
      <button
        type="button"
        class="plain"
        onClick={() => (forms.method.value = isMinted ? 'development' : 'minted')}
      >
        {isMinted ? 'Use a development token instead' : 'Use an API secret instead'}
      </button>
    </div>
  )
}

function DevelopmentForm({ forms }: { forms: SignInForms }) {
  const form = forms.development
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withDevelopmentToken(forms)}>
      <TextField form={form} name="userId" label="User ID" isFixed={forms.account !== null} />
      <div class="buttons beside">
        <SubmitButton form={form} label="Use development token" busyLabel="Signing in…" />
        <Caution />
      </div>
    </FormArea>
  )
}

function SecretForm({ forms }: { forms: SignInForms }) {
  const form = forms.minted
  // The call has emptied the field.
  const isGone = form.progress.value.state === 'refused' && form.values.secret.value === ''
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withSecret(forms)}>
      <TextField form={form} name="userId" label="User ID" isFixed={forms.account !== null} />
      <TextField
        form={form}
        name="secret"
        label="API secret"
        isSecret
        {...(isGone ? { placeholder: 'Enter it again' } : {})}
      />
      <TextField
        form={form}
        name="lifetime"
        label="Lifetime in seconds"
        {...(forms.account === null ? { aside: 'Optional' } : {})}
        placeholder="Never expires"
      />
      <div class="buttons beside">
        <SubmitButton form={form} label="Create token and sign in" busyLabel="Signing in…" />
        <Caution />
      </div>
    </FormArea>
  )
}

function Caution() {
  return (
    <p class="caution">
      <Icon name="warning" />
      Not for production
    </p>
  )
}
