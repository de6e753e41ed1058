import { useState } from 'preact/hooks'
import type { TimelineEntry } from '../../../preload/contract.ts'
import { useNow } from '../../components/useNow.ts'
import { developerTexts } from '../../text/developerTexts.ts'
import { timeToTheMs } from '../../text/times.ts'
import { developer } from '../appDeveloper.ts'
import { categories } from './eventLabels.ts'
import { CategoryIcon } from './categoryIcon.tsx'
import { markLabel, rowHeight, ChartMark } from './chartMark.tsx'
import { minutesOf, pastMs, positionOf, marksOf, type Mark } from './marks.ts'

interface ChartProps {
  entries: TimelineEntry[]
  /** The entries in the list. */
  shown: TimelineEntry[]
  onChoose: (entry: TimelineEntry) => void
}

const height = categories.length * rowHeight

/**
 * A chart of the last minutes with a row for each category. It is one tab focusedKey: arrows, Home and End move between
 * marks, Enter goes to the mark's entry in the list.
 */
export function Chart({ entries, shown, onChoose }: ChartProps) {
  const { timeline: text } = developerTexts()
  const now = Math.max(useNow(1_000), entries.at(-1)?.at ?? 0)
  const marks = marksOf(entries, shown, now)
  const [hoveredKey, setHoveredKey] = useState<string | null>(null)
  const [focusedKey, setFocusedKey] = useState<string | null>(null)
  const hoveredMark = marks.find(({ key }) => key === hoveredKey)
  const focusedMark = marks.find(({ key }) => key === focusedKey) ?? marks.at(-1)
  const move = (event: KeyboardEvent) => {
    const next = target(event.key, marks, focusedMark)
    if (!next) return
    event.preventDefault()
    const picture = event.currentTarget as SVGElement
    picture.querySelector<SVGElement>(`[data-key="${next.key}"]`)?.focus()
  }
  return (
    <div class="chart">
      <div class="categories" role="group" aria-label={text.categoryFilter}>
        {categories.map((category) => (
          <button
            key={category}
            type="button"
            aria-pressed={developer.eventFilter.shownCategories.value.has(category)}
            onClick={() => developer.eventFilter.toggleCategory(category)}
          >
            <CategoryIcon category={category} />
            {text.categories[category]}
          </button>
        ))}
      </div>
      <svg
        role="group"
        aria-label={text.lastMinutes}
        aria-describedby="chart-summary"
        onKeyDown={move}
      >
        {categories.map((category, row) => (
          <line
            key={category}
            class="row-line"
            x1="0"
            x2="100%"
            y1={middle(row)}
            y2={middle(row)}
          />
        ))}
        {minutesOf(now).map((at) => (
          <Minute key={at} at={at} place={positionOf(at, now)} />
        ))}
        {marks.toSorted(byLayer).map((mark) => (
          <ChartMark
            key={mark.key}
            mark={mark}
            y={middle(categories.indexOf(mark.category))}
            isTabStop={mark === focusedMark}
            onHover={(isHovered) => {
              setHoveredKey(isHovered ? mark.key : null)
            }}
            onFocus={() => setFocusedKey(mark.key)}
            onChoose={() => onChoose(mark.entry)}
          />
        ))}
      </svg>
      <p class="mark-label muted" aria-hidden="true">
        {hoveredMark ? markLabel(hoveredMark) : summary(recent(shown, now))}
      </p>
      <p class="visually-hidden" id="chart-summary">
        {textSummary(recent(shown, now))}
      </p>
    </div>
  )
}

function Minute({ at, place }: { at: number; place: number }) {
  return (
    <>
      <line class="minute" x1={`${place}%`} x2={`${place}%`} y1="0" y2={height} />
      <text x={`${place}%`} y={height + 14} text-anchor="middle" aria-hidden="true">
        {timeToTheMs(at).slice(0, 5)}
      </text>
    </>
  )
}

/** Draws large marks below small ones and problems on top, so each can be seen and clicked. */
function byLayer(a: Mark, b: Mark): number {
  return layerOf(a) - layerOf(b)
}

function layerOf({ kind, isProblem }: Mark): number {
  return ['hold', 'state', 'call', 'moment'].indexOf(kind) + (isProblem ? 4 : 0)
}

function middle(row: number): number {
  return (row + 0.5) * rowHeight
}

function target(key: string, marks: Mark[], here: Mark | undefined): Mark | undefined {
  const place = here ? marks.indexOf(here) : -1
  if (key === 'ArrowRight') return marks[place + 1]
  if (key === 'ArrowLeft') return marks[place - 1]
  if (key === 'Home') return marks[0]
  if (key === 'End') return marks.at(-1)
  return undefined
}

function recent(entries: TimelineEntry[], now: number): TimelineEntry[] {
  return entries.filter(({ at }) => at >= now - pastMs)
}

function summary(entries: TimelineEntry[]): string {
  const { inLastMinutes, noneInLastMinutes } = developerTexts().timeline
  return entries.length === 0 ? noneInLastMinutes : inLastMinutes(count(entries))
}

/** The chart as text, for screen readers. */
function textSummary(entries: TimelineEntry[]): string {
  if (entries.length === 0) return summary(entries)
  const { timeline: text } = developerTexts()
  const told = categories.flatMap((category) => {
    const inCategory = entries.filter((entry) => entry.category === category)
    if (inCategory.length === 0) return []
    return [text.inCategory(text.categories[category], count(inCategory))]
  })
  return told.join(' ')
}

function count(entries: TimelineEntry[]): string {
  const trouble = entries.filter(({ isProblem }) => isProblem).length
  return developerTexts().timeline.count(entries.length, trouble)
}
