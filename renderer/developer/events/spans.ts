import type { TimelineEntry } from '../../../preload/contract.ts'
import type { EventCategory } from './eventLabels.ts'

/**
 * One thing in the picture of the timeline. `moment`: it took no time; `work`: it took a while; `standing`: it went on all
 * along, as a connection does; `hold`: requests waited. Places are per cent of the width.
 */
export interface Shape {
  key: string
  kind: 'moment' | 'work' | 'standing' | 'hold'
  category: EventCategory
  from: number
  to: number
  isProblem: boolean
  /** Whether it still goes on. */
  isOpen: boolean
  /** The entry in the list that it leads to: its end, or else its beginning. */
  entry: TimelineEntry
}

/** How much of the past the picture shows. */
export const pastMs = 5 * 60_000

const kinds: Readonly<Record<string, Shape['kind']>> = {
  'signIn.done': 'standing',
  'restore.done': 'standing',
  'connection.up': 'standing',
  'requests.held': 'hold',
}

/** What the entries look like at a moment, in the order of time; as far as they are among the shown ones. */
export function shapesOf(
  entries: TimelineEntry[],
  shown: readonly TimelineEntry[],
  now: number,
): Shape[] {
  const isShown = new Set(shown)
  const byNumber = new Map(entries.map((entry) => [entry.number, entry]))
  const enders = new Map(entries.flatMap((entry) => entry.ends.map((begun) => [begun, entry])))
  const shapes = entries.flatMap((entry) => {
    if (entry.isStart) return course(entry, enders.get(entry.number) ?? null)
    return isShown.has(entry) && !isDrawn(entry) ? [single(entry)] : []
  })
  return shapes.filter(({ to }) => to >= 0).toSorted((a, b) => a.to - b.to)

  /** Whether an entry is the end of something that is drawn in its category. */
  function isDrawn({ ends, category }: TimelineEntry): boolean {
    return ends.some((begun) => byNumber.get(begun)?.category === category)
  }

  /** From its beginning to its end, which may be in another category: signing out ends a connection. */
  function course(begun: TimelineEntry, end: TimelineEntry | null): Shape[] {
    const isOwnEnd = end !== null && end.category === begun.category
    const isEndShown = end !== null && isShown.has(end)
    if (!isShown.has(begun) && !(isOwnEnd && isEndShown)) return []
    return [
      {
        key: `${begun.number}`,
        kind: kinds[begun.event] ?? 'work',
        category: begun.category,
        from: placeOf(begun.at, now),
        to: placeOf(end?.at ?? now, now),
        isProblem: isOwnEnd && end.isProblem,
        isOpen: end === null,
        entry: isEndShown ? end : begun,
      },
    ]
  }

  /** What is told only once: a moment, or something that says itself how long it took. */
  function single(entry: TimelineEntry): Shape {
    const { number, category, at, durationMs, isProblem } = entry
    return {
      key: `${number}`,
      kind: durationMs === null ? 'moment' : 'work',
      category,
      from: placeOf(at - (durationMs ?? 0), now),
      to: placeOf(at, now),
      isProblem,
      isOpen: false,
      entry,
    }
  }
}

/** Where a moment is, in per cent of the width; less than 0: before the picture begins. */
export function placeOf(at: number, now: number): number {
  return ((Math.min(at, now) - now + pastMs) / pastMs) * 100
}

/** The whole minutes in the picture, epoch ms. */
export function minutesOf(now: number): number[] {
  const first = Math.ceil((now - pastMs) / 60_000) * 60_000
  return [0, 1, 2, 3, 4].map((minute) => first + minute * 60_000)
}
