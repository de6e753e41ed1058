import type { SignIn } from '../../preload/contract.ts'
import { signInWithPassword, type Entry } from '../entry.ts'
import { TextField } from '../parts/field.tsx'
import { FormArea } from '../parts/form.tsx'
import { Keep } from '../parts/keep.tsx'
import { Submit } from '../parts/submit.tsx'

/** Signing in through the token service, with what it asks for. */
export function PasswordForm({ entry, asks }: { entry: Entry; asks: SignIn }) {
  const form = entry.password
  return (
    <FormArea form={form} onSubmit={() => signInWithPassword(entry, asks)}>
      <TextField form={form} name="userId" label="User ID" isFixed={entry.account !== null} />
      {asks === 'password' && <TextField form={form} name="password" label="Password" isSecret />}
      <Keep keep={entry.keep} />
      <Submit form={form} label="Sign in" busyLabel="Signing in…" />
    </FormArea>
  )
}
