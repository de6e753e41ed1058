import type { Reply } from './reply.ts'

/** Calls about channels and their messages. */
export interface ChatCalls {
  /** Returns a page of the account's channels, counted from 0, and watches them. */
  listChannels(request: { page: number }): Promise<Reply<ChannelPage>>
  /**
   * Returns the channels and messages that are saved of the account in the window, to be shown until it is connected. Waits for
   * the keychain. Null when nothing is saved, or when the account is not in the window any more.
   */
  readSavedChat(request: { key: string }): Promise<Reply<SavedChat | null>>
  /**
   * Returns one channel with its latest messages, oldest first, and watches it. `account`: the key of the account in the
   * window. Opening a missing channel creates it, so no other account may do it.
   */
  openChannel(request: { account: string; cid: string }): Promise<Reply<OpenChannel>>
  /** Creates a channel with these members and the account itself, and returns it as `openChannel` does. */
  createChannel(request: NewChannel): Promise<Reply<OpenChannel>>
  /** Returns the messages of a channel before one of them. */
  readOlderMessages(request: { cid: string; before: string }): Promise<Reply<MessagePage>>
}

/** A channel in the channel list. */
export interface Channel {
  cid: string
  type: string
  name: string
  /** The last message on one line. Empty when there is none. */
  preview: string
  /** Epoch ms of the last message by the server's clock; null when there is none. */
  lastMessageAt: number | null
  canSend: boolean
  /** True if the server says that the account may create channels of this type. */
  canCreate?: boolean
  /** The minimum time between two messages of one user (slow mode). Absent when there is none. */
  cooldownSeconds?: number
  /** When the account last read the channel, by the server: epoch ms. Absent when the server does not say. */
  lastReadAt?: number
  /** The messages of others since `lastReadAt`. Absent when the server does not say. */
  unreadCount?: number
}

/** A channel to create. `account`: the key of the account that creates it. No other account may. */
export interface NewChannel {
  account: string
  type: string
  /** Unlike that of any other channel of the type. */
  id: string
  name: string
  /** User IDs. */
  members: string[]
}

/** A page of the channel list. */
export interface ChannelPage {
  /** The latest message first. */
  channels: Channel[]
  hasMore: boolean
}

/** A page of a channel's messages. */
export interface MessagePage {
  /** Oldest first. */
  messages: Message[]
  /** The ID with which to ask for the messages before these. Absent when there are none. */
  olderBefore?: string
}

export interface OpenChannel extends Channel, MessagePage {
  watcherCount: number
}

/** The channels and their newest messages, as they were at the last connection. */
export interface SavedChat {
  /** The last moment at which they were up to date. Epoch ms by this computer's clock. */
  savedAt: number
  /** The latest channels, in the order of the list. */
  channels: OpenChannel[]
}

export interface Message {
  id: string
  cid: string
  userId: string
  userName: string
  text: string
  /** Epoch ms by the server's clock. */
  createdAt: number
  /** True for a deleted message, whose `text` is empty. */
  isDeleted?: boolean
  /** True for a message sent without notifications. */
  isSilent?: boolean
  /** The path of the user's picture in the window. Absent when there is none. */
  userPicture?: string
}

/** `account`: the key of the account that wrote the message. No other account may send it. */
export interface OutgoingMessage {
  account: string
  cid: string
  id: string
  text: string
}
