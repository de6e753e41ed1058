import { randomUUID } from 'node:crypto'

import type { ServerTime } from './clock.ts'
import type { ChannelType } from './permissions.ts'
import { channelTypes } from './permissions.ts'
import { Refusal } from './refusal.ts'
import { seededRooms } from './seed.ts'

/** What makes a message other than a plain one. */
export interface MessageKind {
  /** `regular` unless told; a reply's is `reply`, whatever it is told. */
  type?: 'system' | 'ephemeral' | 'deleted' | 'error' | undefined
  /** The message that this one replies to, in a thread. */
  parentId?: string | undefined
  /** A reply that stands in the channel as well. */
  showInChannel?: boolean | undefined
  /** Disturbs nobody: no notification, not unread. */
  isSilent?: boolean | undefined
  /** By somebody who is banned without knowing it: nobody else is to see it. */
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
export interface Room {
  type: ChannelType
  id: string
  /** `type:id`. */
  cid: string
  name: string
  createdBy: string
  createdAt: number
  members: Set<string>
  /** Oldest first, the last {@link mostMessages} of them. */
  messages: Message[]
  /** Slow mode: seconds between two messages of one user. */
  cooldownSeconds: number
}

/** What a new room is made of. */
export type NewRoom = Pick<Room, 'type' | 'id' | 'name' | 'createdBy'> & {
  members: Iterable<string>
}

/** All channels of the sandbox. */
export interface Rooms {
  find(type: ChannelType, id: string): Room | undefined
  all(): Room[]
  create(room: NewRoom): Room
  /** Adds a message. An id that any message of any room has had is refused with code 4, a reply to a reply with 21. */
  post(room: Room, userId: string, draft: Draft): Message
  /** Refuses with code 60 while a user has to wait before the next message in a slow room. */
  demandCooldown(room: Room, userId: string, slowModeSeconds: number): void
}

/** So many messages a room keeps. */
export const mostMessages = 500

// A resend can come long after its message has scrolled out of the room.
const mostIdsRemembered = 50_000
const minuteMs = 60_000

/** The kind of channel a word in a URL names, or a refusal with code 16. */
export function channelType(word: string): ChannelType {
  const type = channelTypes.find((known) => known === word)
  if (!type) throw new Refusal(16, `There is no channel type '${word.slice(0, 64)}'`)
  return type
}

/** The rooms of a fresh sandbox, with what was said in them during the last hours. */
export function createRooms(time: ServerTime): Rooms {
  const rooms = new Map<string, Room>()
  const byId = new Map<string, Message>()
  const add = (room: Room, message: Message) => {
    room.messages.push(message)
    if (room.messages.length > mostMessages) room.messages.shift()
    byId.set(message.id, message)
    const oldest = byId.keys().next()
    if (byId.size > mostIdsRemembered && !oldest.done) byId.delete(oldest.value)
  }
  const create = ({ members, ...room }: NewRoom, createdAt: number): Room => {
    const made = {
      ...room,
      cid: `${room.type}:${room.id}`,
      createdAt,
      members: new Set(members),
      messages: [],
      cooldownSeconds: 0,
    }
    rooms.set(made.cid, made)
    return made
  }
  const now = time.now()
  for (const [age, { messages, ...seed }] of seededRooms.entries()) {
    const room = create(
      { ...seed, createdBy: seed.members[0] ?? 'launch-bot' },
      now - 3 * 86_400_000,
    )
    for (const [index, [userId, text]] of messages.entries()) {
      const createdAt = now - (age * 35 + (messages.length - index) * 4) * minuteMs
      add(room, { id: `seed-${room.id}-${index + 1}`, cid: room.cid, userId, text, createdAt })
    }
  }
  const demandParent = (room: Room, parentId: string) => {
    const parent = byId.get(parentId)
    if (parent?.cid !== room.cid)
      throw new Refusal(16, `There is no message '${parentId}' in '${room.cid}'`)
    if (parent.parentId !== undefined) throw new Refusal(21, 'A reply cannot have replies')
  }
  return {
    find: (type, id) => rooms.get(`${type}:${id}`),
    all: () => [...rooms.values()],
    create: (room) => create(room, time.now()),
    post(room, userId, { id = randomUUID(), ...draft }) {
      if (byId.has(id))
        throw new Refusal(
          4,
          `SendMessage failed with error: "a message with ID ${id} already exists"`,
        )
      if (draft.parentId !== undefined) demandParent(room, draft.parentId)
      const message = { ...draft, id, cid: room.cid, userId, createdAt: time.now() }
      add(room, message)
      return message
    },
    demandCooldown(room, userId, slowModeSeconds) {
      const last = room.messages.findLast((message) => message.userId === userId)
      const waitMs = Math.max(room.cooldownSeconds, slowModeSeconds) * 1000
      const leftMs = last ? last.createdAt + waitMs - time.now() : 0
      if (leftMs <= 0) return
      const left = Math.ceil(leftMs / 1000)
      throw new Refusal(60, `SendMessage failed: slow mode, the next message can go in ${left} s`)
    },
  }
}
