import type { Account } from '../auth/account.ts'
import { toFailure, type Failure } from '../auth/errors.ts'
import { failureKindOf } from '../auth/requests/failureKind.ts'
import type { ChannelState } from './schemas.ts'

/** One `POST /channels`, without what all of them have in common. */
export interface ChannelQuery {
  filter_conditions: Record<string, unknown>
  limit: number
  offset: number
}

/** One page of channels. */
export interface ChannelPage {
  channels: readonly ChannelState[]
  /** How many elements the server sent, the unreadable ones as well. */
  sent: number
}

/** One page of an account's channels. */
export interface ChannelList {
  /** The latest message first. */
  channels: ChannelState[]
  hasMore: boolean
}

/** A server answers no more at once. */
const pageLength = 30
/** A server skips no more. */
const largestOffset = 1_000

const publicChannels = { type: 'livestream' }

/**
 * Reads a page of the channels of an account, counted from 0: up to 30 of each query.
 *
 * A server refuses a query as a whole (code 70) when it matches one channel that the caller may not read, so an account asks for
 * the channels that it is a member of, and in a query of its own for the public ones. The server says what a guest may read, so
 * a guest asks for both; only an anonymous visitor can be no member. One of two answers may be a definite no: not every app has
 * livestreams for everybody.
 */
export async function listChannels(
  { kind, userId }: Account,
  page: number,
  ask: (query: ChannelQuery) => Promise<ChannelPage>,
): Promise<ChannelList> {
  const filters: Record<string, unknown>[] = [publicChannels]
  if (kind !== 'anonymous') filters.unshift({ members: { $in: [userId] } })
  const offset = page * pageLength
  const answers = await Promise.allSettled(
    filters.map((filter_conditions) => ask({ filter_conditions, limit: pageLength, offset })),
  )
  const pages = answers.filter((answer) => answer.status === 'fulfilled')
  for (const answer of answers) {
    if (answer.status === 'fulfilled') continue
    const isDefinite = failureKindOf(toFailure(answer.reason)) === 'request'
    if (!isDefinite || pages.length === 0) throw answer.reason
  }
  return {
    channels: inOrder(pages.flatMap(({ value }) => value.channels)),
    hasMore:
      offset + pageLength <= largestOffset && pages.some(({ value }) => value.sent >= pageLength),
  }
}

/** The query for one channel. Refused like any other when it may not be read. */
export function oneChannel(cid: string): ChannelQuery {
  return { filter_conditions: { cid: { $eq: cid } }, limit: 1, offset: 0 }
}

/** Connection IDs end with their socket: then the server refuses to watch on one, with code 4. */
export function isDeadConnection({ code, message }: Failure): boolean {
  return code === 'badInput' && /connection.?id/i.test(message)
}

/** Each channel once: a person can be a member of a public one. */
function inOrder(states: readonly ChannelState[]): ChannelState[] {
  const byCid = new Map(states.map((state) => [state.channel.cid, state]))
  return [...byCid.values()].toSorted((a, b) => lastMessageAt(b) - lastMessageAt(a))
}

function lastMessageAt({ messages }: ChannelState): number {
  return Date.parse(messages.findLast(({ kind }) => kind === 'shown')?.created_at ?? '') || 0
}
