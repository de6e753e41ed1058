import { useState } from 'preact/hooks'
import type { TimelineEntry } from '../../../preload/contract.ts'
import { useNow } from '../../components/useNow.ts'
import { timeToTheMs } from '../../text/times.ts'
import { developer } from '../developerState.ts'
import { categoryNames, type EventCategory } from './eventLabels.ts'
import { CategoryIcon } from './categoryIcon.tsx'
import { nameOf, rowHeight, ShapeMark } from './chartMark.tsx'
import { minutesOf, pastMs, placeOf, shapesOf, type Shape } from './spans.ts'

interface PictureProps {
  entries: TimelineEntry[]
  /** Those in the list. */
  shown: TimelineEntry[]
  onChoose: (entry: TimelineEntry) => void
}

const categories = Object.keys(categoryNames) as EventCategory[]
const height = categories.length * rowHeight

/**
 * The last minutes, a row for each category. One stop for Tab: arrows, Home and End go from mark to mark, Enter goes to the
 * mark's entry in the list.
 */
export function Picture({ entries, shown, onChoose }: PictureProps) {
  const now = Math.max(useNow(1_000), entries.at(-1)?.at ?? 0)
  const shapes = shapesOf(entries, shown, now)
  const [named, setNamed] = useState<string | null>(null)
  const [stop, setStop] = useState<string | null>(null)
  const atNamed = shapes.find(({ key }) => key === named)
  const atStop = shapes.find(({ key }) => key === stop) ?? shapes.at(-1)
  const move = (event: KeyboardEvent) => {
    const next = target(event.key, shapes, atStop)
    if (!next) return
    event.preventDefault()
    const picture = event.currentTarget as SVGElement
    picture.querySelector<SVGElement>(`[data-key="${next.key}"]`)?.focus()
  }
  return (
    <div class="picture">
      <div class="categories" role="group" aria-label="Lanes that are shown">
        {categories.map((category) => (
          <button
            key={category}
            type="button"
            aria-pressed={developer.eventFilter.shownCategories.value.has(category)}
            onClick={() => developer.eventFilter.toggleCategory(category)}
          >
            <CategoryIcon category={category} />
            {categoryNames[category]}
          </button>
        ))}
      </div>
      <svg
        role="group"
        aria-label="The last five minutes"
        aria-describedby="picture-words"
        onKeyDown={move}
      >
        {categories.map((category, row) => (
          <line key={category} class="ground" x1="0" x2="100%" y1={middle(row)} y2={middle(row)} />
        ))}
        {minutesOf(now).map((at) => (
          <Minute key={at} at={at} place={placeOf(at, now)} />
        ))}
        {shapes.toSorted(upwards).map((shape) => (
          <ShapeMark
            key={shape.key}
            shape={shape}
            y={middle(categories.indexOf(shape.category))}
            isStop={shape === atStop}
            onName={(isNamed) => {
              setNamed(isNamed ? shape.key : null)
            }}
            onFocus={() => setStop(shape.key)}
            onChoose={() => onChoose(shape.entry)}
          />
        ))}
      </svg>
      <p class="naming quiet" aria-hidden="true">
        {atNamed ? nameOf(atNamed) : summary(recent(shown, now))}
      </p>
      <p class="unseen" id="picture-words">
        {inWords(recent(shown, now))}
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

/** What is large lies below what is small, and trouble on top, to be seen and pointed at. */
function upwards(a: Shape, b: Shape): number {
  return levelOf(a) - levelOf(b)
}

function levelOf({ kind, isProblem }: Shape): number {
  return ['hold', 'standing', 'work', 'moment'].indexOf(kind) + (isProblem ? 4 : 0)
}

function middle(row: number): number {
  return (row + 0.5) * rowHeight
}

function target(key: string, shapes: Shape[], here: Shape | undefined): Shape | undefined {
  const place = here ? shapes.indexOf(here) : -1
  if (key === 'ArrowRight') return shapes[place + 1]
  if (key === 'ArrowLeft') return shapes[place - 1]
  if (key === 'Home') return shapes[0]
  if (key === 'End') return shapes.at(-1)
  return undefined
}

function recent(entries: TimelineEntry[], now: number): TimelineEntry[] {
  return entries.filter(({ at }) => at >= now - pastMs)
}

function summary(entries: TimelineEntry[]): string {
  if (entries.length === 0) return 'Nothing has happened in the last five minutes.'
  return `In the last five minutes: ${count(entries)}. Point at a mark to read it.`
}

/** The picture for who does not see it. */
function inWords(entries: TimelineEntry[]): string {
  if (entries.length === 0) return summary(entries)
  const told = categories.flatMap((category) => {
    const inCategory = entries.filter((entry) => entry.category === category)
    return inCategory.length === 0 ? [] : [`${categoryNames[category]}: ${count(inCategory)}.`]
  })
  return told.join(' ')
}

function count(entries: TimelineEntry[]): string {
  const trouble = entries.filter(({ isProblem }) => isProblem).length
  const all = entries.length === 1 ? '1 event' : `${entries.length} events`
  return trouble === 0 ? all : `${all}, ${trouble} of trouble`
}
