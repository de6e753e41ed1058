import type { TimelineEntry } from '../../../preload/contract.ts'
import { useNewest } from '../../components/useStickToBottom.ts'
import { EventRow } from './eventRow.tsx'

interface ListProps {
  entries: TimelineEntry[]
  /** How many earlier ones the filter lets through and the list leaves out. */
  left: number
  /** What stands there when there are none. */
  empty: string
}

/**
 * The entries, the newest at the bottom: what led to a thing stands over it, as in a log, and what is being read does not
 * move when something new comes.
 */
export function EventList({ entries, left, empty }: ListProps) {
  const { area, news, goThere, onScroll } = useNewest(
    entries.at(-1)?.number.toString(),
    undefined,
    '',
  )
  return (
    <div class="log-area">
      {/* A live region would read every event out. */}
      <div
        class="events"
        role="log"
        aria-label="Events"
        aria-live="off"
        tabIndex={0}
        ref={area}
        onScroll={onScroll}
      >
        {left > 0 && (
          <p class="quiet">
            {left.toLocaleString('en-GB')} earlier events are not shown. A filter narrows them down;
            an export has them all.
          </p>
        )}
        {entries.length === 0 && <p class="quiet">{empty}</p>}
        <ol>
          {entries.map((entry) => (
            <EventRow key={entry.number} entry={entry} />
          ))}
        </ol>
      </div>
      {news === 'below' && (
        <button type="button" class="news" onClick={goThere}>
          New events
        </button>
      )}
    </div>
  )
}
