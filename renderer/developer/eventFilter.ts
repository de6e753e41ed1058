import { signal } from '@preact/signals'
import type { TimelineEntry } from '../../preload/contract.ts'
import { entrySentence, laneNames, type Lane } from './eventWords.ts'

/** The lanes that are shown. */
export const shownLanes = signal<ReadonlySet<Lane>>(new Set(Object.keys(laneNames) as Lane[]))
/** What the entries that are shown have in them, in their words, names or facts. */
export const wanted = signal('')

/** Shows a lane, or no longer. */
export function toggleLane(lane: Lane): void {
  const next = new Set(shownLanes.value)
  if (!next.delete(lane)) next.add(lane)
  shownLanes.value = next
}

/** Those entries that the filter lets through. */
export function filtered(entries: TimelineEntry[]): TimelineEntry[] {
  const lanes = shownLanes.value
  const text = wanted.value.trim().toLowerCase()
  return entries.filter((entry) => lanes.has(entry.lane) && (text === '' || has(entry, text)))
}

function has(entry: TimelineEntry, text: string): boolean {
  return `${entry.event} ${entrySentence(entry)}`.toLowerCase().includes(text)
}
