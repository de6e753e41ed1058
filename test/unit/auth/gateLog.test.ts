import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { Limits } from '../../../main/auth/requests/gate.ts'
import { createGate } from '../../../main/auth/requests/gate.ts'
import { createGateLog } from '../../../main/auth/requests/gateLog.ts'
import { FakeClock, FakeLog, settled, tokenOf } from '../../support/fakes.ts'
import { openSignedIn, outcome, send, type Harness } from './harness.ts'

/** The log's lines about requests from now on. */
function listen({ log }: Harness): () => string[] {
  const from = log.lines.length
  return () => log.lines.slice(from).filter((line) => / requests\./.test(line))
}

const many = (harness: Harness, count: number) => Array.from({ length: count }, () => send(harness))

test('a renewal that meets ten requests under way and five new ones says how many were refused, waited and went on', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  harness.service.mode = 'late'
  const underWay = many(harness, 10)
  harness.chat.end('alice')
  const all = [...underWay, ...many(harness, 5)]
  await settled()
  assert.deepEqual(said(), ['info requests.held {"waiting":1}'])
  harness.service.release()
  await Promise.all(all)
  const isUp = harness.log.lines.lastIndexOf('info connection.up {"role":"user"}')
  const isResumed = harness.log.lines.indexOf('info requests.resumed {"count":15}')
  assert.ok(isUp < isResumed, 'not before the connection is back')
  assert.deepEqual(said().slice(1), [
    'warn requests.refused {"code":"tokenExpired","count":10}',
    'info requests.resumed {"count":15}',
  ])
  await harness.clock.turn(60_000)
  assert.equal(said().length, 3)
})

test('ten thousand that meet an expired token are three lines, not ten thousand', async () => {
  const harness = await openSignedIn()
  harness.chat.end('alice')
  const from = harness.log.lines.length
  await Promise.all(many(harness, 10_000))
  await harness.clock.turn(1_000)
  assert.ok(harness.log.lines.length - from < 10, harness.log.lines.slice(from).join('\n'))
})

test('a renewal or a gap without a request is not logged', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  await harness.clock.turn(2_280_000)
  harness.chat.cut()
  await harness.clock.turn(30_000)
  await Promise.all(many(harness, 100))
  assert.deepEqual(said(), [])
})

test('requests in a gap of the connection are held until it is back', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  harness.chat.cut()
  const all = many(harness, 2)
  await harness.clock.turn(30_000)
  await Promise.all(all)
  assert.deepEqual(said(), [
    'info requests.held {"waiting":1}',
    'info requests.resumed {"count":2}',
  ])
})

test('a request that the network lost is held until the connection is found alive', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  harness.chat.callMode = new Failure('network', 'It broke.')
  const lost = send(harness)
  await Promise.resolve()
  harness.chat.callMode = null
  await lost
  assert.deepEqual(said(), [
    'info requests.held {"waiting":1}',
    'info requests.resumed {"count":1}',
  ])
})

test('a connection that is back while the token is being renewed resumes nothing yet', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  harness.service.mode = 'late'
  await harness.clock.turn(2_280_000)
  const waiting = send(harness)
  harness.chat.cut()
  await harness.clock.turn(5_000)
  assert.deepEqual(said(), ['info requests.held {"waiting":1}'])
  harness.service.release()
  await waiting
  assert.deepEqual(said().at(-1), 'info requests.resumed {"count":1}')
})

test('failures are counted by code and told once a second', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  const fail = async (code: 'notAllowed' | 'notFound', count: number) => {
    harness.chat.callMode = new Failure(code, 'No.')
    await Promise.all(many(harness, count).map(outcome))
  }
  await fail('notAllowed', 7)
  await harness.clock.turn(999)
  await fail('notFound', 2)
  assert.deepEqual(said(), [])
  await harness.clock.turn(1)
  assert.deepEqual(said(), [
    'warn requests.failed {"code":"notAllowed","count":7}',
    'warn requests.failed {"code":"notFound","count":2}',
  ])
  await fail('notAllowed', 1)
  await harness.clock.turn(1_000)
  assert.deepEqual(said().slice(2), ['warn requests.failed {"code":"notAllowed","count":1}'])
})

test('a request that is retried is counted each time the server does not take it', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  const told: string[] = []
  harness.chat.callMode = new Failure('serverError', 'It answered 500.')
  const insisting = harness.run.session.pass((token) => harness.chat.call(token), {
    retryOnServerError: ({ code }) => void told.push(code),
  })
  await harness.clock.turn(1_000)
  assert.ok(told.length > 1)
  assert.deepEqual(said(), [
    `warn requests.postponed {"code":"serverError","count":${told.length}}`,
  ])
  harness.chat.callMode = null
  await harness.clock.turn(30_000)
  assert.equal(await insisting, harness.service.issued[0])
})

test('signing out counts what it refuses, and leaves no timer behind', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  harness.chat.cut()
  const all = many(harness, 3).map(outcome)
  await harness.run.session.signOut()
  assert.deepEqual(await Promise.all(all), ['signedOut', 'signedOut', 'signedOut'])
  await settled()
  assert.deepEqual(said(), [
    'info requests.held {"waiting":1}',
    'warn requests.failed {"code":"signedOut","count":3}',
  ])
  assert.deepEqual(harness.clock.pending(), [])
})

/** A gate by itself, with a log. */
function openGate() {
  const clock = new FakeClock()
  const log = new FakeLog()
  const gate = createGate({
    clock,
    listener: createGateLog(log, clock),
    random: () => 0.5,
    on: { refused: () => undefined, accepted: () => undefined, lost: () => undefined },
  })
  const request = (failure: Failure | null = null, limits: Limits = {}) =>
    outcome(
      gate.pass(async () => {
        if (failure) throw failure
        return 'done'
      }, limits),
    )
  return { clock, gate, log, request, token: tokenOf('alice') }
}

const resumed = 'info requests.resumed {"count":1}'

test('requests are told to go on when there are both a token and a connection, and not before', async () => {
  const withoutToken = openGate()
  void withoutToken.request()
  withoutToken.gate.resumeTransport()
  assert.deepEqual(withoutToken.log.lines, ['info requests.held {"waiting":1}'])
  withoutToken.gate.open(withoutToken.token)
  assert.equal(withoutToken.log.lines.at(-1), resumed)

  const lost = openGate()
  lost.gate.open(lost.token)
  void lost.request(new Failure('network', 'The connection broke.'))
  await settled()
  assert.deepEqual(lost.log.lines, ['info requests.held {"waiting":1}'])
  lost.gate.open(lost.token)
  assert.equal(lost.log.lines.length, 1)
  lost.gate.resumeTransport()
  assert.equal(lost.log.lines.at(-1), resumed)
})

test('a request that waits for a token is told of, and goes on with it', () => {
  const { gate, log, token, request } = openGate()
  void request()
  gate.open(token)
  assert.deepEqual(log.lines, ['info requests.held {"waiting":1}', resumed])
  gate.hold()
  void request()
  assert.deepEqual(log.lines.slice(2), ['info requests.held {"waiting":1}'])
})

test('a request that waits for the connection is told of', async () => {
  const { gate, log, token, request } = openGate()
  gate.open(token)
  gate.pauseTransport()
  void request()
  assert.deepEqual(log.lines, ['info requests.held {"waiting":1}'])
})

test('requests that wait already when the connection goes down are told of', async () => {
  const { gate, log, token } = openGate()
  gate.open(token)
  const never = () => new Promise<never>(() => undefined)
  void outcome(gate.pass(never, { orderingKey: 'channel' }))
  void outcome(gate.pass(never, { orderingKey: 'channel' }))
  gate.pauseTransport()
  assert.deepEqual(log.lines, ['info requests.held {"waiting":1}'])
})

test('closing tells at once of what was postponed', async () => {
  const { clock, gate, log, token, request } = openGate()
  gate.open(token)
  const retryOnServerError = () => undefined
  void request(new Failure('serverError', 'It answered 503.'), { retryOnServerError })
  await settled()
  gate.close(new Failure('signedOut', 'You signed out.'))
  await settled()
  assert.deepEqual(log.lines, [
    'warn requests.postponed {"code":"serverError","count":1}',
    'warn requests.failed {"code":"signedOut","count":1}',
  ])
  assert.deepEqual(clock.pending(), [])
})
