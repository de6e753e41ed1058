import { toFailure, type Failure } from '../auth/errors.ts'
import { failureKindOf } from '../auth/requests/failureKind.ts'
import type { Caller, Chat } from './client.ts'
import { plainFlags } from './messageKind.ts'
import type { SentMessage } from './schemas.ts'

/** A message on its way. Its id is the sender's. */
export interface OutgoingMessage {
  cid: string
  id: string
  text: string
}

/** Sends messages, some of them again. */
export interface Resend {
  /**
   * Tries once. When an earlier try may have arrived, a server that says that the id exists has the message: it counts as
   * sent. The same answer to a first try stays a failure.
   * @throws Failure what the try failed with
   */
  send(chat: Chat, caller: Caller, message: OutgoingMessage): Promise<SentMessage>
}

const mostRemembered = 1_000

export function createResend(): Resend {
  /** The ids of messages that may have arrived. */
  const unanswered = new Set<string>()

  function remember(id: string): void {
    unanswered.add(id)
    const [oldest] = unanswered
    if (unanswered.size > mostRemembered && oldest !== undefined) unanswered.delete(oldest)
  }

  return {
    async send(chat, caller, message) {
      const { id } = message
      try {
        const sent = await chat.sendMessage(caller, message)
        unanswered.delete(id)
        return sent
      } catch (error) {
        const failure = toFailure(error)
        if (unanswered.has(id) && saysItExists(failure, id)) {
          const sent = await readBack(chat, caller, message)
          unanswered.delete(id)
          return sent
        }
        if (mayHaveArrived(failure)) remember(id)
        throw error
      }
    },
  }
}

/** `SendMessage failed with error: "a message with ID … already exists"`, code 4. */
function saysItExists({ code, message }: Failure, id: string): boolean {
  const isExistence = /already exists|exists already/i.test(message)
  return code === 'badInput' && isExistence && (message.includes(id) || /message/i.test(message))
}

/** Nothing said that the message was not taken. */
function mayHaveArrived(failure: Failure): boolean {
  if (failure.code === 'aborted') return true
  const kind = failureKindOf(failure)
  return kind === 'transport' || (kind === 'server' && failure.code !== 'rateLimited')
}

/** The message as the server has it; as it was sent, if it is no longer among the latest or cannot be read. */
async function readBack(
  chat: Chat,
  caller: Caller,
  { cid, id, text }: OutgoingMessage,
): Promise<SentMessage> {
  const { userId, name, image } = caller.account
  const asSent = { id, text, user: { id: userId, name, image }, ...plainFlags }
  try {
    const { messages } = await chat.openChannel({ ...caller, connectionId: null }, cid)
    const found = messages.find((message) => message.id === id)
    return found ?? { ...asSent, created_at: messages.at(-1)?.created_at ?? '' }
  } catch (error) {
    if (failureKindOf(toFailure(error)) !== 'request') throw error
    return { ...asSent, created_at: '' }
  }
}
