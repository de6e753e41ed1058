import { signal, type ReadonlySignal } from '@preact/signals'
import type { ErrorCode, TimelineEntry } from '../../../preload/contract.ts'
import type { Api } from '../../api.ts'

/** What the window knows of the timeline, oldest first. */
export type Events =
  | { state: 'reading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'read'; entries: TimelineEntry[] }

export interface TimelineEvents {
  readonly events: ReadonlySignal<Events>
  /** Reads the timeline and follows it; the returned function stops that. What is known stays on the screen meanwhile. */
  follow(): () => void
}

/** As many as main keeps. */
const most = 2_000
/** However many come in a crowd, the list is drawn anew ten times a second at most. */
const crowdMs = 100

export function createTimelineEvents(api: Pick<Api, 'readTimeline' | 'on'>): TimelineEvents {
  const events = signal<Events>({ state: 'reading' })

  function follow(): () => void {
    let fresh: TimelineEntry[] = []
    let timer: ReturnType<typeof setTimeout> | null = null
    let isRead = false
    let isOver = false

    function take(): void {
      timer = null
      if (!isRead || events.value.state !== 'read') return
      const { entries } = events.value
      const last = entries.at(-1)?.number ?? 0
      // What happened while the timeline was being read has come both ways.
      const news = fresh.filter(({ number }) => number > last)
      fresh = []
      if (news.length === 0) return
      events.value = { state: 'read', entries: [...entries, ...news].slice(-most) }
    }

    async function read(): Promise<void> {
      const reply = await api.readTimeline()
      if (isOver) return
      isRead = true
      events.value = reply.ok
        ? { state: 'read', entries: reply.value }
        : { state: 'failed', code: reply.code }
      take()
    }

    const stop = api.on('timeline', (entry) => {
      fresh.push(entry)
      timer ??= setTimeout(take, crowdMs)
    })
    void read()
    return () => {
      isOver = true
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }

  return { events, follow }
}
