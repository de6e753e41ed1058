import type { TimelineEntry } from '../../preload/contract.ts'

export type EventCategory = TimelineEntry['category']

/** Something that has a start and an end. */
export type Span =
  | 'signIn'
  | 'restore'
  | 'session'
  | 'opening'
  | 'up'
  | 'renewal'
  | 'hold'
  | 'sleep'

/** The category of an event, and the spans of the timeline that it begins and ends. */
export interface EventEffect {
  readonly category: EventCategory
  readonly begins: Span | null
  /** The spans that it ends. The first running one gives the entry its duration. */
  readonly ends: readonly Span[]
  /** Spans that end with it and have no event of their own. */
  readonly alsoEnds: readonly Span[]
}

type SpanChange = Partial<Omit<EventEffect, 'category'>>

/** A session takes along what is its own. */
const alsoEnds: readonly Span[] = [
  'session',
  'signIn',
  'restore',
  'opening',
  'up',
  'renewal',
  'hold',
]

const spanChanges: Readonly<Record<string, SpanChange>> = {
  'signIn.begun': { begins: 'signIn', alsoEnds },
  'signIn.done': { begins: 'session', ends: ['signIn'] },
  'signIn.failed': { ends: ['signIn'], alsoEnds },
  'restore.begun': { begins: 'restore', alsoEnds },
  'restore.done': { begins: 'session', ends: ['restore'] },
  'restore.failed': { ends: ['restore'], alsoEnds },
  'session.left': { ends: ['session'], alsoEnds },
  'session.ended': { ends: ['session'], alsoEnds },
  'connection.opening': { begins: 'opening' },
  'connection.up': { begins: 'up', ends: ['opening'] },
  'connection.closed': { ends: ['up', 'opening'] },
  'renewal.calling': { begins: 'renewal' },
  'renewal.done': { ends: ['renewal'] },
  'renewal.failed': { ends: ['renewal'] },
  'renewal.ended': { ends: ['renewal'] },
  'requests.held': { begins: 'hold' },
  'requests.resumed': { ends: ['hold'] },
  'system.suspended': { begins: 'sleep' },
  'system.resumed': { ends: ['sleep'] },
}

/** By the first word of an event. What has no category of its own is the system's. */
const categories: Readonly<Record<string, EventCategory>> = {
  signIn: 'session',
  browser: 'session',
  oidc: 'session',
  restore: 'session',
  session: 'session',
  connection: 'connection',
  renewal: 'renewal',
  token: 'renewal',
  requests: 'requests',
  keychain: 'keychain',
  index: 'keychain',
  wipe: 'keychain',
}

/** Looks up an event by name. An unknown one has a category only. */
export function effectOf(event: string): EventEffect {
  const [word = ''] = event.split('.', 1)
  const change = Object.hasOwn(spanChanges, event) ? spanChanges[event] : undefined
  const category = Object.hasOwn(categories, word) ? categories[word] : undefined
  return { category: category ?? 'system', begins: null, ends: [], alsoEnds: [], ...change }
}
