import type { TimelineEntry } from '../../../preload/contract.ts'
import { useStickToBottom } from '../../components/useStickToBottom.ts'
import { developerTexts } from '../../text/developerTexts.ts'
import { formatNumber } from '../../text/numbers.ts'
import { EventRow } from './eventRow.tsx'

interface ListProps {
  entries: TimelineEntry[]
  /** The number of earlier matching entries that the list omits. */
  omittedCount: number
  /** The text of an emptyText list. */
  emptyText: string
}

/** The entries, newest at the bottom as in a log. New entries do not move what the person is reading. */
export function EventList({ entries, omittedCount, emptyText }: ListProps) {
  const { timeline: text } = developerTexts()
  const { area, below, scrollToBottom, onScroll } = useStickToBottom({
    newest: entries.at(-1)?.number.toString(),
  })
  return (
    <div class="log-area">
      {/* Not a live region: it would announce every event. */}
      <div
        class="events"
        role="log"
        aria-label={text.events}
        aria-live="off"
        tabIndex={0}
        ref={area}
        onScroll={onScroll}
      >
        {omittedCount > 0 && (
          <p class="muted">{text.omitted(omittedCount, formatNumber(omittedCount))}</p>
        )}
        {entries.length === 0 && <p class="muted">{emptyText}</p>}
        <ol>
          {entries.map((entry) => (
            <EventRow key={entry.number} entry={entry} />
          ))}
        </ol>
      </div>
      {below === 'news' && (
        <button type="button" class="jump jump-to-latest" onClick={scrollToBottom}>
          {text.newEvents}
        </button>
      )}
    </div>
  )
}
