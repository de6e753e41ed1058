import { signInWithToken, type Entry } from '../entry.ts'
import { TextField } from '../parts/field.tsx'
import { FormArea } from '../parts/form.tsx'
import { Keep } from '../parts/keep.tsx'
import { Submit } from '../parts/submit.tsx'

/** Signing in with a token that the person brings along. */
export function TokenForm({ entry }: { entry: Entry }) {
  const form = entry.token
  const isFixed = entry.account !== null
  return (
    <FormArea form={form} onSubmit={() => signInWithToken(entry)}>
      <TextField form={form} name="token" label="Token" isSecret />
      <TextField
        form={form}
        name="userId"
        label="User ID"
        isFixed={isFixed}
        {...(isFixed ? {} : { aside: 'Optional', placeholder: 'Read from the token' })}
      />
      <Keep keep={entry.keep} />
      <Submit form={form} label="Sign in with token" busyLabel="Signing in…" />
    </FormArea>
  )
}
