import type { ComponentChildren } from 'preact'
import type { Message } from '../../../preload/contract.ts'
import type { Outgoing } from '../../state/outbox.ts'
import { useNewest } from '../../components/useStickToBottom.ts'
import { useNow } from '../../components/useNow.ts'
import { dayName, isSameDay } from '../../text/times.ts'
import type { LiveSession } from '../../text/labels.ts'
import { Confirmed, Unconfirmed } from './message.tsx'

interface LogProps {
  session: LiveSession
  messages: Message[]
  outgoing: Outgoing[]
  /** What stands there while there are no messages. */
  children: ComponentChildren
}

/** The messages of a channel, oldest first, and after them those that are on their way. */
export function Log({ session, messages, outgoing, children }: LogProps) {
  const self = session.account
  const firstWaiting = outgoing.findIndex(({ status }) => status.state === 'waiting')
  const now = useNow(60_000)
  const last = messages.at(-1)
  const statuses = outgoing.map(({ status }) => status.state).join()
  const { area, news, goThere, onScroll } = useNewest(last?.id, outgoing.at(-1)?.id, statuses)
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
              <Confirmed
                message={message}
                isSelf={message.userId === self?.userId}
                isTurn={isNewDay || isTurn(before, message.userId, message.createdAt)}
              />
            </div>
          )
        })}
        {outgoing.map((message, index) => (
          <Unconfirmed
            key={message.id}
            message={message}
            session={session}
            isBehind={firstWaiting >= 0 && firstWaiting < index}
            isTurn={index === 0 && (!self || isTurn(last, self.userId, message.writtenAt))}
          />
        ))}
      </div>
      {news === 'below' && (
        <button type="button" class="news" onClick={goThere}>
          New messages
        </button>
      )}
    </div>
  )
}

/** Messages of one person closer together than this stand under one name. */
const turnMs = 5 * 60_000

function isTurn(before: Message | undefined, userId: string, at: number): boolean {
  return before?.userId !== userId || at - before.createdAt > turnMs
}
