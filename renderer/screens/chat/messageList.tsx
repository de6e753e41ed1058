import type { ComponentChildren } from 'preact'
import type { Message } from '../../../preload/contract.ts'
import type { Outgoing } from '../../state/outbox.ts'
import { useStickToBottom } from '../../components/useStickToBottom.ts'
import { useNow } from '../../components/useNow.ts'
import { dayName, isSameDay } from '../../text/times.ts'
import type { LiveSession } from '../../text/labels.ts'
import { SentMessage, OutgoingMessage } from './message.tsx'

interface MessageListProps {
  session: LiveSession
  messages: Message[]
  outgoing: Outgoing[]
  /** The content shown while there are no messages. */
  children: ComponentChildren
}

/** The messages of a channel, oldest first, followed by unconfirmed ones. */
export function MessageList({ session, messages, outgoing, children }: MessageListProps) {
  const self = session.account
  const firstWaiting = outgoing.findIndex(({ status }) => status.state === 'waiting')
  const now = useNow(60_000)
  const last = messages.at(-1)
  const statuses = outgoing.map(({ status }) => status.state).join()
  const { area, news, scrollToBottom, onScroll } = useStickToBottom(
    last?.id,
    outgoing.at(-1)?.id,
    statuses,
  )
  return (
    <div class="log-area">
      <div class="log" role="log" aria-label="Messages" tabIndex={0} ref={area} onScroll={onScroll}>
        {outgoing.length === 0 && children}
        {messages.map((message, index) => {
          const before = messages[index - 1]
          const isNewDay = !before || !isSameDay(before.createdAt, message.createdAt)
          return (
            <div key={message.id}>
              {isNewDay && <p class="day">{dayName(message.createdAt, now)}</p>}
              <SentMessage
                message={message}
                isSelf={message.userId === self?.userId}
                isTurn={isNewDay || isTurn(before, message.userId, message.createdAt)}
              />
            </div>
          )
        })}
        {outgoing.map((message, index) => (
          <OutgoingMessage
            key={message.id}
            message={message}
            session={session}
            isBehind={firstWaiting >= 0 && firstWaiting < index}
            isTurn={index === 0 && (!self || isTurn(last, self.userId, message.writtenAt))}
          />
        ))}
      </div>
      {news === 'below' && (
        <button type="button" class="jump-to-latest" onClick={scrollToBottom}>
          New messages
        </button>
      )}
    </div>
  )
}

/** Messages of one author within this time share one name. */
const turnMs = 5 * 60_000

function isTurn(before: Message | undefined, userId: string, at: number): boolean {
  return before?.userId !== userId || at - before.createdAt > turnMs
}
