import { signal, type ReadonlySignal } from '@preact/signals'
import type { TimelineEntry } from '../../../preload/contract.ts'
import type { InputStore } from '../../state/inputStore.ts'
import { entrySentence, categories, type EventCategory } from './eventLabels.ts'

/** The filter of the timeline. */
export interface EventFilter {
  readonly shownCategories: ReadonlySignal<ReadonlySet<EventCategory>>
  /** The text that an entry's sentence or event name must contain. */
  readonly text: ReadonlySignal<string>
  typeText(text: string): void
  /** Shows or hides a category. */
  toggleCategory(category: EventCategory): void
  /** Returns the entries that match the filter. */
  filtered(entries: TimelineEntry[]): TimelineEntry[]
}

const path = ['eventFilter']

export function createEventFilter(inputs: InputStore): EventFilter {
  const shownCategories = signal<ReadonlySet<EventCategory>>(new Set(categories))
  const text = signal(inputs.read(path) ?? '')
  return {
    shownCategories,
    text,
    typeText(typed) {
      text.value = typed
      inputs.keep(path, typed === '' ? null : typed)
    },
    toggleCategory(category) {
      const next = new Set(shownCategories.peek())
      if (!next.delete(category)) next.add(category)
      shownCategories.value = next
    },
    filtered(entries) {
      const shown = shownCategories.value
      const wanted = text.value.trim().toLowerCase()
      return entries.filter(
        (entry) => shown.has(entry.category) && (wanted === '' || has(entry, wanted)),
      )
    },
  }
}

function has(entry: TimelineEntry, text: string): boolean {
  return `${entry.event} ${entrySentence(entry)}`.toLowerCase().includes(text)
}
