import type { Message, OpenChannel, SavedChat } from '../../../preload/contract.ts'
import type { ChatKey } from '../../auth/chatKeys.ts'
import type { Clock, Log } from '../../auth/ports.ts'
import { withMessage, withRead } from './newestMessages.ts'
import type { SavedFolder } from './savedFolder.ts'
import { mostSavedChannels } from './limits.ts'
import { readText, writeText } from './savedText.ts'
import { seal, unseal } from './sealedFile.ts'

/** The account in the window. */
export interface ShownAccount {
  readonly key: string
  readonly userId: string
  /** True while connected: then the server tells of every change. */
  readonly isLive: boolean
}

/** The chat of the shown account, as it was at the last connection, in memory and encrypted in its file. */
export interface SavedChats {
  /** Follows the session. An account that is left is written, and its chat leaves the memory. */
  show(account: ShownAccount | null): void
  /** The chat of the shown account; null when nothing is saved. */
  read(): SavedChat | null
  /** The server has answered the account's list. Channels that are not in it are dropped. */
  listed(channels: readonly OpenChannel[]): void
  /** The server has answered one channel. It is saved if it is one of the list. */
  opened(channel: OpenChannel): void
  received(message: Message): void
  /** Writes the chat now. Never throws: a full disk is logged. */
  flush(): void
}

export interface SavedChatsOptions {
  clock: Clock
  log: Log
  folder: Pick<SavedFolder, 'read' | 'write'>
  /** The key of an account's file; null: it is not saved. Asked before each read and write. */
  keyOf(accountKey: string): ChatKey | null
}

/** At most one write in this time while messages come. */
const pauseMs = 30_000

interface Shown {
  readonly account: string
  readonly userId: string
  channels: readonly OpenChannel[]
  /** The last moment at which the channels were known to be up to date, epoch ms; null: nothing is known of them. */
  savedAt: number | null
  /** The list was read on the connection that is up. */
  isUpToDate: boolean
  isConnected: boolean
  /** The file was looked for. */
  isFileRead: boolean
  isChanged: boolean
}

/**
 * Everything is done when a call returns, so a write cannot come after the deletion of its key: what is written is decided
 * by `keyOf` at that moment.
 */
export function createSavedChats(options: SavedChatsOptions): SavedChats {
  return new ChatsInFiles(options)
}

class ChatsInFiles implements SavedChats {
  readonly #options: SavedChatsOptions
  #shown: Shown | null = null
  #cancelWrite: (() => void) | null = null
  #isUnwritable = false

  constructor(options: SavedChatsOptions) {
    this.#options = options
  }

  show(account: ShownAccount | null): void {
    if (this.#shown && this.#shown.account !== account?.key) {
      this.flush()
      this.#shown = null
    }
    if (account === null) return
    const shown = (this.#shown ??= nothingOf(account))
    if (shown.isConnected && !account.isLive) {
      this.flush()
      shown.isUpToDate = false
    }
    shown.isConnected = account.isLive
  }

  read(): SavedChat | null {
    const shown = this.#shown
    if (shown === null) return null
    this.#readFile(shown)
    const savedAt = shown.isUpToDate ? this.#options.clock.now() : shown.savedAt
    return savedAt === null ? null : { savedAt, channels: [...shown.channels] }
  }

  listed(channels: readonly OpenChannel[]): void {
    const shown = this.#shown
    if (shown === null) return
    this.#readFile(shown)
    const before = new Map(shown.channels.map((channel) => [channel.cid, channel]))
    shown.channels = channels
      .slice(0, mostSavedChannels)
      .map((channel) => withRead(before.get(channel.cid), channel))
    shown.savedAt = this.#options.clock.now()
    shown.isUpToDate = shown.isConnected
    this.#changed(shown)
  }

  opened(channel: OpenChannel): void {
    this.#changeOne(channel.cid, (known) => withRead(known, channel))
  }

  received(message: Message): void {
    const userId = this.#shown?.userId ?? ''
    this.#changeOne(message.cid, (channel) => withMessage(channel, message, userId))
  }

  flush(): void {
    this.#cancelWrite?.()
    this.#cancelWrite = null
    // Its time moves on even if nothing was said.
    if (this.#shown?.isUpToDate) this.#shown.isChanged = true
    this.#write()
  }

  #changeOne(cid: string, change: (channel: OpenChannel) => OpenChannel): void {
    const shown = this.#shown
    if (!shown?.channels.some((channel) => channel.cid === cid)) return
    shown.channels = shown.channels.map((channel) =>
      channel.cid === cid ? change(channel) : channel,
    )
    this.#changed(shown)
  }

  #changed(shown: Shown): void {
    shown.isChanged = true
    this.#cancelWrite ??= this.#options.clock.after(pauseMs, () => {
      this.#cancelWrite = null
      this.#write()
    })
  }

  #write(): void {
    const { clock, log, folder, keyOf } = this.#options
    const shown = this.#shown
    if (shown === null) return
    if (shown.isUpToDate) shown.savedAt = clock.now()
    const { account, channels, savedAt, isChanged } = shown
    const key = keyOf(account)
    if (!isChanged || savedAt === null || key === null) return
    try {
      folder.write(account, seal(writeText({ savedAt, channels: [...channels] }), account, key))
      shown.isChanged = false
      this.#isUnwritable = false
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      if (!this.#isUnwritable) log.warn('savedChat.unwritable', { code })
      this.#isUnwritable = true
    }
  }

  /** The key comes with the account's record, so the file may become readable later. */
  #readFile(shown: Shown): void {
    const { log, folder, keyOf } = this.#options
    const key = keyOf(shown.account)
    if (shown.isFileRead || key === null) return
    shown.isFileRead = true
    const file = folder.read(shown.account)
    if (file === null) return
    const text = unseal(file, shown.account, key)
    const saved = text === null ? null : readText(text)
    if (saved === null) log.warn('savedChat.unreadable')
    if (saved === null || shown.savedAt !== null) return
    shown.channels = saved.channels
    shown.savedAt = saved.savedAt
  }
}

function nothingOf({ key, userId }: ShownAccount): Shown {
  return {
    account: key,
    userId,
    channels: [],
    savedAt: null,
    isUpToDate: false,
    isConnected: false,
    isFileRead: false,
    isChanged: false,
  }
}
