import type { TimelineEntry } from '../../../preload/contract.ts'
import * as views from './views.ts'
import type { Harness } from './harness.ts'

type Told = Partial<TimelineEntry> & Pick<TimelineEntry, 'category' | 'event'>

/** Creates timeline entries, each a number of seconds before `now`. */
export function entriesAt(now: number, told: [secondsAgo: number, entry: Told][]): TimelineEntry[] {
  return told.map(([secondsAgo, entry], place) => ({
    number: place + 1,
    at: now - secondsAgo * 1_000,
    isProblem: false,
    durationMs: null,
    isStart: false,
    ends: [],
    facts: {},
    ...entry,
  }))
}

const begins = { isStart: true } as const
const trouble = { isProblem: true } as const

/** A sign-in, a revoked token, a failing token service and ten held requests. */
export function timelineFixtures(now = Date.now()): TimelineEntry[] {
  const code = 'tokenExpired'
  return entriesAt(now, [
    [
      290.1,
      { category: 'system', event: 'app.started', facts: { version: '0.2.0', electron: '45.4.1' } },
    ],
    [
      281,
      {
        category: 'keychain',
        event: 'keychain.call',
        durationMs: 412,
        facts: { call: 'set', ms: 412 },
      },
    ],
    [
      280.9,
      {
        category: 'keychain',
        event: 'keychain.call',
        durationMs: 9,
        facts: { call: 'get', ms: 9 },
      },
    ],
    [280.8, { category: 'keychain', event: 'keychain.state', facts: { state: 'ready' } }],
    [251, { category: 'session', event: 'signIn.begun', facts: { method: 'service' }, ...begins }],
    [250, { category: 'session', event: 'signIn.connecting', facts: { method: 'service' } }],
    [250, { category: 'renewal', event: 'renewal.planned', facts: { inMs: 2_280_000 } }],
    [249.9, { category: 'connection', event: 'connection.opening', ...begins }],
    [
      249.5,
      {
        category: 'connection',
        event: 'connection.up',
        facts: { role: 'user' },
        durationMs: 400,
        ends: [8],
        ...begins,
      },
    ],
    [
      249.4,
      {
        category: 'session',
        event: 'signIn.done',
        facts: { method: 'service', storedIn: 'keychain' },
        durationMs: 1_600,
        ends: [5],
        ...begins,
      },
    ],
    [130, { category: 'renewal', event: 'token.refused', facts: { code }, ...trouble }],
    [
      130,
      {
        category: 'renewal',
        event: 'renewal.calling',
        facts: { attempt: 0, waiting: 1 },
        ...begins,
      },
    ],
    [130, { category: 'requests', event: 'requests.held', facts: { waiting: 1 }, ...begins }],
    [
      129.9,
      {
        category: 'connection',
        event: 'connection.closed',
        facts: { code, waiting: 7 },
        durationMs: 119_600,
        ends: [9],
        ...trouble,
      },
    ],
    [
      120,
      {
        category: 'renewal',
        event: 'renewal.failed',
        facts: { code: 'timeout', nextTryInMs: 820, waiting: 10 },
        durationMs: 10_000,
        ends: [12],
        ...trouble,
      },
    ],
    [
      119.2,
      {
        category: 'renewal',
        event: 'renewal.calling',
        facts: { attempt: 1, waiting: 10 },
        ...begins,
      },
    ],
    [
      96,
      {
        category: 'renewal',
        event: 'renewal.done',
        facts: { expiresAt: now + 3_600_000 },
        durationMs: 23_200,
        ends: [16],
      },
    ],
    [96, { category: 'renewal', event: 'renewal.planned', facts: { inMs: 2_280_000 } }],
    [95.9, { category: 'connection', event: 'connection.opening', ...begins }],
    [
      95.6,
      {
        category: 'connection',
        event: 'connection.up',
        facts: { role: 'user' },
        durationMs: 300,
        ends: [19],
        ...begins,
      },
    ],
    [
      95.6,
      { category: 'requests', event: 'requests.refused', facts: { code, count: 3 }, ...trouble },
    ],
    [
      95.6,
      {
        category: 'requests',
        event: 'requests.resumed',
        facts: { count: 10 },
        durationMs: 34_400,
        ends: [13],
      },
    ],
    [60, { category: 'system', event: 'system.suspended', ...begins }],
    [31, { category: 'system', event: 'system.resumed', durationMs: 29_000, ends: [23] }],
    [
      12,
      {
        category: 'requests',
        event: 'requests.failed',
        facts: { code: 'notAllowed', count: 2 },
        ...trouble,
      },
    ],
    [
      11,
      {
        category: 'system',
        event: 'call.failed',
        facts: { name: 'sendMessage', code: 'notAllowed' },
        ...trouble,
      },
    ],
    [3, { category: 'system', event: 'something.new', facts: { size: 3 } }],
  ])
}

/** Opens the timeline. */
export async function openTimeline(harness: Harness, entries = timelineFixtures()): Promise<void> {
  await harness.show(
    { ...views.view(), developerMode: true },
    { readTimeline: { ok: true, value: entries } },
  )
  await harness.page.getByRole('button', { name: 'Developer tools' }).click()
  await harness.page.getByRole('tab', { name: 'Timeline' }).click()
  await harness.page.getByRole('log', { name: 'Events' }).waitFor()
}
