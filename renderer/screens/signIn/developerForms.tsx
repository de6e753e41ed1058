import { useLayoutEffect, useRef } from 'preact/hooks'
import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Submit } from '../../components/submitButton.tsx'
import '../../styles/developerForms.css'

/** Ways in for developers only: an unsigned token, or one that is made here from the API secret. */
export function DeveloperForms({ forms }: { forms: SignInForms }) {
  return (
    <div class="makers">
      <p class="quiet">To try out a backend. Nothing is kept.</p>
      <fieldset>
        <legend>Development token</legend>
        <p class="quiet">
          Not signed: only an app with its authentication checks off takes it, from anybody for
          anybody.
        </p>
        <DevelopmentForm forms={forms} />
      </fieldset>
      <fieldset>
        <legend>Create a token</legend>
        <p class="quiet">
          Signed here, and anew before it ends, with a secret that belongs on a server: who has it
          can be anybody. It stays in memory until you sign out.
        </p>
        <SecretForm forms={forms} />
      </fieldset>
    </div>
  )
}

/** Signing in again with a token that is made here. */
export function MadeAgain({ forms }: { forms: SignInForms }) {
  const area = useRef<HTMLDivElement>(null)
  const method = forms.method.value
  const shown = useRef(method)
  // Before the next key: what is typed right after the click is meant for the form that it brings.
  useLayoutEffect(() => {
    if (shown.current !== method) {
      focusUnlessTyping(area.current?.querySelector<HTMLElement>('input:not([readonly]), .primary'))
    }
    shown.current = method
  }, [method])
  const isMinted = method === 'minted'
  return (
    <div class="ways" ref={area}>
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
        <Submit form={form} label="Use development token" busyLabel="Signing in…" />
        <Caution />
      </div>
    </FormArea>
  )
}

function SecretForm({ forms }: { forms: SignInForms }) {
  const form = forms.minted
  // What was typed has left with the call.
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
        placeholder="Never ends"
      />
      <div class="buttons beside">
        <Submit form={form} label="Create token and sign in" busyLabel="Signing in…" />
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
