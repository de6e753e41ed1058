import type { TimelineEntry } from '../../../preload/contract.ts'
import { developerTexts } from '../../text/developerTexts.ts'
import { timeToTheMs } from '../../text/times.ts'
import { durationText, displayFacts } from './eventFields.ts'

export type EventCategory = TimelineEntry['category']

/** The categories, in the order of a sign-in. */
export const categories: readonly EventCategory[] = [
  'session',
  'keychain',
  'connection',
  'renewal',
  'requests',
  'system',
]

/** The label of an event, or its name if it has none. */
export function eventLabel(event: string): string {
  const labels: Readonly<Record<string, string>> = developerTexts().timeline.labels
  return Object.hasOwn(labels, event) ? (labels[event] ?? event) : event
}

/** An entry as one sentence. */
export function entrySentence(entry: TimelineEntry): string {
  const { timeline: text } = developerTexts()
  const { at, event, isProblem, durationMs } = entry
  const facts = displayFacts(entry).map(({ name, value }) => `${name} ${value}`.trim())
  const took = durationMs === null ? [] : [text.took(durationText(durationMs))]
  const trouble = isProblem ? text.problem : ''
  return `${timeToTheMs(at)}, ${trouble}${[eventLabel(event), ...facts, ...took].join(', ')}`
}
