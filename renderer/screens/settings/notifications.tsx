import type { View } from '../../../preload/contract.ts'
import { Section } from './section.tsx'
import { Toggle } from './toggle.tsx'

/** Notifications while Latchkey is in the background. */
export function NotificationsSection({ view }: { view: View }) {
  return (
    <Section title="Notifications">
      <p class="muted">Shown while you use another window. Muted while Do Not Disturb is on.</p>
      <Toggle
        view={view}
        name="notifyMessages"
        label="New messages"
        note="Shows the sender and the start of the message."
      />
      <Toggle
        view={view}
        name="notifySignIn"
        label="Sign in again"
        note="When your session ends and you must sign in again."
      />
    </Section>
  )
}
