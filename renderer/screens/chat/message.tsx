import type { Message } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import type { Outgoing } from '../../state/outbox.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Mishap } from '../../components/fieldError.tsx'
import { useNow } from '../../components/useNow.ts'
import { timeOfDay } from '../../text/times.ts'
import { notSent } from '../../text/errors.ts'
import { nextTry, onItsWay, waitsFor, type LiveSession } from '../../text/labels.ts'

interface ConfirmedProps {
  message: Message
  isSelf: boolean
  /** Whether a name stands over it. */
  isTurn: boolean
}

/** A message that the server has. */
export function Confirmed({ message, isSelf, isTurn }: ConfirmedProps) {
  const { userName, createdAt, text } = message
  return (
    <article class="message" data-turn={isTurn}>
      {isTurn && <By name={userName} at={createdAt} isSelf={isSelf} />}
      {message.isDeleted ? (
        <p class="text quiet">This message was deleted.</p>
      ) : (
        <p class="text" dir="auto" title={timeOfDay(createdAt)}>
          {text}
        </p>
      )}
    </article>
  )
}

interface UnconfirmedProps {
  message: Outgoing
  session: LiveSession
  /** Whether another one that waits is before it. */
  isBehind: boolean
  isTurn: boolean
}

/** A message that is on its way, waits, or was not sent. */
export function Unconfirmed({ message, session, isBehind, isTurn }: UnconfirmedProps) {
  const { status } = message
  const name = session.account?.name ?? ''
  return (
    <article class="message" data-turn={isTurn} data-standing={status.state}>
      {isTurn && <By name={name} at={message.writtenAt} isSelf />}
      <p class="text" dir="auto">
        {message.text}
        {status.state === 'sending' && <span class="sending">{onItsWay(session, isBehind)}</span>}
      </p>
      {status.state === 'waiting' && (
        <div class="after">
          <p class="quiet">
            {waitsFor(session, status.code)}
            {status.retryAt !== undefined && session.state !== 'offline' && (
              <Countdown until={status.retryAt} />
            )}
          </p>
          <Discard message={message} />
        </div>
      )}
      {status.state === 'failed' && (
        <div class="after">
          <Mishap words={notSent(status.code, status.about)} />
          <button
            type="button"
            class="secondary small"
            onClick={() => state.outbox.sendAgain(message)}
          >
            Send again
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
      Discard
    </button>
  )
}

function By({ name, at, isSelf }: { name: string; at: number; isSelf: boolean }) {
  return (
    <>
      <Avatar name={name} isSelf={isSelf} />
      <p class="by">
        <strong class="clip" title={name} dir="auto">
          {name}
        </strong>
        <time class="quiet">{timeOfDay(at)}</time>
      </p>
    </>
  )
}
