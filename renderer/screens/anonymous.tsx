import { continueAnonymously, type Entry } from '../entry.ts'
import { FormArea } from '../parts/form.tsx'
import { Submit } from '../parts/submit.tsx'

/** Looking in without any identity. */
export function AnonymousForm({ entry }: { entry: Entry }) {
  return (
    <FormArea form={entry.anonymous} onSubmit={() => continueAnonymously(entry)}>
      <p class="quiet">
        Without signing in you can read livestreams. You cannot write, and nobody sees that you are
        there. Nothing is kept on this computer.
      </p>
      <Submit form={entry.anonymous} label="Continue without signing in" busyLabel="Connecting…" />
    </FormArea>
  )
}
