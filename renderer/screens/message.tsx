import type { Message } from '../../preload/contract.ts'
import { discard, sendAgain, type Outgoing } from '../outbox.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Mishap } from '../parts/mishap.tsx'
import { timeOfDay } from '../times.ts'
import { notSent } from '../problems.ts'

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
      <p class="text" dir="auto" title={timeOfDay(createdAt)}>
        {text}
      </p>
    </article>
  )
}

interface UnconfirmedProps {
  message: Outgoing
  name: string
  /** What is said of one that has not failed. */
  onItsWay: string
  isTurn: boolean
}

/** A message that is on its way, or was not sent. */
export function Unconfirmed({ message, name, onItsWay, isTurn }: UnconfirmedProps) {
  const { standing } = message
  return (
    <article class="message" data-turn={isTurn} data-standing={standing.state}>
      {isTurn && <By name={name} at={message.writtenAt} isSelf />}
      <p class="text" dir="auto">
        {message.text}
        {standing.state === 'sending' && <span class="sending">{onItsWay}</span>}
      </p>
      {standing.state === 'failed' && (
        <div class="after">
          <Mishap words={notSent(standing.code)} />
          <button type="button" class="secondary small" onClick={() => sendAgain(message)}>
            Send again
          </button>
          <button type="button" class="plain small" onClick={() => discard(message.id)}>
            Discard
          </button>
        </div>
      )}
    </article>
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
