import { useMemo } from 'preact/hooks'
import type { TimelineEntry } from '../../../preload/contract.ts'
import { Icon } from '../../components/icon.tsx'
import { developerTexts } from '../../text/developerTexts.ts'
import { timeToTheMs } from '../../text/times.ts'
import { durationText, displayFacts } from './eventFields.ts'
import { eventLabel } from './eventLabels.ts'
import { CategoryIcon } from './categoryIcon.tsx'

/** One entry in the list. Entries never change, so rows are memoized: a new entry does not re-render 500 rows. */
export function EventRow({ entry }: { entry: TimelineEntry }) {
  return useMemo(() => <Row entry={entry} />, [entry])
}

function Row({ entry }: { entry: TimelineEntry }) {
  const { number, at, category, event, isProblem, durationMs } = entry
  const { categories, problem } = developerTexts().timeline
  return (
    <li class="event" data-problem={isProblem} data-number={number} tabIndex={-1}>
      <time dateTime={new Date(at).toISOString()}>{timeToTheMs(at)}</time>
      <span class="event-category" title={categories[category]}>
        <CategoryIcon category={category} />
        <span class="visually-hidden">{categories[category]}: </span>
      </span>
      <p title={event}>
        {isProblem && (
          <>
            <Icon name="warning" />
            <span class="visually-hidden">{problem}</span>
          </>
        )}
        <span class="event-text">{eventLabel(event)}</span>
        {displayFacts(entry).map(({ name, value }) => (
          <span key={name} class="fact">
            {' '}
            {name} <bdi>{value}</bdi>
          </span>
        ))}
      </p>
      {durationMs !== null && <span class="duration">{durationText(durationMs)}</span>}
    </li>
  )
}
