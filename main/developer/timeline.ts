import type { TimelineEntry } from '../../preload/contract.ts'
import type { Clock, LogFields } from '../auth/ports.ts'
import type { LogListener } from '../logging/log.ts'
import { redactFact } from '../logging/redact.ts'
import { effectOf, type Span } from './eventCategories.ts'

/** The latest events of this run. */
export interface Timeline {
  /** Takes an event in; for the log, beside its file. */
  readonly record: LogListener
  /** Oldest first; the last 2,000. */
  entries(): TimelineEntry[]
}

export interface TimelineOptions {
  clock: Clock
  /** Told of each entry. Must not throw. */
  onEntry(entry: TimelineEntry): void
}

/** A span that has not ended, and its first entry. */
interface RunningSpan {
  span: Span
  number: number
  at: number
  monotonic: number
}

const most = 2_000

/**
 * Keeps all logged events in memory, at any level and also while developer mode is off: a developer who switches it on wants to see
 * the events before. Secrets are removed here as in the log file. (2 µs an event, see
 * docs/performance.md.)
 */
export function createTimeline({ clock, onEntry }: TimelineOptions): Timeline {
  /** Entry number n is at place n mod 2,000. */
  const ring: TimelineEntry[] = []
  let last = 0
  const running = new Map<Span, RunningSpan>()

  function end(spans: readonly Span[]): RunningSpan[] {
    return spans.flatMap((span) => {
      const started = running.get(span)
      return started && running.delete(span) ? [started] : []
    })
  }

  return {
    record(level, event, facts) {
      const { category, begins, ends, alsoEnds } = effectOf(event)
      const number = (last += 1)
      const at = clock.now()
      const own = end(ends)
      // A span that begins again has ended, even without an event.
      const alsoEnded = [...end(alsoEnds), ...end(begins ? [begins] : [])]
      const entry: TimelineEntry = {
        number,
        at,
        category,
        event,
        isProblem: level === 'warn' || level === 'error',
        durationMs: own[0] ? durationOf(own[0], clock) : reportedMs(facts),
        isStart: begins !== null,
        ends: [...own, ...alsoEnded].map((started) => started.number),
        facts: redacted(facts),
      }
      if (begins) running.set(begins, { span: begins, number, at, monotonic: clock.monotonic() })
      ring[number % most] = entry
      onEntry(entry)
    },
    entries() {
      const next = (last + 1) % most
      return [...ring.slice(next), ...ring.slice(0, next)].filter(Boolean)
    },
  }
}

/** While the computer sleeps, only the wall clock goes on. */
function durationOf({ span, at, monotonic }: RunningSpan, clock: Clock): number {
  const ms = span === 'sleep' ? clock.now() - at : clock.monotonic() - monotonic
  return Math.max(0, Math.round(ms))
}

/** The duration that an event reports itself. */
function reportedMs({ ms }: LogFields): number | null {
  return typeof ms === 'number' ? ms : null
}

/** Numbers stay numbers, but under the name of a secret nothing stays. */
function redacted(facts: LogFields): LogFields {
  const safe: LogFields = {}
  for (const [name, value] of Object.entries(facts)) {
    const text = redactFact(name, value)
    safe[name] = text === String(value) ? value : text
  }
  return safe
}
