import { signal, type ReadonlySignal } from '@preact/signals'
import type { TimelineEntry } from '../../../preload/contract.ts'
import type { KeptTexts } from '../../state/keptTexts.ts'
import { entrySentence, laneNames, type Lane } from './eventLabels.ts'

/** Which entries of the timeline are shown. */
export interface EventFilter {
  readonly shownLanes: ReadonlySignal<ReadonlySet<Lane>>
  /** The text that entries must have in their words, names or facts. */
  readonly text: ReadonlySignal<string>
  typeText(text: string): void
  /** Shows a lane, or no longer. */
  toggleLane(lane: Lane): void
  /** The entries that the filter lets through. */
  filtered(entries: TimelineEntry[]): TimelineEntry[]
}

const path = ['eventFilter']

export function createEventFilter(kept: KeptTexts): EventFilter {
  const shownLanes = signal<ReadonlySet<Lane>>(new Set(Object.keys(laneNames) as Lane[]))
  const text = signal(kept.read(path) ?? '')
  return {
    shownLanes,
    text,
    typeText(typed) {
      text.value = typed
      kept.keep(path, typed === '' ? null : typed)
    },
    toggleLane(lane) {
      const next = new Set(shownLanes.peek())
      if (!next.delete(lane)) next.add(lane)
      shownLanes.value = next
    },
    filtered(entries) {
      const lanes = shownLanes.value
      const wanted = text.value.trim().toLowerCase()
      return entries.filter(
        (entry) => lanes.has(entry.lane) && (wanted === '' || has(entry, wanted)),
      )
    },
  }
}

function has(entry: TimelineEntry, text: string): boolean {
  return `${entry.event} ${entrySentence(entry)}`.toLowerCase().includes(text)
}
