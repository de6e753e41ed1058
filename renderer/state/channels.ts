import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Channel, ErrorCode, Message } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import type { KeptTexts, TextPath } from './keptTexts.ts'
import { append, merge } from './messageHistory.ts'

/** The channel list as far as it is known. Once read it stays on the screen, whatever a later read says. */
export type Listing =
  | { state: 'unread' }
  | { state: 'reading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'ready'; channels: Channel[] }

/** The messages of one channel; those known are kept while it is read again. */
export interface History {
  loadState: { state: 'reading' } | { state: 'failed'; code: ErrorCode } | { state: 'read' }
  messages: Message[]
  watcherCount: number
}

/** The channels of the account that is signed in, and their messages. */
export interface Channels {
  readonly listing: ReadonlySignal<Listing>
  readonly openCid: ReadonlySignal<string | null>
  /** Counts how often a channel was opened, the same one too: each time the focus goes there. */
  readonly focusRequests: ReadonlySignal<number>
  readonly histories: ReadonlySignal<ReadonlyMap<string, History>>
  /** Channels with messages that came while another one was open. */
  readonly unread: ReadonlySignal<ReadonlySet<string>>
  /** Starts afresh for an account. Whatever another one left is forgotten. Null: nobody is signed in. */
  resetForAccount(account: TextPath | null, userId: string): void
  /** Reads the channels now that there is a connection, unless they are known. */
  readListOnce(): void
  /** Reads the channel list. A failure is shown only when there is no list yet. */
  readList(): Promise<void>
  /** Opens a channel: what is known of it shows at once, the rest follows. */
  open(cid: string): void
  /** The channel that was open when the page was loaded again; null when there was none, or it is not listed. */
  openBefore(): string | null
  /**
   * Opens a channel that somebody else has named. One that is not in the list is looked for first: opening what is not
   * there would make it. Why it cannot be shown; null when it is.
   */
  visit(cid: string): Promise<ErrorCode | null>
  /** Reads the messages of a channel; those known stay on the screen meanwhile. */
  read(cid: string): Promise<void>
  /** Closes the open channel; its messages stay known. */
  close(): void
  /** The connection is back after a gap: reads again what is on the screen, unless it is being read already. */
  catchUp(): void
  /** Takes in a message, from the server or confirmed by it; one that is known already changes nothing. */
  receive(message: Message): void
}

export interface ChannelsOptions {
  api: Pick<Api, 'listChannels' | 'findChannel' | 'openChannel'>
  kept: KeptTexts
  /** True for a channel with text that is not sent yet. It stays listed, or nobody could get at that text. */
  hasUnsent(cid: string): boolean
}

export function createChannels({ api, kept, hasUnsent }: ChannelsOptions): Channels {
  const listing = signal<Listing>({ state: 'unread' })
  const openCid = signal<string | null>(null)
  const focusRequests = signal(0)
  const histories: Signal<ReadonlyMap<string, History>> = signal(new Map())
  const unread: Signal<ReadonlySet<string>> = signal(new Set())
  /** One account's time in the window. An answer that comes after it is dropped. */
  let accountEpoch: { userId: string; openPath: TextPath | null } = { userId: '', openPath: null }
  /** The channel that a link led to without being in the list, which names the latest only. */
  let linkedChannel: Channel | null = null

  /** What was read, and what must not vanish from under the person's hands. */
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
    const asker = accountEpoch
    if (listing.peek().state !== 'ready') listing.value = { state: 'reading' }
    const reply = await api.listChannels()
    if (asker !== accountEpoch) return
    if (reply.ok) listing.value = { state: 'ready', channels: withOwn(reply.value) }
    else if (listing.peek().state !== 'ready') listing.value = { state: 'failed', code: reply.code }
  }

  function setOpen(cid: string | null): void {
    openCid.value = cid
    if (accountEpoch.openPath) kept.keep(accountEpoch.openPath, cid)
  }

  function open(cid: string): void {
    setOpen(cid)
    focusRequests.value += 1
    unread.value = new Set([...unread.peek()].filter((other) => other !== cid))
    void read(cid)
  }

  async function lookFor(cid: string): Promise<ErrorCode | null> {
    const asker = accountEpoch
    const reply = await api.findChannel({ cid })
    if (asker !== accountEpoch) return null
    if (!reply.ok) return reply.code
    if (reply.value === null) return 'notFound'
    linkedChannel = reply.value
    if (listing.peek().state === 'ready') {
      listing.value = { state: 'ready', channels: withOwn(listed()) }
    }
    return null
  }

  async function read(cid: string): Promise<void> {
    const asker = accountEpoch
    change(cid, (history) => ({ ...history, loadState: { state: 'reading' } }))
    const reply = await api.openChannel({ cid })
    if (asker !== accountEpoch) return
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

  /** The list keeps its order, so that nothing moves under the pointer; only a new read changes it. */
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
      accountEpoch = { userId, openPath: account && [...account, 'open'] }
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
    openBefore() {
      const { openPath } = accountEpoch
      const cid = openPath && kept.read(openPath)
      return cid !== null && isListed(cid) ? cid : null
    },
    async visit(cid) {
      const asker = accountEpoch
      const before = openCid.peek()
      // Or the first of the list would open while this one is looked for.
      if (before === null) openCid.value = cid
      const code = isListed(cid) ? null : await lookFor(cid)
      if (asker !== accountEpoch) return null
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
        const isSeen = cid === openCid.peek() || message.userId === accountEpoch.userId
        if (!isSeen && !message.isSilent) unread.value = new Set([...unread.peek(), cid])
      })
    },
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
