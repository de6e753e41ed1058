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

/** A server answers no more at once. */
const pageLength = 30
/** Of each query; more channels than anybody scrolls through. */
const mostPages = 10

const publicChannels = { type: 'livestream' }

/**
 * Reads the channels of an account, the latest message first, up to 300 of each query.
 *
 * A server refuses a query as a whole (code 70) when it matches one channel that the caller may not read, so a user asks for
 * the channels that the user is a member of, and in a query of its own for the public ones. The answer to that one may be a
 * definite no: not every app has livestreams for everybody.
 */
export async function listChannels(
  { kind, userId }: Account,
  ask: (query: ChannelQuery) => Promise<ChannelPage>,
): Promise<ChannelState[]> {
  if (kind !== 'user') return inOrder(await readPages(publicChannels, ask))
  const [own, open] = await Promise.all([
    readPages({ members: { $in: [userId] } }, ask),
    readPages(publicChannels, ask).catch((error: unknown) => {
      if (failureKindOf(toFailure(error)) === 'request') return []
      throw error
    }),
  ])
  return inOrder([...own, ...open])
}

/** The query for one channel. Refused like any other when it may not be read. */
export function oneChannel(cid: string): ChannelQuery {
  return { filter_conditions: { cid: { $eq: cid } }, limit: 1, offset: 0 }
}

/** Connection IDs end with their socket: then the server refuses to watch on one, with code 4. */
export function isDeadConnection({ code, message }: Failure): boolean {
  return code === 'badInput' && /connection.?id/i.test(message)
}

async function readPages(
  filter: Record<string, unknown>,
  ask: (query: ChannelQuery) => Promise<ChannelPage>,
): Promise<ChannelState[]> {
  const all: ChannelState[] = []
  for (let page = 0; page < mostPages; page += 1) {
    const query = { filter_conditions: filter, limit: pageLength, offset: page * pageLength }
    const { channels, sent } = await ask(query)
    all.push(...channels)
    if (sent < pageLength) break
  }
  return all
}

/** Each channel once: a message that comes between two pages moves a channel from one to the next. */
function inOrder(states: readonly ChannelState[]): ChannelState[] {
  const byCid = new Map(states.map((state) => [state.channel.cid, state]))
  return [...byCid.values()].toSorted((a, b) => lastMessageAt(b) - lastMessageAt(a))
}

function lastMessageAt({ messages }: ChannelState): number {
  return Date.parse(messages.findLast(({ kind }) => kind === 'shown')?.created_at ?? '') || 0
}
