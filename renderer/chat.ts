import { batch, signal } from '@preact/signals'
import type { Channel, ErrorCode, Message } from '../preload/contract.ts'
import { border } from './border.ts'
import { append, merge } from './history.ts'

/** The channel list as far as it is known. Once read it stays on the screen, whatever a later read says. */
export type Listing =
  | { state: 'unread' }
  | { state: 'reading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'ready'; channels: Channel[] }

/** The messages of one channel; those known are kept while it is read again. */
export interface History {
  standing: { state: 'reading' } | { state: 'failed'; code: ErrorCode } | { state: 'read' }
  messages: Message[]
  watcherCount: number
}

export const listing = signal<Listing>({ state: 'unread' })
export const openCid = signal<string | null>(null)
/** Counts how often a channel was opened, the same one too: each time the focus goes there. */
export const visits = signal(0)
export const histories = signal<ReadonlyMap<string, History>>(new Map())
/** Channels with messages that came while another one was open. */
export const fresh = signal<ReadonlySet<string>>(new Set())

/** The stay of one account. An answer that comes after its stay has ended is dropped. */
let stay = { userId: '' }

/** Starts afresh for an account. Whatever another one left is forgotten. */
export function begin(userId: string): void {
  stay = { userId }
  visited = null
  listing.value = { state: 'unread' }
  openCid.value = null
  histories.value = new Map()
  fresh.value = new Set()
}

/** Reads the channels now that there is a connection, unless they are known. */
export function readChannelsOnce(): void {
  if (listing.value.state === 'unread' || listing.value.state === 'failed') void readChannels()
}

/** Reads the channel list. A failure is shown only when there is no list yet. */
export async function readChannels(): Promise<void> {
  const asker = stay
  if (listing.value.state !== 'ready') listing.value = { state: 'reading' }
  const reply = await border.listChannels()
  if (asker !== stay) return
  if (reply.ok) listing.value = { state: 'ready', channels: withVisited(reply.value) }
  else if (listing.value.state !== 'ready') listing.value = { state: 'failed', code: reply.code }
}

/** Opens a channel: what is known of it shows at once, the rest follows. */
export function open(cid: string): void {
  openCid.value = cid
  visits.value += 1
  fresh.value = new Set([...fresh.value].filter((other) => other !== cid))
  void read(cid)
}

/** The channel that a link led to without being in the list, which names the latest only. */
let visited: Channel | null = null

function withVisited(channels: Channel[]): Channel[] {
  const isMissing = visited !== null && !channels.some(({ cid }) => cid === visited?.cid)
  return visited && isMissing ? [...channels, visited] : channels
}

function isListed(cid: string): boolean {
  return listing.value.state === 'ready' && listing.value.channels.some((one) => one.cid === cid)
}

/**
 * Opens a channel that somebody else has named. One that is not in the list is looked for first: opening what is not
 * there would make it. Why it cannot be shown; null when it is.
 */
export async function visit(cid: string): Promise<ErrorCode | null> {
  const asker = stay
  const before = openCid.value
  // Or the first of the list would open while this one is looked for.
  openCid.value ??= cid
  const code = isListed(cid) ? null : await lookFor(cid)
  if (asker !== stay) return null
  if (code === null) open(cid)
  else if (before === null && openCid.value === cid) close()
  return code
}

async function lookFor(cid: string): Promise<ErrorCode | null> {
  const asker = stay
  const reply = await border.findChannel({ cid })
  if (asker !== stay) return null
  if (!reply.ok) return reply.code
  if (reply.value === null) return 'notFound'
  visited = reply.value
  if (listing.value.state === 'ready') {
    listing.value = { state: 'ready', channels: withVisited(listing.value.channels) }
  }
  return null
}

/** Reads the messages of a channel; those known stay on the screen meanwhile. */
export async function read(cid: string): Promise<void> {
  const asker = stay
  change(cid, (history) => ({ ...history, standing: { state: 'reading' } }))
  const reply = await border.openChannel({ cid })
  if (asker !== stay) return
  if (!reply.ok) {
    const { code } = reply
    change(cid, (history) => ({ ...history, standing: { state: 'failed', code } }))
    return
  }
  const { messages, watcherCount, ...channel } = reply.value
  batch(() => {
    changeListed(cid, () => channel)
    change(cid, (history) => ({
      standing: { state: 'read' },
      messages: merge(history.messages, messages),
      watcherCount,
    }))
  })
}

/** Closes the open channel; its messages stay known. */
export function close(): void {
  openCid.value = null
}

/** The connection is back after a gap: reads again what is on the screen, unless it is being read already. */
export function catchUp(): void {
  if (listing.value.state === 'unread' || listing.value.state === 'reading') return
  void readChannels()
  if (openCid.value !== null) void read(openCid.value)
}

/** Takes in a message, from the server or confirmed by it; one that is known already changes nothing. */
export function receive(message: Message): void {
  const { cid } = message
  batch(() => {
    if (histories.value.has(cid)) {
      change(cid, (history) => ({ ...history, messages: append(history.messages, message) }))
    }
    changeListed(cid, (channel) =>
      message.createdAt >= (channel.lastMessageAt ?? 0)
        ? { ...channel, preview: oneLine(message.text), lastMessageAt: message.createdAt }
        : channel,
    )
    const isSeen = cid === openCid.value || message.userId === stay.userId
    if (!isSeen) fresh.value = new Set([...fresh.value, cid])
  })
}

function change(cid: string, next: (history: History) => History): void {
  const blank: History = { standing: { state: 'reading' }, messages: [], watcherCount: 0 }
  const history = next(histories.value.get(cid) ?? blank)
  histories.value = new Map([...histories.value, [cid, history]])
}

/** The list keeps its order, so that nothing moves under the pointer; only a new read changes it. */
function changeListed(cid: string, next: (channel: Channel) => Channel): void {
  if (listing.value.state !== 'ready') return
  const channels = listing.value.channels.map((channel) =>
    channel.cid === cid ? next(channel) : channel,
  )
  listing.value = { state: 'ready', channels }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
