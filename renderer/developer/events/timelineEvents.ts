import { signal, type ReadonlySignal } from '@preact/signals'
import type { ErrorCode, TimelineEntry } from '../../../preload/contract.ts'
import type { Api } from '../../api.ts'

/** The loaded timeline, oldest first. */
export type Events =
  | { state: 'reading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'read'; entries: TimelineEntry[] }

export interface TimelineEvents {
  readonly events: ReadonlySignal<Events>
  /**
   * Loads the timeline and subscribes to new entries. The returned function unsubscribes. Known entries stay on the
   * screen during a reload.
   */
  follow(): () => void
}

/** Main keeps the same number. */
const maxEntries = 2_000
/** Batches new entries, so the list renders at maxEntries ten times a second. */
const batchMs = 100

export function createTimelineEvents(api: Pick<Api, 'readTimeline' | 'on'>): TimelineEvents {
  const events = signal<Events>({ state: 'reading' })

  function follow(): () => void {
    let pending: TimelineEntry[] = []
    let timer: ReturnType<typeof setTimeout> | null = null
    let isRead = false
    let isStopped = false

    function flush(): void {
      timer = null
      if (!isRead || events.value.state !== 'read') return
      const { entries } = events.value
      const last = entries.at(-1)?.number ?? 0
      // Entries recorded during the load arrive twice: in the reply and as events.
      const added = pending.filter(({ number }) => number > last)
      pending = []
      if (added.length === 0) return
      events.value = { state: 'read', entries: [...entries, ...added].slice(-maxEntries) }
    }

    async function read(): Promise<void> {
      const reply = await api.readTimeline()
      if (isStopped) return
      isRead = true
      events.value = reply.ok
        ? { state: 'read', entries: reply.value }
        : { state: 'failed', code: reply.code }
      flush()
    }

    const stop = api.on('timeline', (entry) => {
      pending.push(entry)
      timer ??= setTimeout(flush, batchMs)
    })
    void read()
    return () => {
      isStopped = true
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }

  return { events, follow }
}
