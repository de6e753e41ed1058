import { randomUUID } from 'node:crypto'

import type { ServerTime } from './clock.ts'
import type { ChannelType } from './permissions.ts'
import { channelTypes } from './permissions.ts'
import { Refusal } from './refusal.ts'
import { seededChannels } from './seed.ts'
import type { SeededChannel } from './seed.ts'

/** The properties of a message that is not a plain one. */
export interface MessageKind {
  /** `regular` by default; always `reply` for a reply. */
  type?: 'system' | 'ephemeral' | 'deleted' | 'error' | undefined
  /** The message that this one replies to, in a thread. */
  parentId?: string | undefined
  /** A reply that stands in the channel as well. */
  showInChannel?: boolean | undefined
  /** Silent: no notification, not unread. */
  isSilent?: boolean | undefined
  /** By a shadow-banned user: other users must not see it. */
  isShadowed?: boolean | undefined
}

/** A message that is not in a room yet. */
export interface Draft extends MessageKind {
  id?: string | undefined
  text: string
}

/** A message as the chat server keeps it; time in epoch milliseconds. */
export interface Message extends MessageKind {
  id: string
  cid: string
  userId: string
  text: string
  createdAt: number
}

/** A channel as the chat server keeps it; times in epoch milliseconds. */
export interface Channel {
  type: ChannelType
  id: string
  /** `type:id`. */
  cid: string
  name: string
  createdBy: string
  createdAt: number
  members: Set<string>
  /** Oldest first, the last 20,000 of them. */
  messages: Message[]
  /** Slow mode: seconds between two messages of one user. */
  cooldownSeconds: number
  /** When each member last read, in epoch milliseconds: by sending, for the sandbox has no call that marks as read. */
  lastReadAt: Map<string, number>
}

/** The properties of a new channel. */
export type NewChannel = Pick<Channel, 'type' | 'id' | 'name' | 'createdBy'> & {
  members: Iterable<string>
}

/** All channels of the sandbox. */
export interface ChannelStore {
  find(type: ChannelType, id: string): Channel | undefined
  all(): Channel[]
  create(channel: NewChannel): Channel
  /** Adds a message. An id that any message of any room has had is refused with code 4, a reply to a reply with 21. */
  post(channel: Channel, userId: string, draft: Draft): Message
  /** Refuses with code 60 while a user has to wait before the next message in a slow room. */
  demandCooldown(channel: Channel, userId: string, slowModeSeconds: number): void
}

/** So many messages a room keeps. */
const mostMessages = 20_000

// A resend can come long after its message has scrolled out of the room.
const mostIdsRemembered = 50_000
const minuteMs = 60_000

/** The kind of channel a word in a URL names, or a refusal with code 16. */
export function channelType(word: string): ChannelType {
  const type = channelTypes.find((known) => known === word)
  if (!type) throw new Refusal(16, `There is no channel type '${word.slice(0, 64)}'`)
  return type
}

/** The rooms of a fresh sandbox, with what was said in them during the last hours; `more` are older than these. */
export function createChannelStore(
  time: ServerTime,
  more: readonly SeededChannel[] = [],
): ChannelStore {
  const channelStore = new Map<string, Channel>()
  const byId = new Map<string, Message>()
  const add = (channel: Channel, message: Message) => {
    channel.messages.push(message)
    if (channel.members.has(message.userId))
      channel.lastReadAt.set(message.userId, message.createdAt)
    if (channel.messages.length > mostMessages) channel.messages.shift()
    byId.set(message.id, message)
    const oldest = byId.keys().next()
    if (byId.size > mostIdsRemembered && !oldest.done) byId.delete(oldest.value)
  }
  const create = ({ members, ...channel }: NewChannel, createdAt: number): Channel => {
    const made = {
      ...channel,
      cid: `${channel.type}:${channel.id}`,
      createdAt,
      members: new Set(members),
      messages: [],
      cooldownSeconds: 0,
      lastReadAt: new Map<string, number>(),
    }
    channelStore.set(made.cid, made)
    return made
  }
  const now = time.now()
  for (const [age, { messages, ...seed }] of [...seededChannels, ...more].entries()) {
    const channel = create(
      { ...seed, createdBy: seed.members[0] ?? 'launch-bot' },
      now - 3 * 86_400_000 - messages.length * 4 * minuteMs,
    )
    for (const [index, [userId, text]] of messages.entries()) {
      const createdAt = now - (age * 35 + (messages.length - index) * 4) * minuteMs
      add(channel, {
        id: `seed-${channel.id}-${index + 1}`,
        cid: channel.cid,
        userId,
        text,
        createdAt,
      })
    }
  }
  const demandParent = (channel: Channel, parentId: string) => {
    const parent = byId.get(parentId)
    if (parent?.cid !== channel.cid)
      throw new Refusal(16, `There is no message '${parentId}' in '${channel.cid}'`)
    if (parent.parentId !== undefined) throw new Refusal(21, 'A reply cannot have replies')
  }
  return {
    find: (type, id) => channelStore.get(`${type}:${id}`),
    all: () => [...channelStore.values()],
    create: (channel) => create(channel, time.now()),
    post(channel, userId, { id = randomUUID(), ...draft }) {
      if (byId.has(id))
        throw new Refusal(
          4,
          `SendMessage failed with error: "a message with ID ${id} already exists"`,
        )
      if (draft.parentId !== undefined) demandParent(channel, draft.parentId)
      const message = { ...draft, id, cid: channel.cid, userId, createdAt: time.now() }
      add(channel, message)
      return message
    },
    demandCooldown(channel, userId, slowModeSeconds) {
      const last = channel.messages.findLast((message) => message.userId === userId)
      const waitMs = Math.max(channel.cooldownSeconds, slowModeSeconds) * 1000
      // A clock that was set back makes no slow mode where there is none.
      const leftMs = last && waitMs > 0 ? last.createdAt + waitMs - time.now() : 0
      if (leftMs <= 0) return
      const left = Math.ceil(leftMs / 1000)
      throw new Refusal(60, `SendMessage failed: slow mode, the next message can go in ${left} s`)
    },
  }
}
