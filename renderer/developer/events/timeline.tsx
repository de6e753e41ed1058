import { useEffect, useRef } from 'preact/hooks'
import type { TimelineEntry } from '../../../preload/contract.ts'
import { Empty } from '../../components/emptyState.tsx'
import { problem } from '../../text/errors.ts'
import { developer } from '../developerState.ts'
import { EventList } from './eventList.tsx'
import { useExport } from './useExport.tsx'
import { Picture } from './chart.tsx'
import './timeline.css'

/** More rows at once help nobody, and slow the window down. */
const mostRows = 500

/** What has happened: a picture of the last minutes, and the list of everything that is kept. */
export function Timeline() {
  useEffect(developer.timeline.follow, [])
  const area = useRef<HTMLDivElement>(null)
  const { button, outcome } = useExport()
  const { filtered, text, typeText } = developer.eventFilter
  const known = developer.timeline.events.value
  const entries = known.state === 'read' ? known.entries : []
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
      {known.state === 'read' && <Picture entries={entries} shown={shown} onChoose={show} />}
      {/* Whatever becomes of the events, the filter stays in place, for somebody may be typing into it. */}
      <div class="sieve">
        <input
          type="search"
          aria-label="Filter events"
          placeholder="Filter, such as renewal or tokenExpired"
          value={text.value}
          onInput={(event) => typeText(event.currentTarget.value)}
        />
        {button}
      </div>
      {outcome}
      {known.state === 'failed' && <Empty words={problem[known.code]} isAlert />}
      {known.state === 'read' && (
        <EventList
          entries={shown}
          left={all.length - shown.length}
          empty={entries.length === 0 ? 'Nothing has happened yet.' : 'No event fits the filter.'}
        />
      )}
    </div>
  )
}
