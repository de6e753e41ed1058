import { useLayoutEffect, useRef } from 'preact/hooks'
import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'
import '../../styles/developerForms.css'
import { texts } from '../../text/texts.ts'

/** Sign-in methods of developer mode: an unsigned token, or a token signed here with the API secret. */
export function DeveloperForms({ forms }: { forms: SignInForms }) {
  const { localToken: text } = texts()
  return (
    <div class="developer-forms">
      <p class="muted">{text.forTesting}</p>
      <fieldset>
        <legend>{text.development}</legend>
        <p class="muted">{text.aboutDevelopment}</p>
        <DevelopmentForm forms={forms} />
      </fieldset>
      <fieldset>
        <legend>{text.create}</legend>
        <p class="muted">{text.aboutCreate}</p>
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
  const { localToken: text } = texts()
  return (
    <div class="sign-in-forms" ref={area}>
      {isMinted ? <SecretForm forms={forms} /> : <DevelopmentForm forms={forms} />}
      <button
        type="button"
        class="plain"
        onClick={() => (forms.method.value = isMinted ? 'development' : 'minted')}
      >
        {isMinted ? text.useDevelopment : text.useSecret}
      </button>
    </div>
  )
}

function DevelopmentForm({ forms }: { forms: SignInForms }) {
  const form = forms.development
  const { localToken: text, signIn } = texts()
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withDevelopmentToken(forms)}>
      <TextField form={form} name="userId" label={signIn.userId} isFixed={forms.account !== null} />
      <div class="buttons beside">
        <SubmitButton form={form} label={text.submitDevelopment} busyLabel={signIn.busy} />
        <Caution />
      </div>
    </FormArea>
  )
}

function SecretForm({ forms }: { forms: SignInForms }) {
  const form = forms.minted
  const { localToken: text, signIn } = texts()
  // The call has emptied the field.
  const isGone = form.progress.value.state === 'refused' && form.values.secret.value === ''
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withSecret(forms)}>
      <TextField form={form} name="userId" label={signIn.userId} isFixed={forms.account !== null} />
      <TextField
        form={form}
        name="secret"
        label={text.secret}
        isSecret
        {...(isGone ? { placeholder: text.enterAgain } : {})}
      />
      <TextField
        form={form}
        name="lifetime"
        label={text.lifetime}
        {...(forms.account === null ? { aside: signIn.optional } : {})}
        placeholder={text.neverExpires}
      />
      <div class="buttons beside">
        <SubmitButton form={form} label={text.submitSecret} busyLabel={signIn.busy} />
        <Caution />
      </div>
    </FormArea>
  )
}

function Caution() {
  return (
    <p class="caution">
      <Icon name="warning" />
      {texts().localToken.notForProduction}
    </p>
  )
}
