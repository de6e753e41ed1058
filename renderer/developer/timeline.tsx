import { useEffect, useRef } from 'preact/hooks'
import type { TimelineEntry } from '../../preload/contract.ts'
import { Empty } from '../parts/empty.tsx'
import { problem } from '../problems.ts'
import { unreachable } from '../unreachable.ts'
import { filtered, wanted } from './eventFilter.ts'
import { EventList } from './eventList.tsx'
import { events, followTimeline } from './events.ts'
import { useExport } from './export.tsx'
import { Picture } from './picture.tsx'
import './timeline.css'

/** More rows at once help nobody, and slow the window down. */
const mostRows = 500

/** What has happened: a picture of the last minutes, and the list of everything that is kept. */
export function Timeline() {
  useEffect(followTimeline, [])
  const known = events.value
  switch (known.state) {
    case 'reading':
      return null
    case 'failed':
      return <Empty words={problem[known.code]} isAlert />
    case 'read':
      return <Told entries={known.entries} />
    default:
      return unreachable(known)
  }
}

function Told({ entries }: { entries: TimelineEntry[] }) {
  const area = useRef<HTMLDivElement>(null)
  const { button, outcome } = useExport()
  const all = filtered(entries)
  const shown = all.slice(-mostRows)
  const show = ({ number }: TimelineEntry) => {
    const row = area.current?.querySelector<HTMLElement>(`[data-number="${number}"]`)
    const list = row?.closest('.events')
    if (!row || !list) return
    // `scrollIntoView` would also move what is around the list.
    const above = row.getBoundingClientRect().top - list.getBoundingClientRect().top
    list.scrollBy({ top: above - list.clientHeight / 2 })
    row.focus({ preventScroll: true })
  }
  return (
    <div class="timeline" ref={area}>
      <Picture entries={entries} shown={shown} onChoose={show} />
      <div class="sieve">
        <input
          type="search"
          aria-label="Filter events"
          placeholder="Filter, such as renewal or tokenExpired"
          value={wanted.value}
          onInput={(event) => (wanted.value = event.currentTarget.value)}
        />
        {button}
      </div>
      {outcome}
      <EventList
        entries={shown}
        left={all.length - shown.length}
        empty={entries.length === 0 ? 'Nothing has happened yet.' : 'No event fits the filter.'}
      />
    </div>
  )
}
