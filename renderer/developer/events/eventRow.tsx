import { useMemo } from 'preact/hooks'
import type { TimelineEntry } from '../../../preload/contract.ts'
import { Icon } from '../../components/icon.tsx'
import { timeToTheMs } from '../../text/times.ts'
import { durationWords, factsOf } from './eventFields.ts'
import { eventWords, laneNames } from './eventLabels.ts'
import { LaneIcon } from './categoryIcon.tsx'

/** One entry of the timeline in the list. Entries do not change, so 500 rows are not made anew for each that comes. */
export function EventRow({ entry }: { entry: TimelineEntry }) {
  return useMemo(() => <Row entry={entry} />, [entry])
}

function Row({ entry }: { entry: TimelineEntry }) {
  const { number, at, lane, event, isTrouble, durationMs } = entry
  return (
    <li class="event" data-trouble={isTrouble} data-number={number} tabIndex={-1}>
      <time dateTime={new Date(at).toISOString()}>{timeToTheMs(at)}</time>
      <span class="event-lane" title={laneNames[lane]}>
        <LaneIcon lane={lane} />
        <span class="unseen">{laneNames[lane]}: </span>
      </span>
      <p title={event}>
        {isTrouble && (
          <>
            <Icon name="warning" />
            <span class="unseen">Trouble: </span>
          </>
        )}
        <span class="event-words">{eventWords(event)}</span>
        {factsOf(entry).map(({ name, value }) => (
          <span key={name} class="fact">
            {' '}
            {name} <bdi>{value}</bdi>
          </span>
        ))}
      </p>
      {durationMs !== null && <span class="took">{durationWords(durationMs)}</span>}
    </li>
  )
}
