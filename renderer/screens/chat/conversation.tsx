import { useLayoutEffect } from 'preact/hooks'
import type { Channel } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { Empty } from '../../components/emptyState.tsx'
import { unreachable } from '../../unreachable.ts'
import { problem } from '../../text/errors.ts'
import { silence, unread, writing, type LiveSession } from '../../text/labels.ts'
import { Composer } from './composer.tsx'
import { Log } from './messageList.tsx'

interface ConversationProps {
  session: LiveSession
  channel: Channel | undefined
}

/** The open channel, or that none is open. */
export function Conversation({ session, channel }: ConversationProps) {
  const cid = channel?.cid
  const listing = state.channels.listing.value
  const isListed = listing.state === 'ready' && listing.channels.length > 0
  const isElsewhere = state.signIn.reauthentication.value !== null
  useLayoutEffect(() => {
    // A person who has to sign in again is at the password.
    if (cid !== undefined && !isElsewhere) focusConversation()
  }, [cid, state.channels.focusRequests.value, isElsewhere])
  const canWrite = channel !== undefined && silence(session, channel) === null
  useLayoutEffect(() => {
    // The button that had the focus may have gone, with the trouble it was for.
    if (canWrite && document.activeElement === document.body) focusConversation()
  }, [canWrite])
  return (
    <div class="conversation">
      {channel ? (
        <>
          <Messages session={session} channel={channel} />
          <Composer
            key={channel.cid}
            cid={channel.cid}
            silence={silence(session, channel)}
            canSend={channel.canSend}
            note={writing(session, channel)}
          />
        </>
      ) : (
        isListed && <Empty words="Choose a channel to read it." />
      )}
    </div>
  )
}

/**
 * To where one can write, else to where one can choose, else to where one can read. When a field has vanished from under
 * the person's hands, a password perhaps, to where one can only read: its rest must not become a message.
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
    <Log
      key={channel.cid}
      session={session}
      messages={messages}
      outgoing={state.outbox.outgoing(channel.cid)}
    >
      {history && messages.length === 0 && <Standing session={session} channel={channel} />}
    </Log>
  )
}

function Standing({ session, channel }: { session: LiveSession; channel: Channel }) {
  const loadState = state.channels.histories.value.get(channel.cid)?.loadState
  if (!loadState) return null
  switch (loadState.state) {
    case 'reading': {
      const words = unread(session)
      return words === null ? null : <Empty words={words} />
    }
    case 'failed':
      return (
        <Empty words={problem[loadState.code]} isAlert>
          <button
            type="button"
            class="secondary small"
            onClick={() => void state.channels.read(channel.cid)}
          >
            Try again
          </button>
        </Empty>
      )
    case 'read':
      return <Empty words="No messages yet." />
    default:
      return unreachable(loadState)
  }
}
