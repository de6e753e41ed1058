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
  /** Without it the answer has no messages. */
  hasState: boolean
  messageLimit: number
  watcherCount: number
  slowModeSeconds: number
}

/** A channel with its state, as one actor sees it, in the words of the wire protocol. */
export function wireChannel(
  channel: Channel,
  actor: Actor,
  users: Users,
  { hasState, messageLimit, watcherCount, slowModeSeconds }: Extent,
) {
  const createdAt = new Date(channel.createdAt).toISOString()
  const last = channel.messages.at(-1)
  const messages = hasState && messageLimit > 0 ? channel.messages.slice(-messageLimit) : []
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
    read: [],
    watchers: [],
    watcher_count: watcherCount,
  }
}

function wireAuthor(userId: string, users: Users): WireUser | { id: string } {
  const user = users.find(userId) ?? users.find(anonymousId)
  return user ? wireUser(user) : { id: userId }
}
