import type { View } from '../../preload/contract.ts'
import { listing, openCid } from '../chat.ts'
import { again } from '../entry.ts'
import { isMadeHere, type LiveSession } from '../words.ts'
import { Again } from './again.tsx'
import { Channels } from './channels.tsx'
import { Conversation } from './conversation.tsx'
import { Header } from './header.tsx'
import { Made } from './made.tsx'

/** The chat: who is signed in and how that stands, the channels, and the one that is open. */
export function Chat({ view, session }: { view: View; session: LiveSession }) {
  const entry = again.value
  const channels = listing.value.state === 'ready' ? listing.value.channels : []
  const channel = channels.find(({ cid }) => cid === openCid.value)
  return (
    <div class="frame chat" data-pane={channel ? 'conversation' : 'list'}>
      <Header view={view} session={session} channel={channel} />
      {'token' in session && isMadeHere(session.token.way) && (
        <Made way={session.token.way} canCopy={view.developerMode} />
      )}
      <Channels session={session} />
      <main>
        <Conversation session={session} channel={channel} />
        {entry && <Again entry={entry} view={view} session={session} />}
      </main>
    </div>
  )
}
