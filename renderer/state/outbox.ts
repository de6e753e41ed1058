import { batch, signal } from '@preact/signals'
import type { Channel, ErrorAbout, ErrorCode, Reply } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import type { Channels } from './channels.ts'
import type { InputStore, TextPath } from './inputStore.ts'

/** An unconfirmed message. */
export interface Outgoing {
  id: string
  cid: string
  text: string
  writtenAt: number
  /** `waiting`: delayed by `code`, and sent again automatically, at `retryAt` (epoch ms) if known. */
  status:
    | { state: 'sending' }
    | { state: 'waiting'; code: ErrorCode; about?: ErrorAbout; retryAt?: number }
    | { state: 'failed'; code: ErrorCode; about?: ErrorAbout }
}

/** The unconfirmed messages of each account. */
export interface Outbox {
  /** The unconfirmed messages of a channel, without those that already arrived as events. */
  outgoing(cid: string): Outgoing[]
  /** The number of unconfirmed messages in all channels. */
  unsentCount(): number
  /** True for a channel with an unconfirmed message. */
  hasUnsent(cid: string): boolean
  /** When slow mode takes the next message (epoch ms, this computer's clock). Null when none of this run is too recent. */
  nextSendAt(channel: Channel): number | null
  /** Sends a text. It shows at once and keeps its ID, so a resend cannot post it twice. */
  send(cid: string, text: string): void
  /** Sends a failed message again with the same ID. */
  retry(message: Outgoing): void
  /** Records why a message is delayed. */
  markDelayed(message: { id: string; code: ErrorCode; retryAfterMs?: number }): void
  /** Discards a message. */
  discard(id: string): void
  /** The number of messages that Latchkey sends by itself. */
  waitingCount(): number
  /**
   * Sends the account's messages that are not on their way, except failed ones, with the same IDs. Called while the
   * session can take them.
   */
  sendWaiting(): void
  /** Switches to the messages of an account. Null while signed out. */
  resetForAccount(account: TextPath | null): void
}

export interface OutboxOptions {
  api: Pick<Api, 'sendMessage' | 'discardMessage'>
  inputs: InputStore
  channels(): Pick<Channels, 'histories' | 'receive' | 'read'>
  /** Epoch ms. */
  now(): number
  newId(): string
}

type Written = Outgoing & { path: TextPath }

export function createOutbox({ api, inputs, channels, now, newId }: OutboxOptions): Outbox {
  /** Messages of the signed-in account. Those of other accounts stay in the kept inputs. */
  const written = signal<Written[]>([])
  /** When the account's last message was sent, by channel. */
  const sentAt = signal<ReadonlyMap<string, number>>(new Map())
  let own: TextPath = []
  /** IDs of all accounts' messages whose replies will reach this page. */
  const sending = new Set<string>()

  function isKnown({ cid, id }: Outgoing): boolean {
    const history = channels().histories.value.get(cid)
    return history?.messages.some((message) => message.id === id) ?? false
  }

  function keep({ path, ...message }: Written): void {
    inputs.keep(path, JSON.stringify(message))
  }

  function change(id: string, status: Outgoing['status']): void {
    written.value = written.peek().map((message) => {
      if (message.id !== id) return message
      const changed = { ...message, status }
      keep(changed)
      return changed
    })
  }

  function remove(id: string): void {
    written.value = written.peek().filter((message) => message.id !== id)
  }

  async function deliver(message: Written): Promise<void> {
    const { cid, id, text, path } = message
    const [, , account = ''] = path
    sending.add(id)
    const reply = await api.sendMessage({ account, cid, id, text })
    sending.delete(id)
    if (inputs.read(path) === null) return
    if (!written.peek().some((message) => message.id === id)) {
      // The account was switched meanwhile. The kept input records the result for its return.
      if (reply.ok) inputs.keep(path, null)
      else keep({ ...message, status: statusAfter(reply) })
      return
    }
    batch(() => {
      if (!reply.ok) {
        // The server says what the account may do. It may have changed since the channel was loaded.
        if (reply.code === 'notAllowed') void channels().read(cid)
        return change(id, statusAfter(reply))
      }
      sentAt.value = new Map([...sentAt.peek(), [cid, now()]])
      channels().receive(reply.value)
      remove(id)
      inputs.keep(path, null)
    })
  }

  return {
    outgoing: (cid) => written.value.filter((message) => message.cid === cid && !isKnown(message)),
    unsentCount: () => written.value.filter((message) => !isKnown(message)).length,
    nextSendAt({ cid, cooldownSeconds = 0 }) {
      const last = sentAt.value.get(cid)
      if (last === undefined || cooldownSeconds === 0) return null
      return last + cooldownSeconds * 1_000
    },
    hasUnsent: (cid) => written.peek().some((message) => message.cid === cid && !isKnown(message)),
    send(cid, text) {
      const id = newId()
      const message: Written = {
        id,
        cid,
        text,
        writtenAt: now(),
        status: { state: 'sending' },
        path: [...own, id],
      }
      written.value = [...written.peek(), message]
      keep(message)
      void deliver(message)
    },
    retry({ id }) {
      change(id, { state: 'sending' })
      const message = written.peek().find((message) => message.id === id)
      if (message) void deliver(message)
    },
    markDelayed({ id, code, retryAfterMs }) {
      const retryAt = retryAfterMs === undefined ? {} : { retryAt: now() + retryAfterMs }
      change(id, { state: 'waiting', code, ...retryAt })
    },
    discard(id) {
      const message = written.peek().find((message) => message.id === id)
      remove(id)
      if (message) inputs.keep(message.path, null)
      void api.discardMessage({ id })
    },
    resetForAccount(account) {
      own = account ? [...account, 'outgoing'] : []
      sentAt.value = new Map()
      written.value = account
        ? inputs.under(own).map(([rest, text]) => ({
            ...(JSON.parse(text) as Outgoing),
            path: [...own, ...rest],
          }))
        : []
    },
    waitingCount: () =>
      written.peek().filter((message) => message.status.state !== 'failed' && !isKnown(message))
        .length,
    sendWaiting() {
      for (const { id, status } of written.peek()) {
        if (status.state === 'failed' || sending.has(id)) continue
        if (wasGivenBack(status)) change(id, { state: 'sending' })
        const message = written.peek().find((message) => message.id === id)
        if (message) void deliver(message)
      }
    },
  }
}

/** The session has ended before the message was sent. It waits for its account. */
const endedSession: ReadonlySet<ErrorCode> = new Set(['signedOut', 'notSignedIn'])

function wasGivenBack(status: Outgoing['status']): boolean {
  return status.state === 'waiting' && endedSession.has(status.code)
}

function statusAfter({ code, about }: Reply<unknown> & { ok: false }): Outgoing['status'] {
  if (endedSession.has(code)) return { state: 'waiting', code }
  return { state: 'failed', code, ...(about ? { about } : {}) }
}
