import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createTimeline } from '../../../main/developer/timeline.ts'
import { createLog } from '../../../main/logging/log.ts'
import type { TimelineEntry } from '../../../preload/contract.ts'
import { FakeClock, makeToken, startOfTime } from '../../support/fakes.ts'

/** A timeline beside a log whose file wants only what matters. */
function open() {
  const clock = new FakeClock()
  const told: TimelineEntry[] = []
  const timeline = createTimeline({ clock, onEntry: (entry) => void told.push(entry) })
  const lines: string[] = []
  const file = { level: 'warn', write: (line: string) => void lines.push(line) } as const
  return { clock, told, timeline, lines, log: createLog([file], timeline.record) }
}

const last = (entries: TimelineEntry[]) => entries.at(-1) ?? assert.fail()

test('each logged event is reported and kept at any level, with its category and whether it is a problem', () => {
  const { log, lines, timeline, told } = open()
  log.debug('keychain.call', { call: 'get', ms: 12 })
  log.info('requests.held', { waiting: 3 })
  log.warn('renewal.failed', { code: 'timeout' })
  log.error('uncaught.exception', { stack: 'Error' })
  assert.equal(lines.length, 2)
  assert.deepEqual(timeline.entries(), told)
  assert.deepEqual(
    told.map(({ number, at, category, event, isProblem, facts }) => [
      number,
      at,
      category,
      event,
      isProblem,
      facts,
    ]),
    [
      [1, startOfTime, 'keychain', 'keychain.call', false, { call: 'get', ms: 12 }],
      [2, startOfTime, 'requests', 'requests.held', false, { waiting: 3 }],
      [3, startOfTime, 'renewal', 'renewal.failed', true, { code: 'timeout' }],
      [4, startOfTime, 'system', 'uncaught.exception', true, { stack: 'Error' }],
    ],
  )
})

test('the last 2,000 are kept, oldest first, and numbers go on', () => {
  const { log, timeline } = open()
  assert.deepEqual(timeline.entries(), [])
  let logged = 0
  for (const upTo of [1, 1_999, 2_000, 2_001, 5_000]) {
    for (; logged < upTo; logged += 1) log.info('event')
    const numbers = timeline.entries().map(({ number }) => number)
    const first = Math.max(1, upTo - 1_999)
    assert.deepEqual(
      numbers,
      Array.from({ length: upTo - first + 1 }, (_, place) => first + place),
    )
  }
})

// What existing clients get wrong, 9.
test('no secret gets in: by its name, its shape, its place, and no e-mail address', () => {
  const { log, timeline, told } = open()
  const secret = randomBytes(24).toString('base64url')
  const token = makeToken('alice')
  log.info('oops', {
    token: secret,
    apiSecret: secret,
    refresh_token: 12_345,
    reason: `Authorization: Bearer ${secret}`,
    address: `wss://chat.example/connect?api_key=x&authorization=${token}`,
    text: `it was ${token}, for alice@example.com`,
    cut: token.slice(0, 40),
    password: null,
  })
  for (const entry of [last(told), last(timeline.entries())]) {
    const said = JSON.stringify(entry)
    for (const part of [secret, ...token.split('.'), token.slice(0, 20), '12345', 'example.com"'])
      assert.ok(!said.includes(part), said)
    assert.equal(entry.facts['token'], '[secret]')
    assert.equal(entry.facts['refresh_token'], '[secret]')
    assert.equal(entry.facts['text'], 'it was [token], for [email]')
  }
})

test('facts that hide nothing keep their values and their kinds', () => {
  const { log, told } = open()
  const facts = {
    code: 'tokenExpired',
    attempt: 0,
    isLast: false,
    expiresAt: startOfTime,
    role: null,
  }
  log.info('event', facts)
  assert.deepEqual(last(told).facts, facts)
})

test('a later change to logged facts changes no entry', () => {
  const { log, told } = open()
  const facts = { count: 1 }
  log.info('event', facts)
  facts.count = 2
  assert.deepEqual(last(told).facts, { count: 1 })
})

/** [what happens, how long each goes on, what the last one ends, how long that took] */
const stories: [events: string[], ends: number[], durationMs: number | null][] = [
  [['signIn.begun', 'signIn.connecting', 'signIn.done'], [1], 2_000],
  [['signIn.begun', 'signIn.failed'], [1], 1_000],
  [['restore.begun', 'restore.done'], [1], 1_000],
  [['restore.begun', 'restore.failed'], [1], 1_000],
  [['connection.opening', 'connection.up'], [1], 1_000],
  [['connection.opening', 'connection.closed'], [1], 1_000],
  [['connection.opening', 'connection.up', 'connection.closed'], [2], 1_000],
  [['renewal.calling', 'renewal.done'], [1], 1_000],
  [['renewal.calling', 'renewal.failed'], [1], 1_000],
  [['renewal.calling', 'renewal.failed', 'renewal.calling', 'renewal.ended'], [3], 1_000],
  [['renewal.calling', 'requests.held', 'renewal.done', 'requests.resumed'], [2], 2_000],
  [['renewal.done'], [], null],
  [['signIn.begun', 'signIn.begun'], [1], null],
  [['connection.opening', 'connection.opening'], [1], null],
  [['signIn.done', 'connection.up', 'renewal.calling', 'session.left'], [1, 2, 3], 3_000],
  [['restore.done', 'requests.held', 'session.ended'], [1, 2], 2_000],
  [['signIn.begun', 'connection.opening', 'signIn.failed'], [1, 2], 2_000],
  [['system.suspended', 'session.left', 'system.resumed'], [1], 2_000],
]

for (const [events, ends, durationMs] of stories) {
  test(`${events.join(', ')}: the last ends ${ends.join() || 'nothing'}`, async () => {
    const { log, clock, told } = open()
    for (const event of events) {
      log.info(event)
      await clock.turn(1_000)
    }
    assert.deepEqual([last(told).ends, last(told).durationMs], [ends, durationMs])
  })
}

test('an event that is logged only at its end reports its own duration', () => {
  const { log, told } = open()
  log.debug('keychain.call', { call: 'get', ms: 34 })
  assert.equal(last(told).durationMs, 34)
})

test('beginnings are known as such', () => {
  const { log, told } = open()
  for (const event of ['connection.opening', 'connection.up', 'connection.closed']) log.info(event)
  assert.deepEqual(
    told.map(({ isStart }) => isStart),
    [true, true, false],
  )
})

test('a computer that slept in the middle: the time asleep is that of the sleep alone', async () => {
  const { log, clock, told } = open()
  log.info('renewal.calling')
  await clock.turn(400)
  log.info('system.suspended')
  clock.sleep(7_200_000)
  log.info('system.resumed')
  assert.equal(last(told).durationMs, 7_200_000)
  await clock.turn(600)
  log.warn('renewal.failed', { code: 'timeout' })
  assert.equal(last(told).durationMs, 1_000)
  assert.equal(last(told).at, startOfTime + 7_201_000)
})

test('setting the clock changes no duration, and no sleep has a negative one', async () => {
  const { log, clock, told } = open()
  log.info('renewal.calling')
  clock.setWall(-3_600_000)
  await clock.turn(250)
  log.info('renewal.done')
  assert.equal(last(told).durationMs, 250)
  log.info('system.suspended')
  clock.setWall(-3_600_000)
  log.info('system.resumed')
  assert.equal(last(told).durationMs, 0)
})
