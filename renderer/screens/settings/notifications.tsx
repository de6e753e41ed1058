import type { View } from '../../../preload/contract.ts'
import { Section } from './section.tsx'
import { Toggle } from './toggle.tsx'
import { settingsTexts } from '../../text/settingsTexts.ts'

/** Notifications while Latchkey is in the background. */
export function NotificationsSection({ view }: { view: View }) {
  const { notifications: text } = settingsTexts()
  return (
    <Section title={text.title}>
      <p class="muted">{text.about}</p>
      <Toggle view={view} name="notifyMessages" label={text.messages} note={text.messagesNote} />
      <Toggle view={view} name="notifySignIn" label={text.signIn} note={text.signInNote} />
    </Section>
  )
}
