import { useLayoutEffect, useRef } from 'preact/hooks'
import type { BrowserSignIn } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { FormArea } from '../../components/form.tsx'
import { KeepSignedIn } from '../../components/keepSignedIn.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'
import { texts } from '../../text/texts.ts'

interface BrowserFormProps {
  forms: SignInForms
  /** The identity provider, before a sign-in. */
  host: string
  /** The sign-in that is under way, or null. */
  pending: BrowserSignIn | null
}

/** Signs in through the system browser. */
export function BrowserForm({ forms, host, pending }: BrowserFormProps) {
  if (pending !== null && pending.phase !== 'preparing') return <Waiting pending={pending} />
  const form = forms.browser
  const { browserSignIn: text, signIn } = texts()
  return (
    <FormArea form={form} onSubmit={() => state.signIn.withBrowser(forms)}>
      <p class="muted">{text.opens(host)}</p>
      <KeepSignedIn keep={forms.keep} />
      <SubmitButton form={form} label={text.submit} busyLabel={signIn.busy} />
      {pending !== null && <Cancel />}
    </FormArea>
  )
}

function Waiting({ pending }: { pending: BrowserSignIn }) {
  const again = useRef<HTMLButtonElement>(null)
  const isWaiting = pending.phase === 'waiting'
  const { browserSignIn: text } = texts()
  useLayoutEffect(() => again.current?.focus(), [])
  return (
    <div class="form">
      <div role="status">
        <h2>{isWaiting ? text.waiting : text.finishing}</h2>
        {isWaiting && <p class="muted">{text.waitingAt(pending.host)}</p>}
      </div>
      <div class="buttons">
        {isWaiting && (
          <button
            type="button"
            class="primary"
            ref={again}
            onClick={() => void state.notices.orShowError(api.openBrowserAgain())}
          >
            {text.openAgain}
          </button>
        )}
        <Cancel />
      </div>
    </div>
  )
}

function Cancel() {
  return (
    <button
      type="button"
      class="secondary"
      onClick={() => void state.notices.orShowError(api.cancelBrowserSignIn())}
    >
      {texts().common.cancel}
    </button>
  )
}
