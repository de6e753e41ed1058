/** A room, as it stands in the list. */
export interface Channel {
  cid: string
  type: string
  name: string
  /** The last message, as one line; empty when there is none. */
  preview: string
  /** Epoch ms of the last message by the server's clock; null when there is none. */
  lastMessageAt: number | null
  canSend: boolean
  /** Slow mode: seconds between two messages of one person; absent: none. */
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
  /** True: it was deleted, and `text` is empty. */
  isDeleted?: boolean
  /** True: it came without disturbing anybody. */
  isSilent?: boolean
}
