import { Failure, toFailure } from '../auth/errors.ts'
import type { Account } from '../auth/account.ts'
import type { ChatServer, Clock } from '../auth/ports.ts'
import type { Token } from '../auth/token/token.ts'
import { createEchoCheck } from '../logging/echo.ts'
import type { Dial } from '../network/dial.ts'
import { logBadAnswer, requestJson, type HttpOptions, type JsonAnswer } from '../network/http.ts'
import {
  isDeadConnection,
  listChannels,
  oneChannel,
  type ChannelList,
  type ChannelPage,
  type ChannelQuery,
} from './channelQueries.ts'
import { channelPath } from './channelPath.ts'
import { blockedMessage, chatFailure, isOwnError } from './errors.ts'
import type { ChatEvent } from './frames.ts'
import { plainFlags } from './messageKind.ts'
import { guestId, readGuestToken } from './newGuest.ts'
import * as body from './schemas.ts'
import { openSocketLater } from './openSocketLater.ts'

/** The chat backend of one workspace: the socket and the REST calls. */
export interface Chat extends ChatServer {
  /** A page of the account's channels and the public ones, counted from 0, the latest message first. */
  listChannels(caller: Caller, page: number): Promise<ChannelList>
  /** The channel with this cid; null: there is none. Never makes one, as opening it does. */
  findChannel(caller: Caller, cid: string): Promise<body.ChannelState | null>
  /** The channel with its latest messages. Makes one that is not there. */
  openChannel(caller: Caller, cid: string, data?: NewChannel): Promise<body.ChannelState>
  /** The messages of a channel before one of them. */
  olderMessages(caller: Caller, cid: string, before: string): Promise<body.MessagePage>
  /** The id is the sender's: a repeated one is not a second message. */
  sendMessage(
    caller: Caller,
    message: { cid: string; id: string; text: string },
  ): Promise<body.SentMessage>
}

/** The properties of a channel that is made. */
export interface NewChannel {
  name?: string
  members?: string[]
}

/** The user, the token, and the socket for events. */
export interface Caller {
  account: Account
  token: Token | null
  connectionId: string | null
  signal: AbortSignal
}

export interface ChatHttp extends HttpOptions {
  /** Called with the server's clock (epoch ms), by fresh answers of the chat server itself. */
  learn(serverNow: number): void
}

export interface ChatOptions {
  apiKey: string
  /** The REST base; its path is kept. The WebSocket base is the same with ws(s). */
  serverUrl: URL
  /** `name version` of this client, for `X-Stream-Client`. */
  client: string
  clock: Clock
  http: ChatHttp
  /** Opens the line under a socket. */
  dial: Dial
  newId(): string
  event(event: ChatEvent): void
}

const timeoutMs = 30_000
const maxBytes = 8 * 1024 * 1024

export function createChat(options: ChatOptions): Chat {
  const { apiKey, serverUrl, client, clock, http, newId } = options
  const { host } = serverUrl

  function address(path: string, query: Record<string, string | null>): URL {
    const url = new URL(serverUrl)
    url.pathname = `${serverUrl.pathname.replace(/\/$/, '')}/${path}`
    for (const [name, value] of Object.entries(query)) {
      if (value !== null) url.searchParams.set(name, value)
    }
    return url
  }

  const skipped = (what: string) => http.log?.info('answer.skipped', { what })

  /** An answer that is JSON, and so is the chat server's. */
  async function post(
    caller: Caller | GuestMaker,
    path: string,
    content: unknown,
  ): Promise<unknown> {
    const answer = await send(caller, path, content)
    if (answer.json === undefined) throw chatFailure(undefined, answer.status, null, { host })
    return answer.json
  }

  /** An answer of success. @throws Failure what the chat server, or something in between, says otherwise */
  async function send(
    caller: Caller | GuestMaker,
    path: string,
    content: unknown,
    isBodyOptional = false,
  ): Promise<JsonAnswer> {
    const { account, token, connectionId, signal } = caller
    const isEcho = createEchoCheck(token ? [token.reveal()] : [])
    const answer = await requestJson(http, {
      url: address(path, {
        api_key: apiKey,
        user_id: account?.userId ?? null,
        connection_id: connectionId,
      }),
      method: 'POST',
      headers: {
        ...(token ? { Authorization: token.reveal() } : {}),
        'stream-auth-type': token ? 'jwt' : 'anonymous',
        'X-Stream-Client': client,
        'x-client-request-id': newId(),
      },
      body: content,
      signal,
      timeoutMs,
      maxBytes,
      isBodyOptional,
      isEcho,
    })
    const { status, json, retryAfterMs, serverNow } = answer
    const isSuccess = status >= 200 && status < 300
    const isOwn = isSuccess ? json !== undefined : isOwnError(json)
    if (isOwn && serverNow !== null) http.learn(serverNow)
    if (isSuccess) return answer
    if (!isOwn && json !== undefined) logBadAnswer(http.log, 'http', host, answer)
    throw chatFailure(json, status, retryAfterMs, { host, isEcho })
  }

  /** Reads with state, and watches what it reads while there is a connection. */
  async function watch(caller: Caller, path: string, content: object): Promise<unknown> {
    const isWatching = caller.connectionId !== null
    try {
      return await post(caller, path, {
        ...content,
        state: true,
        watch: isWatching,
        presence: false,
      })
    } catch (error) {
      if (!isWatching || !isDeadConnection(toFailure(error))) throw error
      throw new Failure('network', 'The connection to watch on has closed.', { cause: error })
    }
  }

  async function queryChannels(caller: Caller, query: ChannelQuery): Promise<ChannelPage> {
    const sort = [{ field: 'last_message_at', direction: -1 }]
    const answer = await watch(caller, 'channels', { ...query, sort })
    let unreadable = 0
    const channels = body.readChannels(answer, (what) => {
      if (what === 'channel') unreadable += 1
      skipped(what)
    })
    return { channels, sent: channels.length + unreadable }
  }

  return {
    connect({ kind, userId, name, image }, token, listener) {
      const user = {
        id: userId,
        ...(kind === 'anonymous' ? { anon: true } : {}),
        ...(name && kind !== 'anonymous' ? { name } : {}),
        ...(image ? { image } : {}),
      }
      const url = address('connect', {
        json: JSON.stringify({
          user_id: userId,
          user_details: user,
          client_request_id: newId(),
        }),
        api_key: apiKey,
        authorization: token?.reveal() ?? '',
        'stream-auth-type': token ? 'jwt' : 'anonymous',
        'X-Stream-Client': client,
      })
      url.protocol = serverUrl.protocol === 'https:' ? 'wss:' : 'ws:'
      const clientId = `${userId}--${newId()}`
      const { dial, event } = options
      const { log, learn, serverNow } = http
      const isEcho = createEchoCheck(token ? [token.reveal()] : [])
      return openSocketLater(
        {
          clock,
          url,
          dial,
          clientId,
          event,
          learn,
          isEcho,
          ...(log ? { log } : {}),
          ...(serverNow ? { serverNow } : {}),
        },
        listener,
      )
    },

    async askTime(signal) {
      // Its own answer, be it a refusal, is read for its date, and needs no token.
      const { status, json, serverNow } = await requestJson(http, {
        url: address('app', { api_key: apiKey }),
        method: 'GET',
        headers: { 'stream-auth-type': 'anonymous', 'X-Stream-Client': client },
        signal,
        timeoutMs,
        maxBytes,
      })
      const isOwn = status < 300 ? json !== undefined : isOwnError(json)
      if (isOwn && serverNow !== null) http.learn(serverNow)
    },

    async createGuest(name, signal) {
      const maker: GuestMaker = { account: null, token: null, connectionId: null, signal }
      const made = body.readGuest(
        await post(maker, 'guest', { user: { id: guestId(name, newId()), name } }),
      )
      const token = readGuestToken(made.access_token)
      if (made.userId !== null && token.userId !== made.userId) {
        throw new Failure('userMismatch', 'The server issued a token for another user.')
      }
      return { token, refreshCredential: null, name: made.name ?? name, image: null }
    },

    listChannels: (caller, page) =>
      listChannels(caller.account, page, (query) => queryChannels(caller, query)),

    async findChannel(caller, cid) {
      const { channels } = await queryChannels(caller, oneChannel(cid))
      return channels.find(({ channel }) => channel.cid === cid) ?? null
    },

    async openChannel(caller, cid, data = {}) {
      const content = { data, messages: { limit: body.messagePageLength } }
      const answer = await watch(caller, `${channelPath(cid)}/query`, content)
      return body.readChannel(answer, skipped)
    },

    async olderMessages(caller, cid, before) {
      const answer = await post(caller, `${channelPath(cid)}/query`, {
        data: {},
        messages: { limit: body.messagePageLength, id_lt: before },
        state: true,
        watch: false,
        presence: false,
      })
      return body.readMessages(answer, skipped)
    },

    async sendMessage(caller, { cid, id, text }) {
      const path = `${channelPath(cid)}/message`
      const answer = await send(caller, path, { message: { id, text } }, true)
      // A captive portal answers everything with 200 and a page. A resend cannot post twice.
      if (answer.status === 200 && answer.type === 'text/html') {
        throw chatFailure(undefined, answer.status, null, { host })
      }
      const { userId, name, image } = caller.account
      const user = { id: userId, name, image }
      const sent = { id, text, user, created_at: sentAt(answer), ...plainFlags }
      const read = body.readSent(answer.json, id)
      if (read === null) return sent
      const { token } = caller
      const isEcho = createEchoCheck(token ? [token.reveal()] : [])
      if (read.kind === 'refused') throw blockedMessage(read.text, isEcho)
      // What the server does not say is as it was sent.
      return {
        ...read,
        text: read.text || text,
        user: read.user ?? user,
        created_at: read.created_at || sent.created_at,
      }
    },
  }
}

/** When a message was taken, by the server's clock if its answer says so. */
function sentAt({ serverNow }: JsonAnswer): string {
  return serverNow === null ? '' : new Date(serverNow).toISOString()
}

/** Makes a guest before there is anybody to be. */
interface GuestMaker {
  account: null
  token: null
  connectionId: null
  signal: AbortSignal
}
