import { signal, type ReadonlySignal } from '@preact/signals'
import type { ErrorCode, Message, OpenChannel } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import type { More } from './channelListing.ts'
import {
  append,
  closedHistoryLength,
  doOverlap,
  historyLength,
  merge,
  prepend,
} from './messageHistory.ts'

/** The messages of one channel. Known messages stay during a reload. */
export interface History {
  loadState: { state: 'reading' } | { state: 'failed'; code: ErrorCode } | { state: 'read' }
  messages: Message[]
  /** Messages before these. */
  older: More
  /** The ID with which to ask for older messages. */
  olderBefore?: string | undefined
  watcherCount: number
}

/** The messages of the channels that were opened. */
export interface Histories {
  readonly histories: ReadonlySignal<ReadonlyMap<string, History>>
  /** Shows the messages of an earlier connection. Messages that are known already stay. */
  showSaved(channels: readonly OpenChannel[]): void
  /** Loads the latest messages of a channel. Null if that fails or the account changes meanwhile. */
  read(cid: string): Promise<OpenChannel | null>
  /** Loads the messages before the known ones, if there are any. */
  readOlder(cid: string): Promise<void>
  /** Loads older messages until one is not newer than a time (epoch ms), at most ten pages. */
  readBackTo(cid: string, time: number): Promise<void>
  /** Adds a message to a channel that was opened. A known message changes nothing. */
  receive(message: Message): void
  /** Keeps the latest messages of a channel only, so that memory stays bounded. */
  shorten(cid: string): void
  reset(): void
}

/** @param account returns the key of the account in the window */
export function createHistories(
  api: Pick<Api, 'openChannel' | 'readOlderMessages'>,
  account: () => string,
): Histories {
  const histories = signal<ReadonlyMap<string, History>>(new Map())
  /** Identifies the current account's period. Replies from an earlier period are dropped. */
  let period = {}

  function change(cid: string, next: (history: History) => History): void {
    const history = next(histories.peek().get(cid) ?? blank)
    histories.value = new Map([...histories.peek(), [cid, history]])
  }

  async function readOlder(cid: string): Promise<void> {
    const current = period
    const known = histories.peek().get(cid)
    const before = known?.olderBefore
    const isWanted = known?.older.state === 'available' || known?.older.state === 'failed'
    if (before === undefined || !isWanted) return
    change(cid, (history) => ({ ...history, older: { state: 'reading' } }))
    const reply = await api.readOlderMessages({ cid, before })
    if (current !== period || histories.peek().get(cid)?.olderBefore !== before) return
    change(cid, (history) => {
      if (!reply.ok) return { ...history, older: { state: 'failed', code: reply.code } }
      return withOlder(history, reply.value.messages, reply.value.olderBefore)
    })
  }

  return {
    histories,
    showSaved(channels) {
      const known = histories.peek()
      const saved = channels.map((channel): [string, History] => [
        channel.cid,
        withSaved(known.get(channel.cid), channel),
      ])
      histories.value = new Map([...known, ...saved])
    },
    async read(cid) {
      const current = period
      change(cid, (history) => ({ ...history, loadState: { state: 'reading' } }))
      const reply = await api.openChannel({ account: account(), cid })
      if (current !== period) return null
      change(cid, (history) =>
        reply.ok
          ? withLatest(history, reply.value)
          : { ...history, loadState: { state: 'failed', code: reply.code } },
      )
      return reply.ok ? reply.value : null
    },
    readOlder,
    async readBackTo(cid, time) {
      for (let page = 0; page < mostPagesBack; page += 1) {
        const history = histories.peek().get(cid)
        const oldest = history?.messages[0]
        if (history?.older.state !== 'available' || (oldest && oldest.createdAt <= time)) return
        await readOlder(cid)
      }
    },
    receive(message) {
      const { cid } = message
      if (!histories.peek().has(cid)) return
      change(cid, (history) => withNew(history, message))
    },
    shorten(cid) {
      const history = histories.peek().get(cid)
      if (!history || history.messages.length <= closedHistoryLength) return
      const messages = history.messages.slice(-closedHistoryLength)
      change(cid, () => ({ ...history, messages, ...olderThan(messages) }))
    },
    reset() {
      period = {}
      histories.value = new Map()
    },
  }
}

const blank: History = {
  loadState: { state: 'reading' },
  messages: [],
  older: { state: 'none' },
  watcherCount: 0,
}

/** More than a person scrolls to find the first unread message. */
const mostPagesBack = 10

/** A history with the messages of an earlier connection, unless it has its own. Nobody is watching as far as is known. */
function withSaved(known: History | undefined, saved: OpenChannel): History {
  if (known && known.messages.length > 0) return known
  const { loadState } = known ?? { loadState: { state: 'read' } }
  const latest = { ...withLatest(blank, saved), loadState, watcherCount: 0 }
  // Fewer messages may be saved than were loaded, so the saved ID may be of a message before a gap.
  return saved.messages.length > 0 ? { ...latest, ...olderThan(saved.messages) } : latest
}

/** A history with the latest messages. Older ones stay if they overlap. */
function withLatest(history: History, read: OpenChannel): History {
  const { watcherCount, olderBefore } = read
  const messages = merge(history.messages, read.messages)
  const isLonger =
    doOverlap(history.messages, read.messages) && messages[0]?.id !== read.messages[0]?.id
  const loaded: History = { ...history, loadState: { state: 'read' }, messages, watcherCount }
  if (isLonger) return loaded
  return { ...loaded, older: { state: olderBefore ? 'available' : 'none' }, olderBefore }
}

/** A history with an older page. A full one asks for no more. */
function withOlder(history: History, page: Message[], olderBefore: string | undefined): History {
  const messages = prepend(history.messages, page)
  if (olderBefore === undefined) {
    return { ...history, messages, older: { state: 'none' }, olderBefore }
  }
  const isFull = messages.length >= historyLength
  return { ...history, messages, older: { state: isFull ? 'full' : 'available' }, olderBefore }
}

/** A history with a new message. A full one drops its oldest messages, which can be loaded again. */
function withNew(history: History, message: Message): History {
  const messages = append(history.messages, message)
  const isDropped = messages.length < history.messages.length
  return { ...history, messages, ...(isDropped ? olderThan(messages) : {}) }
}

function olderThan([oldest]: readonly Message[]): Pick<History, 'older' | 'olderBefore'> {
  return { older: { state: 'available' }, olderBefore: oldest?.id }
}
