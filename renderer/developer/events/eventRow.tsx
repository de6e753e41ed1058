import { useMemo } from 'preact/hooks'
import type { TimelineEntry } from '../../../preload/contract.ts'
import { Icon } from '../../components/icon.tsx'
import { timeToTheMs } from '../../text/times.ts'
import { durationWords, factsOf } from './eventFields.ts'
import { eventWords, categoryNames } from './eventLabels.ts'
import { CategoryIcon } from './categoryIcon.tsx'

/** One entry of the timeline in the list. Entries do not change, so 500 rows are not made anew for each that comes. */
export function EventRow({ entry }: { entry: TimelineEntry }) {
  return useMemo(() => <Row entry={entry} />, [entry])
}

function Row({ entry }: { entry: TimelineEntry }) {
  const { number, at, category, event, isProblem, durationMs } = entry
  return (
    <li class="event" data-trouble={isProblem} data-number={number} tabIndex={-1}>
      <time dateTime={new Date(at).toISOString()}>{timeToTheMs(at)}</time>
      <span class="event-category" title={categoryNames[category]}>
        <CategoryIcon category={category} />
        <span class="unseen">{categoryNames[category]}: </span>
      </span>
      <p title={event}>
        {isProblem && (
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
