import { useLayoutEffect } from 'preact/hooks'
import type { Channel } from '../../preload/contract.ts'
import { histories, listing, read, visits } from '../chat.ts'
import { again } from '../entry.ts'
import { Empty } from '../parts/empty.tsx'
import { outgoing } from '../outbox.ts'
import { unreachable } from '../unreachable.ts'
import { problem } from '../problems.ts'
import { silence, unread, writing, type LiveSession } from '../words.ts'
import { Composer } from './composer.tsx'
import { Log } from './log.tsx'

interface ConversationProps {
  session: LiveSession
  channel: Channel | undefined
}

/** The open channel, or that none is open. */
export function Conversation({ session, channel }: ConversationProps) {
  const cid = channel?.cid
  const isListed = listing.value.state === 'ready' && listing.value.channels.length > 0
  const isElsewhere = again.value !== null
  useLayoutEffect(() => {
    // Who has to sign in again is at the password.
    if (cid !== undefined && !isElsewhere) focusConversation()
  }, [cid, visits.value, isElsewhere])
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
            note={writing(session)}
          />
        </>
      ) : (
        isListed && <Empty words="Choose a channel to read it." />
      )}
    </div>
  )
}

/** To where one can write, else to where one can choose, else to where one can read. */
function focusConversation(): void {
  const places = ['textarea:not([readonly])', '.channel[aria-current=true]', '[role=log]']
  const shown = places
    .map((place) => document.querySelector<HTMLElement>(place))
    .find((place) => place?.checkVisibility())
  shown?.focus()
}

function Messages({ session, channel }: { session: LiveSession; channel: Channel }) {
  const history = histories.value.get(channel.cid)
  const messages = history?.messages ?? []
  return (
    <Log key={channel.cid} session={session} messages={messages} outgoing={outgoing(channel.cid)}>
      {history && messages.length === 0 && <Standing session={session} channel={channel} />}
    </Log>
  )
}

function Standing({ session, channel }: { session: LiveSession; channel: Channel }) {
  const standing = histories.value.get(channel.cid)?.standing
  if (!standing) return null
  switch (standing.state) {
    case 'reading': {
      const words = unread(session)
      return words === null ? null : <Empty words={words} />
    }
    case 'failed':
      return (
        <Empty words={problem[standing.code]} isAlert>
          <button type="button" class="secondary small" onClick={() => void read(channel.cid)}>
            Try again
          </button>
        </Empty>
      )
    case 'read':
      return <Empty words="No messages yet." />
    default:
      return unreachable(standing)
  }
}
