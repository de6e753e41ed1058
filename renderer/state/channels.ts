import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Channel, ErrorCode, Message, OpenChannel } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { createChannelListing, type Listing } from './channelListing.ts'
import { createHistories, type Histories } from './histories.ts'
import type { InputStore, TextPath } from './inputStore.ts'
import { createUnread, type Unread } from './unread.ts'

/** The signed-in account's channels and their messages. */
export interface Channels extends Pick<Histories, 'histories' | 'readOlder' | 'readBackTo'> {
  readonly listing: ReadonlySignal<Listing>
  readonly openCid: ReadonlySignal<string | null>
  /** Increases with each opened channel, also the same one again. Each increase moves the focus to the conversation. */
  readonly focusRequests: ReadonlySignal<number>
  readonly unread: Pick<Unread, 'counts' | 'marks' | 'removeMark'>
  /** Clears everything for a new account. Null while signed out. */
  resetForAccount(account: TextPath | null, userId: string): void
  /** Shows the channels and messages of an earlier connection, unless the list is loaded. */
  showSaved(channels: readonly OpenChannel[]): void
  /** Loads the channel list unless it is loaded. Called when the session connects. */
  readListOnce(): void
  /** Loads the channel list. A failure is shown only if there is no list yet. */
  readList(): Promise<void>
  /** Loads the next page of the channel list, if there is one. */
  readMore(): Promise<void>
  /** Opens a channel. Known messages show at once, the rest after loading. */
  open(cid: string): void
  /** The channel that was open before the page reloaded. Null if there was none or it is not listed. */
  lastOpenCid(): string | null
  /**
   * Opens a channel from a link. An unlisted channel is looked up first, because opening a missing channel would create
   * it. Returns null, or the error that prevented it.
   */
  openFromLink(cid: string): Promise<ErrorCode | null>
  /** Loads the messages of a channel. Known messages stay on the screen meanwhile. */
  read(cid: string): Promise<void>
  /** Lists a channel that was created here, and opens it. */
  showCreated(channel: OpenChannel): void
  /** Closes the open channel and keeps its messages. */
  close(): void
  /** Reloads the shown data after a connection gap, unless it is already loading. */
  catchUp(): void
  /** Adds a message from the server. A known message changes nothing. */
  receive(message: Message): void
}

export interface ChannelsOptions {
  api: Pick<Api, 'listChannels' | 'findChannel' | 'openChannel' | 'readOlderMessages'>
  inputs: InputStore
  /** True for a channel with unsent text. Such a channel stays listed, so the text stays reachable. */
  hasUnsent(cid: string): boolean
  /** Called when the channel list was loaded. */
  listed(): void
}

export function createChannels({ api, inputs, hasUnsent, listed }: ChannelsOptions): Channels {
  const openCid = signal<string | null>(null)
  const focusRequests = signal(0)
  const unread = createUnread()
  const histories = createHistories(api, () => accountPeriod.key)
  const list = createChannelListing({
    api,
    isKept: (cid) => cid === openCid.peek() || hasUnsent(cid),
    learn: (channels) => unread.learn(channels, openCid.peek()),
    loaded: listed,
  })
  /** Identifies the current account's period. Replies from an earlier period are dropped. */
  let accountPeriod: { key: string; userId: string; openPath: TextPath | null } = {
    key: '',
    userId: '',
    openPath: null,
  }

  function setOpen(cid: string | null): void {
    const before = openCid.peek()
    if (before !== null && before !== cid) {
      unread.removeMark(before)
      histories.shorten(before)
    }
    openCid.value = cid
    if (accountPeriod.openPath) inputs.keep(accountPeriod.openPath, cid)
  }

  function open(cid: string): void {
    setOpen(cid)
    focusRequests.value += 1
    unread.open(cid)
    void read(cid)
  }

  async function lookFor(cid: string): Promise<ErrorCode | null> {
    const period = accountPeriod
    const reply = await api.findChannel({ cid })
    if (period !== accountPeriod) return null
    if (!reply.ok) return reply.code
    if (reply.value === null) return 'notFound'
    list.add(reply.value)
    return null
  }

  async function read(cid: string): Promise<void> {
    const opened = await histories.read(cid)
    if (opened === null) return
    list.change(cid, () => toChannel(opened))
    const newest = opened.messages.at(-1)
    if (newest && cid === openCid.peek()) unread.markRead(cid, newest.createdAt)
  }

  return {
    listing: list.listing,
    openCid,
    focusRequests,
    histories: histories.histories,
    unread,
    readList: list.read,
    readMore: list.readMore,
    open,
    read,
    readOlder: histories.readOlder,
    readBackTo: histories.readBackTo,
    resetForAccount(account, userId) {
      const [, , key = ''] = account ?? []
      accountPeriod = { key, userId, openPath: account && [...account, 'open'] }
      batch(() => {
        openCid.value = null
        list.reset()
        histories.reset()
        unread.reset()
      })
    },
    showSaved(channels) {
      if (list.listing.peek().state === 'ready') return
      batch(() => {
        histories.showSaved(channels)
        list.showSaved(channels.map(toChannel))
      })
    },
    readListOnce() {
      const { state } = list.listing.peek()
      if (state === 'unread' || state === 'failed') void list.read()
    },
    lastOpenCid() {
      const { openPath } = accountPeriod
      const cid = openPath && inputs.read(openPath)
      return cid !== null && list.has(cid) ? cid : null
    },
    async openFromLink(cid) {
      const period = accountPeriod
      const before = openCid.peek()
      // Set at once, so the list does not open its first channel during the lookup.
      if (before === null) openCid.value = cid
      const code = list.has(cid) ? null : await lookFor(cid)
      if (period !== accountPeriod) return null
      if (code === null) open(cid)
      else if (before === null && openCid.peek() === cid) setOpen(null)
      return code
    },
    showCreated(channel) {
      list.add(toChannel(channel))
      open(channel.cid)
    },
    close: () => setOpen(null),
    catchUp() {
      const { state } = list.listing.peek()
      if (state === 'unread' || state === 'reading') return
      void list.read()
      const cid = openCid.peek()
      if (cid !== null) void read(cid)
    },
    receive(message) {
      const { cid } = message
      batch(() => {
        histories.receive(message)
        if (message.isDeleted) return
        list.change(cid, (channel) =>
          message.createdAt >= (channel.lastMessageAt ?? 0)
            ? { ...channel, preview: oneLine(message.text), lastMessageAt: message.createdAt }
            : channel,
        )
        const isOwn = message.userId === accountPeriod.userId
        if (cid === openCid.peek() || isOwn) unread.markRead(cid, message.createdAt)
        else if (!message.isSilent) unread.count(message)
      })
    },
  }
}

/** An opened channel without its messages. */
function toChannel(opened: OpenChannel): Channel {
  const { messages: _messages, olderBefore: _older, watcherCount: _watchers, ...channel } = opened
  return channel
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
