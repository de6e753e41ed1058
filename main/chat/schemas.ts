import { Failure } from '../auth/errors.ts'
import { readFlags, type MessageFlags } from './messageKind.ts'
import { readId, readList, readName, readObject, readText, readTime } from '../network/fields.ts'

/** A message, as far as it is read. `created_at` is empty where there is none. */
export interface SentMessage extends MessageFlags {
  readonly id: string
  readonly text: string
  readonly user: User | null
  readonly created_at: string
}

/** `id` is empty where there is none. */
export interface User {
  readonly id: string
  readonly name: string | null
  /** An address that anyone may have put there; null: there is none. */
  readonly image: string | null
}

/** One channel with its state, as `POST /channels` and `…/query` answer it. */
export interface ChannelState {
  readonly channel: {
    readonly cid: string
    readonly type: string
    readonly id: string
    readonly name: string | null
    /** Null: the server names none. */
    readonly own_capabilities: readonly string[] | null
    /** Slow mode, in seconds; 0: none. */
    readonly cooldown: number
  }
  readonly messages: readonly SentMessage[]
  /** The server sent as many as one answer has, the unreadable ones as well. */
  readonly isFullPage: boolean
  readonly read: readonly ReadState[]
  readonly watcher_count: number
}

/** How far a member has read. */
export interface ReadState {
  readonly userId: string
  /** Epoch ms; null: the server does not say. */
  readonly lastReadAt: number | null
  readonly unreadCount: number
}

/** The messages of a channel before one of them, oldest first. */
export type MessagePage = Pick<ChannelState, 'messages' | 'isFullPage'>

/** The messages of one answer that are asked for. A server sends up to 300. */
export const messagePageLength = 50

/** The answer of `POST /guest`. The returned id is the truth; null: only the token says it. */
export interface Guest {
  readonly userId: string | null
  readonly name: string | null
  readonly access_token: string
}

/** Told of an element that cannot be read and is left out. */
export type Skipped = (what: 'channel' | 'message') => void

/** Beyond every limit of the vendor's for the length of a message. */
const longestText = 20_000
const longestImage = 2_048
/** More than is asked for: a server that sends more is not let fill the window. */
const mostChannels = 100
const mostMessages = 300
const mostReadStates = 1_000

/**
 * Reads a list of channels. A field that is odd counts as absent; a channel without an id is left out.
 * @throws Failure `badAnswer` when there is no list
 */
export function readChannels(json: unknown, skipped: Skipped): ChannelState[] {
  const body = readObject(json)
  const channels = body?.['channels']
  // Go leaves an empty list out or writes null.
  const isEmpty = channels === null || (channels === undefined && body?.['duration'] !== undefined)
  if (!Array.isArray(channels) && !isEmpty) throw badAnswer('channels')
  return readEach(readList(channels).slice(0, mostChannels), 'channel', skipped, (state) =>
    readState(state, skipped),
  )
}

/**
 * Reads one channel.
 * @throws Failure `badAnswer` when it has no id
 */
export function readChannel(json: unknown, skipped: Skipped): ChannelState {
  const state = readState(json, skipped)
  if (state === null) throw badAnswer('channel.cid')
  return state
}

/** Reads a message; null: it has no id. */
export function readMessage(value: unknown): SentMessage | null {
  return readMessageOr(null, value)
}

/** Reads a message; one without an id has `ownId`, and without that it is no message. */
function readMessageOr(ownId: string | null, value: unknown): SentMessage | null {
  const fields = readObject(value)
  const id = readId(fields?.['id']) ?? ownId
  if (fields === null || id === null) return null
  return {
    id,
    text: readText(fields['text'], longestText) ?? '',
    user: readUser(fields['user']),
    created_at: readInstant(fields['created_at']),
    ...readFlags(fields),
  }
}

/**
 * Reads the answer of `POST …/message`; null: the server says nothing readable of the message that it has taken.
 * @param id of the sent message, for an answer with none
 */
export function readSent(json: unknown, id: string): SentMessage | null {
  return readMessageOr(id, readObject(json)?.['message'])
}

/** Reads a `message.new` event; null for every other event, and for a message without an id or a channel. */
export function readMessageNew(event: unknown): { cid: string; message: SentMessage } | null {
  const fields = readObject(event)
  if (fields?.['type'] !== 'message.new') return null
  const cid = readId(fields['cid']) ?? joinCid(fields['channel_type'], fields['channel_id'])
  const message = readMessage(fields['message'])
  return cid === null || message === null ? null : { cid, message }
}

/**
 * Reads the answer of `POST /guest`.
 * @throws Failure `badAnswer` when there is no token in it
 */
export function readGuest(json: unknown): Guest {
  const body = readObject(json)
  const token = body?.['access_token']
  if (typeof token !== 'string') throw badAnswer('access_token')
  const user = readObject(body?.['user'])
  return { userId: readId(user?.['id']), name: readName(user?.['name']), access_token: token }
}

function readState(value: unknown, skipped: Skipped): ChannelState | null {
  const state = readObject(value)
  const channel = readObject(state?.['channel'])
  if (state === null || channel === null) return null
  const names = readNames(channel['cid'], channel['type'], channel['id'])
  if (names === null) return null
  const { own_capabilities: capabilities } = channel
  return {
    channel: {
      ...names,
      name: readName(channel['name']),
      own_capabilities: Array.isArray(capabilities)
        ? capabilities.filter((capability) => typeof capability === 'string')
        : null,
      cooldown: readCount(channel['cooldown']),
    },
    ...readMessages(state, skipped),
    read: readList(state['read']).slice(0, mostReadStates).flatMap(readReadState),
    watcher_count: readCount(state['watcher_count']),
  }
}

/** Reads the messages of a channel's state. */
export function readMessages(json: unknown, skipped: Skipped): MessagePage {
  const sent = readList(readObject(json)?.['messages']).slice(-mostMessages)
  return {
    messages: readEach(sent, 'message', skipped, readMessage),
    isFullPage: sent.length >= messagePageLength,
  }
}

function readReadState(value: unknown): ReadState[] {
  const fields = readObject(value)
  const userId = readUser(fields?.['user'])?.id
  if (!fields || !userId) return []
  return [
    {
      userId,
      lastReadAt: readTime(fields['last_read']),
      unreadCount: readCount(fields['unread_messages']),
    },
  ]
}

/** A cid is `type:id`: each of the three can be told by the others. */
function readNames(cid: unknown, type: unknown, id: unknown) {
  const whole = readId(cid) ?? joinCid(type, id)
  const colon = whole?.indexOf(':') ?? -1
  if (whole === null || colon < 1 || colon === whole.length - 1) return null
  return {
    cid: whole,
    type: readId(type) ?? whole.slice(0, colon),
    id: readId(id) ?? whole.slice(colon + 1),
  }
}

function joinCid(type: unknown, id: unknown): string | null {
  const [ofType, ofChannel] = [readId(type), readId(id)]
  return ofType === null || ofChannel === null ? null : readId(`${ofType}:${ofChannel}`)
}

function readUser(value: unknown): User | null {
  const fields = readObject(value)
  if (fields === null) return null
  return {
    id: readId(fields['id']) ?? '',
    name: readName(fields['name']),
    // Like an id: an address that is cut would be another one.
    image: readId(fields['image'], longestImage),
  }
}

function readInstant(value: unknown): string {
  const time = readTime(value)
  return time === null ? '' : new Date(time).toISOString()
}

function readCount(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0
}

function readEach<Element>(
  list: readonly unknown[],
  what: 'channel' | 'message',
  skipped: Skipped,
  read: (value: unknown) => Element | null,
): Element[] {
  return list.flatMap((value) => {
    const element = read(value)
    if (element === null) skipped(what)
    return element === null ? [] : [element]
  })
}

/** Names the field, never its content. */
function badAnswer(field: string): Failure {
  return new Failure('badAnswer', `The chat server's answer is not as expected at ${field}.`)
}
