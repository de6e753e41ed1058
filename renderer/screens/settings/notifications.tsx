import type { View } from '../../../preload/contract.ts'
import { Section } from './section.tsx'
import { Toggle } from './toggle.tsx'

/** What is told while the person looks elsewhere. */
export function NotificationsSection({ view }: { view: View }) {
  return (
    <Section title="Notifications">
      <p class="quiet">
        Shown while you look elsewhere. Do not disturb of your system keeps them quiet.
      </p>
      <Toggle
        view={view}
        name="notifyMessages"
        label="New messages"
        note="With the sender and the beginning of the text."
      />
      <Toggle
        view={view}
        name="notifySignIn"
        label="Sign in again"
        note="When a session ends and cannot go on without you."
      />
    </Section>
  )
}
