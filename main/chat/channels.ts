import type {
  Channel,
  ChannelPage,
  Message,
  MessagePage,
  OpenChannel,
} from '../../preload/contract.ts'
import type { Limits } from '../auth/requests/gate.ts'
import type { Session } from '../auth/session.ts'
import { Failure, toFailure, type FailureCode } from '../auth/errors.ts'
import type { Caller, Chat } from './client.ts'
import type { ChatEvent } from './frames.ts'
import { oneLine } from './preview.ts'
import { mostSavedChannels } from './saved/limits.ts'
import { createSlowMode } from './slowMode.ts'
import type { Pictures } from './pictures.ts'
import { createResend } from './resend.ts'
import {
  readMessageNew,
  type ChannelState,
  type MessagePage as SentPage,
  type SentMessage,
} from './schemas.ts'

/** The properties of a channel to make. */
export interface CreatedChannel {
  type: string
  id: string
  name: string
  /** User IDs. */
  members: string[]
}

/** Channels and messages as the window shows them; each call passes the session's gate. */
export interface Channels {
  /** A page of the channels, counted from 0. */
  list(page: number): Promise<ChannelPage>
  /** One channel, if it is there and may be seen. Never makes one, as opening it does. */
  find(cid: string): Promise<Channel | null>
  open(cid: string): Promise<OpenChannel>
  /** Makes a channel with these members and the account itself, and opens it. An id that exists opens that channel. */
  create(channel: CreatedChannel): Promise<OpenChannel>
  /** The messages before one of them. */
  older(cid: string, before: string): Promise<MessagePage>
  /**
   * Sends a message as soon as there is a connection and the server takes it: at once, or in a day. Only an answer to the
   * message itself ends that sooner. Those of one channel arrive in the order they were sent. A message that is on its
   * way, or was delivered a while ago, is not sent twice: a page that was loaded again asks for the same one.
   */
  send(message: { cid: string; id: string; text: string }): Promise<Message>
  /** Gives a message up that is not with the server yet. */
  discard(id: string): void
  /** How many messages are not yet with the server. */
  unsent(): number
}

const mostDelivered = 200
/**
 * Nobody watches a message as one watches a list: it may wait over a night without a network. Past a day what it said
 * may be true no more, so it comes back to the person instead.
 */
const messageDeadlineMs = 86_400_000

/** Told of the channels that a server answered. */
export interface ReadListener {
  /** The latest channels of an account, the latest first, with the latest messages of each. */
  listed(accountKey: string, channels: OpenChannel[]): void
  /** One channel of an account. */
  opened(accountKey: string, channel: OpenChannel): void
}

export interface ChannelsOptions {
  session: Session
  chatOf(workspaceId: string): Chat
  /** Told of each answer that was read. */
  read?: ReadListener
  /** A message was not taken, which was not its own fault, and waits to be sent again. */
  waiting(id: string, code: FailureCode, retryAfterMs: number | null): void
  pictures: Pick<Pictures, 'addressOf'>
}

export function createChannels(options: ChannelsOptions): Channels {
  const { session, chatOf, waiting, pictures, read } = options
  const resend = createResend()
  const slowMode = createSlowMode()
  const unsent = new Map<string, { controller: AbortController; sent: Promise<Message> }>()
  /** The latest messages that were sent from here, by ID. */
  const delivered = new Map<string, Message>()

  /** Requests may be repeated: reads change nothing, and a message has an ID of its own. */
  function call<Value>(
    ask: (chat: Chat, caller: Caller) => Promise<Value>,
    limits?: Limits,
  ): Promise<Value> {
    return session.pass((token, signal) => {
      const signedIn = session.signedIn()
      if (!signedIn) throw new Failure('notSignedIn', 'Nobody is signed in.')
      const connectionId = signedIn.activeSession.connectionId()
      const caller = { account: signedIn.account, token, connectionId, signal }
      return ask(chatOf(signedIn.backend.workspaceId), caller)
    }, limits)
  }

  function pictureOf(image: string | null): string | null {
    const signedIn = session.signedIn()
    return signedIn && pictures.addressOf(signedIn.backend.workspaceId, image)
  }

  const shown = (state: ChannelState) => toChannel(state, session.signedIn()?.account.userId)

  function opened(state: ChannelState): OpenChannel {
    return {
      ...shown(state),
      ...toPage(state.channel.cid, state, pictureOf),
      watcherCount: state.watcher_count,
    }
  }

  /** Leaving an account fails its requests, so an answer belongs to the account that is signed in. */
  function tell(told: (listener: ReadListener, accountKey: string) => void): void {
    const signedIn = session.signedIn()
    if (read && signedIn) told(read, signedIn.account.key)
  }

  function learn({ channel }: ChannelState): void {
    slowMode.learn(channel.cid, channel.cooldown)
  }

  async function deliver(
    message: { cid: string; id: string; text: string },
    signal: AbortSignal,
  ): Promise<Message> {
    const { cid, id } = message
    const sendOnce = async (chat: Chat, caller: Caller) => {
      try {
        return await resend.send(chat, caller, message)
      } catch (error) {
        throw slowMode.withPause(cid, toFailure(error))
      }
    }
    const sent = await call(sendOnce, {
      deadlineMs: messageDeadlineMs,
      orderingKey: cid,
      signal,
      retryOnServerError: ({ code, retryAfterMs }) => waiting(id, code, retryAfterMs),
    })
    delivered.set(id, toMessage(cid, sent, pictureOf))
    const [oldest] = delivered.keys()
    if (delivered.size > mostDelivered && oldest !== undefined) delivered.delete(oldest)
    return toMessage(cid, sent, pictureOf)
  }

  return {
    async list(page) {
      const { channels, hasMore } = await call((chat, caller) => chat.listChannels(caller, page))
      for (const state of channels) learn(state)
      if (page === 0) {
        const latest = channels.slice(0, mostSavedChannels)
        tell((listener, accountKey) => listener.listed(accountKey, latest.map(opened)))
      }
      return { channels: channels.map(shown), hasMore }
    },
    async find(cid) {
      const state = await call((chat, caller) => chat.findChannel(caller, cid))
      if (state === null) return null
      learn(state)
      return shown(state)
    },
    async open(cid) {
      const state = await call((chat, caller) => chat.openChannel(caller, cid))
      learn(state)
      const channel = opened(state)
      tell((listener, accountKey) => listener.opened(accountKey, channel))
      return channel
    },
    async create({ type, id, name, members }) {
      const state = await call((chat, caller) => {
        // Everybody may read a livestream; the other types are for members only.
        const self = type === 'livestream' ? [] : [caller.account.userId]
        const all = [...new Set([...self, ...members])]
        return chat.openChannel(caller, `${type}:${id}`, { name, members: all })
      })
      learn(state)
      const channel = opened(state)
      tell((listener, accountKey) => listener.opened(accountKey, channel))
      return channel
    },
    async older(cid, before) {
      const page = await call((chat, caller) => chat.olderMessages(caller, cid, before))
      return toPage(cid, page, pictureOf)
    },
    async send(message) {
      const known = delivered.get(message.id)
      if (known) return known
      const pending = unsent.get(message.id)
      if (pending) return await pending.sent
      const controller = new AbortController()
      const sent = deliver(message, controller.signal)
      unsent.set(message.id, { controller, sent })
      try {
        return await sent
      } finally {
        unsent.delete(message.id)
      }
    },
    discard(id) {
      unsent.get(id)?.controller.abort()
    },
    unsent: () => unsent.size,
  }
}

/** The address in the window of a user's picture; null: none is shown. */
export type PictureOf = (image: string | null) => string | null

/** The message of a `message.new` event that belongs in its channel; null for every other event. */
export function messageOf(event: ChatEvent, pictureOf: PictureOf = () => null): Message | null {
  const read = readMessageNew(event)
  return read && isInChannel(read.message) ? toMessage(read.cid, read.message, pictureOf) : null
}

function isInChannel({ kind }: SentMessage): boolean {
  return kind === 'shown' || kind === 'deleted'
}

/** What is not shown in the channel is left out. */
function toPage(
  cid: string,
  { messages, isFullPage }: SentPage,
  pictureOf: PictureOf,
): MessagePage {
  const [oldest] = messages
  return {
    messages: messages.filter(isInChannel).map((message) => toMessage(cid, message, pictureOf)),
    ...(oldest && isFullPage ? { olderBefore: oldest.id } : {}),
  }
}

function toChannel({ channel, messages, read }: ChannelState, userId?: string): Channel {
  const own = read.find((state) => state.userId === userId)
  const { own_capabilities: capabilities } = channel
  const last = messages.findLast(({ kind }) => kind === 'shown')
  return {
    cid: channel.cid,
    type: channel.type,
    name: channel.name || channel.id,
    preview: last ? oneLine(last.text) : '',
    lastMessageAt: last ? toTime(last.created_at) : null,
    // A server that names no capabilities decides when something is sent.
    canSend: capabilities?.includes('send-message') ?? true,
    ...(capabilities?.includes('create-channel') ? { canCreate: true } : {}),
    ...(channel.cooldown > 0 && !capabilities?.includes('skip-slow-mode')
      ? { cooldownSeconds: channel.cooldown }
      : {}),
    ...(own && own.lastReadAt !== null
      ? { lastReadAt: own.lastReadAt, unreadCount: own.unreadCount }
      : {}),
  }
}

function toMessage(cid: string, message: SentMessage, pictureOf: PictureOf): Message {
  const userPicture = pictureOf(message.user?.image ?? null)
  return {
    id: message.id,
    cid,
    userId: message.user?.id ?? '',
    userName: message.user?.name || message.user?.id || '',
    text: message.kind === 'deleted' ? '' : message.text,
    createdAt: toTime(message.created_at) ?? 0,
    ...(message.kind === 'deleted' ? { isDeleted: true } : {}),
    ...(message.isSilent ? { isSilent: true } : {}),
    ...(userPicture === null ? {} : { userPicture }),
  }
}

function toTime(text: string): number | null {
  const time = Date.parse(text)
  return Number.isFinite(time) ? time : null
}
