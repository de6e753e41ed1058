import { useEffect, useRef } from 'preact/hooks'
import { signInWithDevelopmentToken, signInWithSecret, type Entry } from '../entry.ts'
import { TextField } from '../parts/field.tsx'
import { FormArea } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Submit } from '../parts/submit.tsx'
import './developer.css'

/** Ways in for developers only: an unsigned token, or one that is made here from the API secret. */
export function DeveloperForms({ entry }: { entry: Entry }) {
  return (
    <div class="makers">
      <p class="quiet">To try out a backend. Nothing is kept.</p>
      <fieldset>
        <legend>Development token</legend>
        <p class="quiet">
          Not signed: only an app with its authentication checks off takes it, from anybody for
          anybody.
        </p>
        <DevelopmentForm entry={entry} />
      </fieldset>
      <fieldset>
        <legend>Create a token</legend>
        <p class="quiet">
          Signed here, and anew before it ends, with a secret that belongs on a server: who has it
          can be anybody. It stays in memory until you sign out.
        </p>
        <SecretForm entry={entry} />
      </fieldset>
    </div>
  )
}

/** Signing in again with a token that is made here. */
export function MadeAgain({ entry }: { entry: Entry }) {
  const area = useRef<HTMLDivElement>(null)
  const way = entry.way.value
  const shown = useRef(way)
  useEffect(() => {
    if (shown.current !== way) {
      area.current?.querySelector<HTMLElement>('input:not([readonly]), .primary')?.focus()
    }
    shown.current = way
  }, [way])
  const isMinted = way === 'minted'
  return (
    <div class="ways" ref={area}>
      {isMinted ? <SecretForm entry={entry} /> : <DevelopmentForm entry={entry} />}
      <button
        type="button"
        class="plain"
        onClick={() => (entry.way.value = isMinted ? 'development' : 'minted')}
      >
        {isMinted ? 'Use a development token instead' : 'Use an API secret instead'}
      </button>
    </div>
  )
}

function DevelopmentForm({ entry }: { entry: Entry }) {
  const form = entry.development
  return (
    <FormArea form={form} onSubmit={() => signInWithDevelopmentToken(entry)}>
      <TextField form={form} name="userId" label="User ID" isFixed={entry.account !== null} />
      <div class="buttons beside">
        <Submit form={form} label="Use development token" busyLabel="Signing in…" />
        <Caution />
      </div>
    </FormArea>
  )
}

function SecretForm({ entry }: { entry: Entry }) {
  const form = entry.minted
  // What was typed has left with the call.
  const isGone = form.progress.value.state === 'refused' && form.values.secret.value === ''
  return (
    <FormArea form={form} onSubmit={() => signInWithSecret(entry)}>
      <TextField form={form} name="userId" label="User ID" isFixed={entry.account !== null} />
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
        {...(entry.account === null ? { aside: 'Optional' } : {})}
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
