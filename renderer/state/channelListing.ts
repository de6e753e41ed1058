import { signal, type ReadonlySignal } from '@preact/signals'
import type { Channel, ErrorCode } from '../../preload/contract.ts'
import type { Api } from '../api.ts'

/** The channel list. Once loaded it stays on the screen, even if a later load fails. */
export type Listing =
  | { state: 'unread' }
  | { state: 'reading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'ready'; channels: Channel[]; more: More }

/** Pages that are not loaded yet. */
export type More =
  | { state: 'none' | 'available' | 'reading' }
  /** There are more than are kept. */
  | { state: 'full' }
  | { state: 'failed'; code: ErrorCode }

/** The channel list and its pages. */
export interface ChannelListing {
  readonly listing: ReadonlySignal<Listing>
  /** The listed channels, none while there is no list. */
  channels(): Channel[]
  has(cid: string): boolean
  /**
   * Loads the list, with as many pages as are known: the server watches channels for one connection only. A failure is shown
   * only if there is no list yet.
   */
  read(): Promise<void>
  /** Loads the next page, if there is one. */
  readMore(): Promise<void>
  /** Shows the channels of an earlier connection until the list is loaded. A list that is loaded stays. */
  showSaved(channels: readonly Channel[]): void
  /** Lists a channel that no page contains. It stays for this account. */
  add(channel: Channel): void
  /** Changes a listed channel. The list keeps its order until the next load, so nothing moves under the pointer. */
  change(cid: string, next: (channel: Channel) => Channel): void
  reset(): void
}

export interface ChannelListingOptions {
  api: Pick<Api, 'listChannels'>
  /** True for a channel that stays listed even if the server no longer lists it. */
  isKept(cid: string): boolean
  /** Called with the loaded channels before they are shown. */
  learn(channels: readonly Channel[]): void
  /** Called when a loaded list is shown. */
  loaded(): void
}

export function createChannelListing(options: ChannelListingOptions): ChannelListing {
  const { api, isKept, learn, loaded } = options
  const listing = signal<Listing>({ state: 'unread' })
  /** An unlisted channel that a link opened, or that was made here. */
  let added: Channel[] = []
  let pagesRead = 0
  /** Identifies a load of the list. A reply to an earlier one is dropped. */
  let load = {}

  function channels(): Channel[] {
    const now = listing.peek()
    return now.state === 'ready' ? now.channels : []
  }

  /** Changes a list that is shown. */
  function update(change: Partial<Listing & { state: 'ready' }>): void {
    const now = listing.peek()
    if (now.state === 'ready') listing.value = { ...now, ...change }
  }

  function show(read: Channel[], more: More): void {
    learn(read)
    const kept = channels().filter(({ cid }) => isKept(cid))
    listing.value = { state: 'ready', channels: withMissing(read, [...kept, ...added]), more }
  }

  /** A list that is shown stays. A load of its next page was dropped by this one. */
  function showFailure(failure: More & { state: 'failed' }): void {
    const now = listing.peek()
    if (now.state !== 'ready') listing.value = failure
    else if (now.more.state === 'reading') update({ more: failure })
  }

  async function read(): Promise<void> {
    const current = (load = {})
    if (listing.peek().state !== 'ready') listing.value = { state: 'reading' }
    const pages = Math.max(1, pagesRead)
    const { found, more } = await readPages(api, pages)
    if (current !== load) return
    if (more.state === 'failed' && found.length === 0) return showFailure(more)
    pagesRead = pages
    show(more.state === 'failed' ? withMissing(found, channels()) : found, more)
    loaded()
  }

  async function readMore(): Promise<void> {
    const before = listing.peek()
    if (before.state !== 'ready' || !['available', 'failed'].includes(before.more.state)) return
    const current = load
    update({ more: { state: 'reading' } })
    const page = await api.listChannels({ page: pagesRead })
    if (current !== load) return
    if (!page.ok) return update({ more: { state: 'failed', code: page.code } })
    const found = [...page.value.channels]
    if (found.some(({ cid }) => has(cid))) {
      // A channel with a new message moves to the first page, and moves others to the next one.
      const first = await api.listChannels({ page: 0 })
      if (current !== load) return
      if (first.ok) found.push(...first.value.channels)
    }
    pagesRead += 1
    show(withMissing(channels(), found), { state: page.value.hasMore ? 'available' : 'none' })
  }

  function has(cid: string): boolean {
    return channels().some((channel) => channel.cid === cid)
  }

  return {
    listing,
    channels,
    has,
    read,
    readMore,
    showSaved(saved) {
      if (listing.peek().state !== 'ready') show([...saved], { state: 'none' })
    },
    add(channel) {
      added = [...added, channel]
      update({ channels: withMissing(channels(), added) })
    },
    change(cid, next) {
      update({ channels: channels().map((one) => (one.cid === cid ? next(one) : one)) })
    },
    reset() {
      load = {}
      added = []
      pagesRead = 0
      listing.value = { state: 'unread' }
    },
  }
}

/** The first pages of the list, up to the last one or to a failure. */
async function readPages(
  api: ChannelListingOptions['api'],
  pages: number,
): Promise<{ found: Channel[]; more: More }> {
  let found: Channel[] = []
  for (let page = 0; page < pages; page += 1) {
    const reply = await api.listChannels({ page })
    if (!reply.ok) return { found, more: { state: 'failed', code: reply.code } }
    found = withMissing(found, reply.value.channels)
    if (!reply.value.hasMore) return { found, more: { state: 'none' } }
  }
  return { found, more: { state: 'available' } }
}

/** The channels of `found` that are not known yet, after the known ones. */
function withMissing(known: readonly Channel[], found: readonly Channel[]): Channel[] {
  const byCid = new Map(known.map((channel) => [channel.cid, channel]))
  for (const channel of found) if (!byCid.has(channel.cid)) byCid.set(channel.cid, channel)
  return [...byCid.values()]
}
