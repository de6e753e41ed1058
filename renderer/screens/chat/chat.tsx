import type { View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { isMadeHere, type LiveSession } from '../../text/labels.ts'
import { Again } from './reauthenticate.tsx'
import { Channels } from './channelList.tsx'
import { Conversation } from './conversation.tsx'
import { Header } from './header.tsx'
import { Made } from './localTokenBanner.tsx'
import { SessionEnding } from './sessionEnding.tsx'

/** The chat: who is signed in and how that stands, the channels, and the one that is open. */
export function Chat({ view, session }: { view: View; session: LiveSession }) {
  const forms = state.signIn.reauthentication.value
  const listing = state.channels.listing.value
  const channels = listing.state === 'ready' ? listing.channels : []
  const channel = channels.find(({ cid }) => cid === state.channels.openCid.value)
  return (
    <div class="frame chat" data-pane={channel ? 'conversation' : 'list'}>
      <Header view={view} session={session} channel={channel} />
      {'token' in session && isMadeHere(session.token.method) && (
        <Made method={session.token.method} canCopy={view.developerMode} />
      )}
      {'token' in session && session.token.renewedBy === 'refused' && (
        <SessionEnding expiresAt={session.token.expiresAt} />
      )}
      <Channels session={session} />
      <main>
        <Conversation session={session} channel={channel} />
        {forms && <Again forms={forms} view={view} session={session} />}
      </main>
    </div>
  )
}
