import type { View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { isLocallyIssued, renewalRefuser, type LiveSession } from '../../text/labels.ts'
import { Reauthenticate } from './reauthenticate.tsx'
import { ChannelList } from './channelList.tsx'
import { Conversation } from './conversation.tsx'
import { Header } from './header.tsx'
import { LocalTokenBanner } from './localTokenBanner.tsx'
import { SessionEnding } from './sessionEnding.tsx'

/** The chat screen: account, connection status, channels and the open conversation. */
export function Chat({ view, session }: { view: View; session: LiveSession }) {
  const forms = state.signIn.reauthentication.value
  const listing = state.channels.listing.value
  const channels = listing.state === 'ready' ? listing.channels : []
  const channel = channels.find(({ cid }) => cid === state.channels.openCid.value)
  const token = 'token' in session ? session.token : null
  const refuser = token && renewalRefuser(token)
  return (
    <div class="frame chat" data-pane={channel ? 'conversation' : 'list'}>
      <Header view={view} session={session} channel={channel} />
      {'token' in session && isLocallyIssued(session.token.method) && (
        <LocalTokenBanner method={session.token.method} canCopy={view.developerMode} />
      )}
      {refuser && <SessionEnding refuser={refuser} expiresAt={token.expiresAt} />}
      <ChannelList key={session.account?.key} session={session} />
      <main>
        <Conversation key={session.account?.key} view={view} session={session} channel={channel} />
        {forms && <Reauthenticate forms={forms} view={view} session={session} />}
      </main>
    </div>
  )
}
