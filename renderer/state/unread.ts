import { signal, type ReadonlySignal } from '@preact/signals'
import type { Channel, Message } from '../../preload/contract.ts'

/**
 * The messages that the person has not read. It starts with the server's read state. This run then goes by itself, because the
 * protocol has no call that marks a channel as read.
 */
export interface Unread {
  /** The number of unread messages of each channel that has any. */
  readonly counts: ReadonlySignal<ReadonlyMap<string, number>>
  /**
   * For each open channel that had unread messages when it was opened, the time (epoch ms, server) after which the first of
   * them came.
   */
  readonly marks: ReadonlySignal<ReadonlyMap<string, number>>
  /** Takes the server's read state of listed channels. `openCid` is the channel that the person reads. */
  learn(channels: readonly Channel[], openCid: string | null): void
  /** Counts a new message of another person in a channel that is not open. */
  count(message: Message): void
  /** The person opens a channel: its messages are read from now on, and the first unread one is marked. */
  open(cid: string): void
  /** The person has seen the messages of a channel up to a time. */
  markRead(cid: string, until: number): void
  /** The person leaves a channel, or writes in it: its mark goes. */
  removeMark(cid: string): void
  reset(): void
}

export function createUnread(): Unread {
  const counts = signal<ReadonlyMap<string, number>>(new Map())
  const marks = signal<ReadonlyMap<string, number>>(new Map())
  /** The time of the last message that was read in each channel, by the server or here. */
  const readUntil = new Map<string, number>()

  function markRead(cid: string, until: number): void {
    readUntil.set(cid, Math.max(until, readUntil.get(cid) ?? 0))
  }

  return {
    counts,
    marks,
    markRead,
    learn(channels, openCid) {
      const next = new Map(counts.peek())
      for (const { cid, lastReadAt, unreadCount = 0, lastMessageAt } of channels) {
        if (lastReadAt === undefined || cid === openCid) continue
        const readHere = readUntil.get(cid) ?? 0
        if (lastReadAt >= readHere) {
          readUntil.set(cid, lastReadAt)
          if (unreadCount > 0) next.set(cid, unreadCount)
          else next.delete(cid)
        } else if (unreadCount > 0 && (lastMessageAt ?? 0) > readHere) {
          // Messages came during a gap, after those that were read here. The server cannot tell how many.
          next.set(cid, Math.max(1, next.get(cid) ?? 0))
        }
      }
      counts.value = next
    },
    count({ cid, createdAt }) {
      if (!readUntil.has(cid)) readUntil.set(cid, createdAt - 1)
      counts.value = new Map([...counts.peek(), [cid, (counts.peek().get(cid) ?? 0) + 1]])
    },
    open(cid) {
      const after = readUntil.get(cid)
      if (!counts.peek().has(cid) || after === undefined) return
      marks.value = new Map([...marks.peek(), [cid, after]])
      counts.value = without(counts.peek(), cid)
    },
    removeMark(cid) {
      if (marks.peek().has(cid)) marks.value = without(marks.peek(), cid)
    },
    reset() {
      readUntil.clear()
      counts.value = new Map()
      marks.value = new Map()
    },
  }
}

function without<Value>(map: ReadonlyMap<string, Value>, cid: string): Map<string, Value> {
  return new Map([...map].filter(([other]) => other !== cid))
}
