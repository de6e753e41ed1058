import type { TimelineEntry } from '../../../preload/contract.ts'
import type { EventCategory } from './eventLabels.ts'

/**
 * One mark in the chart. `moment`: no duration; `call`; `state`: it lasts, such as a connection;
 * `hold`: requests were held. Positions are per cent of the width.
 */
export interface Mark {
  key: string
  kind: 'moment' | 'call' | 'state' | 'hold'
  category: EventCategory
  from: number
  to: number
  isProblem: boolean
  /** Whether the span is still in progress. */
  isOpen: boolean
  /** The entry that the mark leads to: the span's end if shown, else its start. */
  entry: TimelineEntry
}

/** The period that the chart shows. */
export const pastMs = 5 * 60_000

const kinds: Readonly<Record<string, Mark['kind']>> = {
  'signIn.done': 'state',
  'restore.done': 'state',
  'connection.up': 'state',
  'requests.held': 'hold',
}

/** The marks of the shown entries at a given time, in time order. */
export function marksOf(
  entries: TimelineEntry[],
  shown: readonly TimelineEntry[],
  now: number,
): Mark[] {
  const isShown = new Set(shown)
  const byNumber = new Map(entries.map((entry) => [entry.number, entry]))
  const endsByStart = new Map(entries.flatMap((entry) => entry.ends.map((start) => [start, entry])))
  const marks = entries.flatMap((entry) => {
    if (entry.isStart) return span(entry, endsByStart.get(entry.number) ?? null)
    return isShown.has(entry) && !isDrawn(entry) ? [singleMark(entry)] : []
  })
  return marks.filter(({ to }) => to >= 0).toSorted((a, b) => a.to - b.to)

  /** True if an entry ends a span that is drawn in the same category. */
  function isDrawn({ ends, category }: TimelineEntry): boolean {
    return ends.some((start) => byNumber.get(start)?.category === category)
  }

  /** A span from its start to its end. The end may be in another category: signing out ends a connection. */
  function span(start: TimelineEntry, end: TimelineEntry | null): Mark[] {
    const isOwnEnd = end !== null && end.category === start.category
    const isEndShown = end !== null && isShown.has(end)
    if (!isShown.has(start) && !(isOwnEnd && isEndShown)) return []
    return [
      {
        key: `${start.number}`,
        kind: kinds[start.event] ?? 'call',
        category: start.category,
        from: positionOf(start.at, now),
        to: positionOf(end?.at ?? now, now),
        isProblem: isOwnEnd && end.isProblem,
        isOpen: end === null,
        entry: isEndShown ? end : start,
      },
    ]
  }

  /** A single entry: a moment, or a call that reports its own duration. */
  function singleMark(entry: TimelineEntry): Mark {
    const { number, category, at, durationMs, isProblem } = entry
    return {
      key: `${number}`,
      kind: durationMs === null ? 'moment' : 'call',
      category,
      from: positionOf(at - (durationMs ?? 0), now),
      to: positionOf(at, now),
      isProblem,
      isOpen: false,
      entry,
    }
  }
}

/** The position of a time in per cent of the width. Negative before the chart's start. */
export function positionOf(at: number, now: number): number {
  return ((Math.min(at, now) - now + pastMs) / pastMs) * 100
}

/** The full minutes in the chart, epoch ms. */
export function minutesOf(now: number): number[] {
  const first = Math.ceil((now - pastMs) / 60_000) * 60_000
  return [0, 1, 2, 3, 4].map((minute) => first + minute * 60_000)
}
