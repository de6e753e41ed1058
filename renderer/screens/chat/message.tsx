import type { Message } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import type { Outgoing } from '../../state/outbox.ts'
import { Avatar } from '../../components/avatar.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { useNow } from '../../components/useNow.ts'
import { MessageText } from './messageText.tsx'
import { timeOfDay } from '../../text/times.ts'
import { notSentText } from '../../text/errors.ts'
import { nextTry, sendingLabel, waitingLabel, type LiveSession } from '../../text/labels.ts'
import { texts } from '../../text/texts.ts'

interface SentMessageProps {
  message: Message
  isSelf: boolean
  /** Whether the author's name is shown above. */
  isTurn: boolean
}

/** A confirmed message. */
export function SentMessage({ message, isSelf, isTurn }: SentMessageProps) {
  const { userName, createdAt, text } = message
  return (
    <article class="message" data-turn={isTurn} aria-label={messageLabel(userName, createdAt)}>
      {isTurn && (
        <Author name={userName} picture={message.userPicture} at={createdAt} isSelf={isSelf} />
      )}
      {message.isDeleted ? (
        <p class="text muted">{texts().chat.deletedMessage}</p>
      ) : (
        <p class="text" dir="auto" title={timeOfDay(createdAt)}>
          <MessageText text={text} />
        </p>
      )}
    </article>
  )
}

/** Names a message for a screen reader: one below another of the same author shows neither author nor time. */
function messageLabel(author: string, at: number): string {
  return `${author}, ${timeOfDay(at)}`
}

interface OutgoingMessageProps {
  message: Outgoing
  session: LiveSession
  /** Whether an earlier message is waiting. */
  isBehind: boolean
  isTurn: boolean
}

/** A message that is being sent, is waiting, or failed. */
export function OutgoingMessage({ message, session, isBehind, isTurn }: OutgoingMessageProps) {
  const { status } = message
  const { name = '', picture } = session.account ?? {}
  return (
    <article
      class="message"
      data-turn={isTurn}
      data-status={status.state}
      aria-label={messageLabel(name, message.writtenAt)}
    >
      {isTurn && <Author name={name} picture={picture} at={message.writtenAt} isSelf />}
      <p class="text" dir="auto">
        <MessageText text={message.text} />
        {status.state === 'sending' && (
          <span class="sending">{sendingLabel(session, isBehind)}</span>
        )}
      </p>
      {status.state === 'waiting' && (
        <div class="message-actions">
          <p class="muted">
            {waitingLabel(session, status.code)}
            {status.retryAt !== undefined && session.state !== 'offline' && (
              <Countdown until={status.retryAt} />
            )}
          </p>
          <Discard message={message} />
        </div>
      )}
      {status.state === 'failed' && (
        <div class="message-actions">
          <ErrorMessage text={notSentText(status.code, status.about)} />
          <button type="button" class="secondary small" onClick={() => state.outbox.retry(message)}>
            {texts().chat.retry}
          </button>
          <Discard message={message} />
        </div>
      )}
    </article>
  )
}

function Countdown({ until }: { until: number }) {
  const now = useNow(1_000)
  return <span role="timer"> {nextTry(until, now)}</span>
}

function Discard({ message }: { message: Outgoing }) {
  return (
    <button type="button" class="plain small" onClick={() => state.outbox.discard(message.id)}>
      {texts().chat.discard}
    </button>
  )
}

interface AuthorProps {
  name: string
  picture: string | undefined
  at: number
  isSelf: boolean
}

function Author({ name, picture, at, isSelf }: AuthorProps) {
  return (
    <>
      <Avatar name={name} picture={picture} isSelf={isSelf} />
      <p class="author">
        <strong class="truncate" title={name} dir="auto">
          {name}
        </strong>
        <time class="muted">{timeOfDay(at)}</time>
      </p>
    </>
  )
}
