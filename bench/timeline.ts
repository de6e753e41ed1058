import type { LogFields } from '../main/auth/ports.ts'
import { systemClock } from '../main/platform/clock.ts'
import { createTimeline } from '../main/developer/timeline.ts'
import type { Cost } from './sample.ts'

const count = 20_000
const rounds = 9

/** A renewal that requests wait for, as the core and the adapters log it. */
const renewal: [event: string, facts: LogFields][] = [
  ['token.refused', { code: 'tokenExpired' }],
  ['renewal.calling', { attempt: 0, waiting: 3 }],
  ['connection.closed', { code: 'tokenExpired', waiting: 3 }],
  ['requests.held', { waiting: 1 }],
  ['keychain.call', { call: 'set', ms: 19 }],
  ['renewal.done', { expiresAt: 1_935_821_289_000 }],
  ['renewal.planned', { inMs: 2_280_000 }],
  ['connection.opening', {}],
  ['connection.up', { role: 'user' }],
  ['requests.resumed', { count: 10 }],
]
const long: LogFields = {
  reason:
    'The token service at https://api.acme.example/chat-token answered 503 Service Unavailable.',
}

/** The cost of recording an event: those of a renewal, and one with a fact to be searched for secrets. */
export function measureTimeline(): Cost[] {
  const usual: Cost = { name: 'the timeline, an event', unit: 'µs', samples: [], limit: 10 }
  const wordy: Cost = {
    name: 'the timeline, an event with a sentence in it',
    unit: 'µs',
    samples: [],
    limit: 30,
  }
  for (let round = 0; round <= rounds; round += 1) {
    const took = {
      usual: recording((number) => renewal[number % renewal.length] ?? ['', {}]),
      wordy: recording(() => ['said', long]),
    }
    // The first round only warms up.
    if (round === 0) continue
    usual.samples.push(took.usual)
    wordy.samples.push(took.wordy)
  }
  return [usual, wordy]
}

function recording(event: (number: number) => [string, LogFields]): number {
  const timeline = createTimeline({ clock: systemClock, onEntry: () => undefined })
  const startedAt = performance.now()
  for (let number = 0; number < count; number += 1) timeline.record('info', ...event(number))
  return ((performance.now() - startedAt) / count) * 1_000
}
