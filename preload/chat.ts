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
  /** The minimum time between two messages of one user (slow mode). Absent when there is none. */
  cooldownSeconds?: number
}

export interface OpenChannel extends Channel {
  messages: Message[]
  watcherCount: number
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
