import { useEffect, useRef } from 'preact/hooks'
import type { TimelineEntry } from '../../../preload/contract.ts'
import { EmptyState } from '../../components/emptyState.tsx'
import { developerTexts } from '../../text/developerTexts.ts'
import { errorText } from '../../text/errors.ts'
import { developer } from '../appDeveloper.ts'
import { EventList } from './eventList.tsx'
import { useExport } from './useExport.tsx'
import { Chart } from './chart.tsx'
import './timeline.css'

/** More rows slow the window down. */
const maxRows = 500

/** The timeline: a chart of the last minutes and the list of all kept events. */
export function Timeline() {
  useEffect(developer.timeline.follow, [])
  const area = useRef<HTMLDivElement>(null)
  const { timeline: words } = developerTexts()
  const { button, outcome } = useExport()
  const { filtered, text, typeText } = developer.eventFilter
  const known = developer.timeline.events.value
  const entries = known.state === 'read' ? known.entries : []
  const all = filtered(entries)
  const shown = all.slice(-maxRows)
  const show = ({ number }: TimelineEntry) => {
    const row = area.current?.querySelector<HTMLElement>(`[data-number="${number}"]`)
    const list = row?.closest('.events')
    if (!row || !list) return
    // `scrollIntoView` would also scroll the list's ancestors.
    const above = row.getBoundingClientRect().top - list.getBoundingClientRect().top
    list.scrollBy({ top: above - list.clientHeight / 2 })
    row.focus({ preventScroll: true })
  }
  return (
    <div class="timeline" ref={area}>
      {known.state === 'read' && <Chart entries={entries} shown={shown} onChoose={show} />}
      {/* The filter stays mounted in every state, because the person may be typing in it. */}
      <div class="filter-bar">
        <input
          type="search"
          aria-label={words.filter}
          placeholder={words.filterExample}
          value={text.value}
          onInput={(event) => typeText(event.currentTarget.value)}
        />
        {button}
      </div>
      {outcome}
      {known.state === 'failed' && <EmptyState text={errorText(known.code)} isAlert />}
      {known.state === 'read' && (
        <EventList
          entries={shown}
          omittedCount={all.length - shown.length}
          emptyText={entries.length === 0 ? words.noEvents : words.noMatch}
        />
      )}
    </div>
  )
}
