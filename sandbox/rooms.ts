import { randomUUID } from 'node:crypto'

import type { ServerTime } from './clock.ts'
import type { ChannelType } from './permissions.ts'
import { channelTypes } from './permissions.ts'
import { Refusal } from './refusal.ts'
import { seededRooms } from './seed.ts'

/** A message as the chat server keeps it; time in epoch milliseconds. */
export interface Message {
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
  /**
   * Adds a message. One with an id that its author has used in this room already is not added again: the answer is the
   * first, and `isNew` false. Somebody else's id, or one from another room, is refused with code 4.
   */
  post(
    room: Room,
    userId: string,
    draft: { id?: string | undefined; text: string },
  ): { message: Message; isNew: boolean }
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
  return {
    find: (type, id) => rooms.get(`${type}:${id}`),
    all: () => [...rooms.values()],
    create: (room) => create(room, time.now()),
    post(room, userId, { id = randomUUID(), text }) {
      const earlier = byId.get(id)
      if (!earlier) {
        const message = { id, cid: room.cid, userId, text, createdAt: time.now() }
        add(room, message)
        return { message, isNew: true }
      }
      if (earlier.userId === userId && earlier.cid === room.cid)
        return { message: earlier, isNew: false }
      throw new Refusal(4, 'SendMessage failed: a message with this id exists already')
    },
  }
}
