import { useLayoutEffect } from 'preact/hooks'
import type { Account, Channel, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { LoadingRows } from '../../components/loadingRows.tsx'
import { EmptyState } from '../../components/emptyState.tsx'
import { unreachable } from '../../unreachable.ts'
import { channelErrorText } from '../../text/errors.ts'
import {
  composerDisabledReason,
  notLoadedLabel,
  composerNote,
  type LiveSession,
} from '../../text/labels.ts'
import { Invitation } from './invitation.tsx'
import { Composer } from './composer.tsx'
import { MessageList } from './messageList.tsx'
import { texts } from '../../text/texts.ts'

interface ConversationProps {
  view: View
  session: LiveSession
  channel: Channel | undefined
}

/** The open conversation, or a hint that none is open. */
export function Conversation({ view, session, channel }: ConversationProps) {
  const invited = channel && invitedAccount(session, channel)
  const cid = channel?.cid
  const listing = state.channels.listing.value
  const isListed = listing.state === 'ready' && listing.channels.length > 0
  const isElsewhere = state.signIn.reauthentication.value !== null
  useLayoutEffect(() => {
    // While the person must sign in again, the focus belongs to that form.
    if (cid !== undefined && !isElsewhere) focusConversation()
  }, [cid, state.channels.focusRequests.value, isElsewhere])
  const canWrite = channel !== undefined && composerDisabledReason(session, channel) === null
  useLayoutEffect(() => {
    // The focused button may have been removed together with its error.
    if (canWrite && document.activeElement === document.body) focusConversation()
  }, [canWrite])
  return (
    <div class="conversation">
      {channel ? (
        <>
          <Messages session={session} channel={channel} />
          {invited ? (
            <Invitation account={invited} isKept={isKept(view, invited)} />
          ) : (
            <Composer
              key={channel.cid}
              cid={channel.cid}
              composerDisabledReason={composerDisabledReason(session, channel)}
              canSend={channel.canSend}
              note={composerNote(session, channel)}
              nextSendAt={state.outbox.nextSendAt(channel)}
            />
          )}
        </>
      ) : (
        isListed && <EmptyState text={texts().chat.selectChannel} />
      )}
    </div>
  )
}

/** The guest or anonymous visitor that may not write in a channel. A user's composer says why it is disabled. */
function invitedAccount(session: LiveSession, { canSend }: Channel): Account | null {
  switch (session.state) {
    case 'signingIn':
    case 'needsSignIn':
      return null
    case 'connected':
    case 'refreshing':
    case 'offline':
      return canSend || session.account.kind === 'user' ? null : session.account
    default:
      return unreachable(session)
  }
}

function isKept(view: View, { key }: Account): boolean {
  return view.remembered.some((account) => account.key === key)
}

/**
 * Focuses the composer, else the current channel, else the messages. If a field was removed while the person typed in
 * it, only the messages: the rest of a password must not become a message.
 */
function focusConversation(): void {
  const isInterrupted = state.typing.isTyping.peek() || state.signIn.isInterrupted()
  const places = ['textarea:not([readonly])', '.channel[aria-current=true]', '[role=log]']
  const shown = (isInterrupted ? ['[role=log]'] : places)
    .map((place) => document.querySelector<HTMLElement>(place))
    .find((place) => place?.checkVisibility())
  if (!isInterrupted) focusUnlessTyping(shown)
  else if (document.activeElement === document.body) shown?.focus()
}

function Messages({ session, channel }: { session: LiveSession; channel: Channel }) {
  const history = state.channels.histories.value.get(channel.cid)
  const messages = history?.messages ?? []
  return (
    <MessageList
      key={channel.cid}
      cid={channel.cid}
      session={session}
      messages={messages}
      older={history?.older ?? { state: 'none' }}
      outgoing={state.outbox.outgoing(channel.cid)}
    >
      {history && messages.length === 0 && <EmptyHistory session={session} channel={channel} />}
    </MessageList>
  )
}

function EmptyHistory({ session, channel }: { session: LiveSession; channel: Channel }) {
  const loadState = state.channels.histories.value.get(channel.cid)?.loadState
  if (!loadState) return null
  switch (loadState.state) {
    case 'reading': {
      const text = notLoadedLabel(session)
      return text === null ? <LoadingRows /> : <EmptyState text={text} icon="cloud" />
    }
    case 'failed':
      return (
        <EmptyState text={channelErrorText('read', loadState.code)} isAlert>
          <button
            type="button"
            class="secondary small"
            onClick={() => void state.channels.read(channel.cid)}
          >
            {texts().common.tryAgain}
          </button>
        </EmptyState>
      )
    case 'read':
      return <EmptyState text={texts().chat.noMessages} />
    default:
      return unreachable(loadState)
  }
}
