import type { Actor } from './permissions.ts'
import { capabilities } from './permissions.ts'
import type { Message, Channel } from './channelStore.ts'
import type { Users, WireUser } from './users.ts'
import { anonymousId, wireUser } from './users.ts'

/** A message in the words of the wire protocol. */
export function wireMessage(message: Message, users: Users) {
  const at = new Date(message.createdAt).toISOString()
  const { parentId } = message
  return {
    id: message.id,
    cid: message.cid,
    type: message.type ?? (parentId === undefined ? 'regular' : 'reply'),
    text: message.text,
    user: wireAuthor(message.userId, users),
    attachments: [],
    mentioned_users: [],
    created_at: at,
    updated_at: at,
    ...(message.type === 'deleted' ? { deleted_at: at } : {}),
    ...(parentId === undefined
      ? {}
      : { parent_id: parentId, show_in_channel: message.showInChannel ?? false }),
    silent: message.isSilent ?? false,
    shadowed: message.isShadowed ?? false,
  }
}

/** How much of a channel was asked for. */
export interface Extent {
  /** Oldest first. */
  messages: readonly Message[]
  watcherCount: number
  slowModeSeconds: number
}

/** A channel with its state, as one actor sees it, in the words of the wire protocol. */
export function wireChannel(
  channel: Channel,
  actor: Actor,
  users: Users,
  { messages, watcherCount, slowModeSeconds }: Extent,
) {
  const createdAt = new Date(channel.createdAt).toISOString()
  const last = channel.messages.at(-1)
  return {
    channel: {
      id: channel.id,
      type: channel.type,
      cid: channel.cid,
      name: channel.name,
      created_by: wireAuthor(channel.createdBy, users),
      created_at: createdAt,
      updated_at: createdAt,
      ...(last ? { last_message_at: new Date(last.createdAt).toISOString() } : {}),
      cooldown: Math.max(channel.cooldownSeconds, slowModeSeconds),
      frozen: false,
      disabled: false,
      member_count: channel.members.size,
      own_capabilities: capabilities(actor.role, channel.type, channel.members.has(actor.userId)),
    },
    members: [...channel.members].map((userId) => ({
      user_id: userId,
      user: wireAuthor(userId, users),
      role: userId === channel.createdBy ? 'owner' : 'member',
      created_at: createdAt,
      updated_at: createdAt,
    })),
    messages: messages.map((message) => wireMessage(message, users)),
    read: wireRead(channel, users),
    watchers: [],
    watcher_count: watcherCount,
  }
}

/** The read state of each member. A livestream has none: its type has read events off. */
function wireRead(channel: Channel, users: Users) {
  if (channel.type === 'livestream') return []
  return [...channel.members].map((userId) => {
    const lastReadAt = channel.lastReadAt.get(userId) ?? channel.createdAt
    return {
      user: wireAuthor(userId, users),
      last_read: new Date(lastReadAt).toISOString(),
      unread_messages: unreadCount(channel, userId),
    }
  })
}

/** How many messages a member has not read. Silent ones, replies and those that are not shown do not count. */
export function unreadCount(channel: Channel, userId: string): number {
  const lastReadAt = channel.lastReadAt.get(userId) ?? channel.createdAt
  return channel.messages.filter(
    (message) =>
      message.createdAt > lastReadAt &&
      message.userId !== userId &&
      (message.type === undefined || message.type === 'system') &&
      !message.isSilent &&
      !message.isShadowed &&
      (message.parentId === undefined || message.showInChannel === true),
  ).length
}

function wireAuthor(userId: string, users: Users): WireUser | { id: string } {
  const user = users.find(userId) ?? users.find(anonymousId)
  return user ? wireUser(user) : { id: userId }
}
