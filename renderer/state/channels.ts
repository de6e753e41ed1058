import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Channel, ErrorCode, Message } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import type { KeptTexts, TextPath } from './keptTexts.ts'
import { append, merge } from './messageHistory.ts'

/** The channel list. Once loaded it stays on the screen, even if a later load fails. */
export type Listing =
  | { state: 'unread' }
  | { state: 'reading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'ready'; channels: Channel[] }

/** The messages of one channel. Known messages stay during a reload. */
export interface History {
  loadState: { state: 'reading' } | { state: 'failed'; code: ErrorCode } | { state: 'read' }
  messages: Message[]
  watcherCount: number
}

/** The signed-in account's channels and their messages. */
export interface Channels {
  readonly listing: ReadonlySignal<Listing>
  readonly openCid: ReadonlySignal<string | null>
  /** Increases with each opened channel, also the same one again. Each increase moves the focus to the conversation. */
  readonly focusRequests: ReadonlySignal<number>
  readonly histories: ReadonlySignal<ReadonlyMap<string, History>>
  /** Channels with new messages that are not open. */
  readonly unread: ReadonlySignal<ReadonlySet<string>>
  /** Clears everything for a new account. Null while signed out. */
  resetForAccount(account: TextPath | null, userId: string): void
  /** Loads the channel list unless it is loaded. Called when the session connects. */
  readListOnce(): void
  /** Loads the channel list. A failure is shown only if there is no list yet. */
  readList(): Promise<void>
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
  /** Closes the open channel and keeps its messages. */
  close(): void
  /** Reloads the shown data after a connection gap, unless it is already loading. */
  catchUp(): void
  /** Adds a message from the server. A known message changes nothing. */
  receive(message: Message): void
}

export interface ChannelsOptions {
  api: Pick<Api, 'listChannels' | 'findChannel' | 'openChannel'>
  kept: KeptTexts
  /** True for a channel with unsent text. Such a channel stays listed, so the text stays reachable. */
  hasUnsent(cid: string): boolean
}

export function createChannels({ api, kept, hasUnsent }: ChannelsOptions): Channels {
  const listing = signal<Listing>({ state: 'unread' })
  const openCid = signal<string | null>(null)
  const focusRequests = signal(0)
  const histories: Signal<ReadonlyMap<string, History>> = signal(new Map())
  const unread: Signal<ReadonlySet<string>> = signal(new Set())
  /** Identifies the current account's period. Replies from an earlier period are dropped. */
  let accountPeriod: { userId: string; openPath: TextPath | null } = { userId: '', openPath: null }
  /** An unlisted channel that a link opened. The list holds only the latest channels. */
  let linkedChannel: Channel | null = null

  /** The loaded channels, plus the open channel and channels with unsent text. */
  function withOwn(read: Channel[]): Channel[] {
    const before = listing.peek().state === 'ready' ? listed() : []
    const own = before.filter(({ cid }) => cid === openCid.peek() || hasUnsent(cid))
    const missing = [...own, ...(linkedChannel ? [linkedChannel] : [])].filter(
      (channel, index, all) =>
        !read.some(({ cid }) => cid === channel.cid) &&
        all.findIndex(({ cid }) => cid === channel.cid) === index,
    )
    return [...read, ...missing]
  }

  function listed(): Channel[] {
    const now = listing.peek()
    return now.state === 'ready' ? now.channels : []
  }

  function isListed(cid: string): boolean {
    return listed().some((one) => one.cid === cid)
  }

  async function readList(): Promise<void> {
    const period = accountPeriod
    if (listing.peek().state !== 'ready') listing.value = { state: 'reading' }
    const reply = await api.listChannels()
    if (period !== accountPeriod) return
    if (reply.ok) listing.value = { state: 'ready', channels: withOwn(reply.value) }
    else if (listing.peek().state !== 'ready') listing.value = { state: 'failed', code: reply.code }
  }

  function setOpen(cid: string | null): void {
    openCid.value = cid
    if (accountPeriod.openPath) kept.keep(accountPeriod.openPath, cid)
  }

  function open(cid: string): void {
    setOpen(cid)
    focusRequests.value += 1
    unread.value = new Set([...unread.peek()].filter((other) => other !== cid))
    void read(cid)
  }

  async function lookFor(cid: string): Promise<ErrorCode | null> {
    const period = accountPeriod
    const reply = await api.findChannel({ cid })
    if (period !== accountPeriod) return null
    if (!reply.ok) return reply.code
    if (reply.value === null) return 'notFound'
    linkedChannel = reply.value
    if (listing.peek().state === 'ready') {
      listing.value = { state: 'ready', channels: withOwn(listed()) }
    }
    return null
  }

  async function read(cid: string): Promise<void> {
    const period = accountPeriod
    change(cid, (history) => ({ ...history, loadState: { state: 'reading' } }))
    const reply = await api.openChannel({ cid })
    if (period !== accountPeriod) return
    if (!reply.ok) {
      const { code } = reply
      change(cid, (history) => ({ ...history, loadState: { state: 'failed', code } }))
      return
    }
    const { messages, watcherCount, ...channel } = reply.value
    batch(() => {
      changeListed(cid, () => channel)
      change(cid, (history) => ({
        loadState: { state: 'read' },
        messages: merge(history.messages, messages),
        watcherCount,
      }))
    })
  }

  function change(cid: string, next: (history: History) => History): void {
    const blank: History = { loadState: { state: 'reading' }, messages: [], watcherCount: 0 }
    const history = next(histories.peek().get(cid) ?? blank)
    histories.value = new Map([...histories.peek(), [cid, history]])
  }

  /** The list keeps its order until the next load, so nothing moves under the pointer. */
  function changeListed(cid: string, next: (channel: Channel) => Channel): void {
    if (listing.peek().state !== 'ready') return
    const channels = listed().map((channel) => (channel.cid === cid ? next(channel) : channel))
    listing.value = { state: 'ready', channels }
  }

  return {
    listing,
    openCid,
    focusRequests,
    histories,
    unread,
    readList,
    open,
    read,
    resetForAccount(account, userId) {
      accountPeriod = { userId, openPath: account && [...account, 'open'] }
      linkedChannel = null
      batch(() => {
        listing.value = { state: 'unread' }
        openCid.value = null
        histories.value = new Map()
        unread.value = new Set()
      })
    },
    readListOnce() {
      const { state } = listing.peek()
      if (state === 'unread' || state === 'failed') void readList()
    },
    lastOpenCid() {
      const { openPath } = accountPeriod
      const cid = openPath && kept.read(openPath)
      return cid !== null && isListed(cid) ? cid : null
    },
    async openFromLink(cid) {
      const period = accountPeriod
      const before = openCid.peek()
      // Set at once, so the list does not open its first channel during the lookup.
      if (before === null) openCid.value = cid
      const code = isListed(cid) ? null : await lookFor(cid)
      if (period !== accountPeriod) return null
      if (code === null) open(cid)
      else if (before === null && openCid.peek() === cid) setOpen(null)
      return code
    },
    close: () => setOpen(null),
    catchUp() {
      const { state } = listing.peek()
      if (state === 'unread' || state === 'reading') return
      void readList()
      const cid = openCid.peek()
      if (cid !== null) void read(cid)
    },
    receive(message) {
      const { cid } = message
      batch(() => {
        if (histories.peek().has(cid)) {
          change(cid, (history) => ({ ...history, messages: append(history.messages, message) }))
        }
        if (message.isDeleted) return
        changeListed(cid, (channel) =>
          message.createdAt >= (channel.lastMessageAt ?? 0)
            ? { ...channel, preview: oneLine(message.text), lastMessageAt: message.createdAt }
            : channel,
        )
        const isSeen = cid === openCid.peek() || message.userId === accountPeriod.userId
        if (!isSeen && !message.isSilent) unread.value = new Set([...unread.peek(), cid])
      })
    },
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
