import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TimelineEntry } from '../../../../../preload/contract.ts'
import {
  minutesOf,
  positionOf,
  marksOf,
  type Mark,
} from '../../../../../renderer/developer/events/marks.ts'
import { entriesAt } from '../../../../components/harness/timelineFixtures.ts'

const now = Date.UTC(2031, 4, 6, 7, 8, 9)

/** A mark as text: from, to, problem, open, and its entry. */
function brief({ kind, category, from, to, isProblem, isOpen, entry }: Mark): string {
  const state = `${isProblem ? ' trouble' : ''}${isOpen ? ' open' : ''}`
  return `${category} ${kind} ${from}-${to}${state} -> ${entry.number}`
}

function drawn(entries: TimelineEntry[], shown = entries): string[] {
  return marksOf(entries, shown, now).map(brief)
}

/** Signed in, connected, and signed out. */
const whole = entriesAt(now, [
  [240, { category: 'session', event: 'signIn.done', isStart: true }],
  [210, { category: 'connection', event: 'connection.up', isStart: true }],
  [60, { category: 'session', event: 'session.left', ends: [1, 2], durationMs: 180_000 }],
])

test('a span is one mark in the category of its start', () => {
  assert.deepEqual(drawn(whole), ['session state 20-80 -> 3', 'connection state 30-80 -> 3'])
})

test('an open span is drawn up to now and leads to its start', () => {
  assert.deepEqual(drawn(whole.slice(0, 2)), [
    'session state 20-100 open -> 1',
    'connection state 30-100 open -> 2',
  ])
})

test('a filtered span is drawn if its start or its own end is in the list', () => {
  const [signIn, up, left] = whole
  assert.ok(signIn && up && left)
  assert.deepEqual(drawn(whole, [up]), ['connection state 30-80 -> 2'])
  assert.deepEqual(drawn(whole, [left]), ['session state 20-80 -> 3'])
  assert.deepEqual(drawn(whole, []), [])
})

test('an end without a known start is drawn by its duration, or as a moment', () => {
  const entries = entriesAt(now, [
    [60, { category: 'renewal', event: 'renewal.done', durationMs: 30_000, ends: [-3] }],
    [30, { category: 'renewal', event: 'renewal.done', ends: [-2] }],
  ])
  assert.deepEqual(drawn(entries), ['renewal call 70-80 -> 1', 'renewal moment 90-90 -> 2'])
})

test('a mark is a problem if it ends in a problem of its category, or is one', () => {
  const entries = entriesAt(now, [
    [90, { category: 'connection', event: 'connection.up', isStart: true }],
    [60, { category: 'session', event: 'session.ended', isProblem: true, ends: [1] }],
    [30, { category: 'renewal', event: 'renewal.calling', isStart: true }],
    [15, { category: 'renewal', event: 'renewal.failed', isProblem: true, ends: [3] }],
  ])
  assert.deepEqual(drawn(entries), [
    'connection state 70-80 -> 2',
    'session moment 80-80 trouble -> 2',
    'renewal call 90-95 trouble -> 4',
  ])
})

test('a span is drawn if it ended within the last five minutes', () => {
  const entries = entriesAt(now, [
    [400, { category: 'session', event: 'signIn.done', isStart: true }],
    [350, { category: 'system', event: 'app.started' }],
  ])
  assert.deepEqual(
    drawn(entries).map((shape) => shape.replace(/ -\d+\.\d+-/, ' ')),
    ['session state 100 open -> 1'],
  )
})

test('no mark is later than now, and the chart has five full minutes', () => {
  assert.deepEqual([positionOf(now + 5_000, now), positionOf(now - 300_000, now)], [100, 0])
  assert.equal(minutesOf(now).length, 5)
  for (const minute of minutesOf(now)) {
    assert.equal(minute % 60_000, 0)
    assert.ok(minute <= now && minute >= now - 300_000)
  }
})
