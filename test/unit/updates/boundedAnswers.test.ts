import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { boundAnswers, type UpdateHttp } from '../../../main/updates/boundedAnswers.ts'
import { FakeClock } from '../../support/fakes.ts'

/** An answer of the feed, sent piece by piece. */
function open(limitBytes = 100) {
  const clock = new FakeClock()
  const sent: { request: EventEmitter & { abort(): void }; response: EventEmitter }[] = []
  const errors: string[] = []
  let aborts = 0
  let answers = 0
  const http: UpdateHttp = {
    createRequest(_options, answer) {
      const request = Object.assign(new EventEmitter(), { abort: () => void (aborts += 1) })
      const response = new EventEmitter()
      request.once('answer', () => {
        // As a request of Electron's that has sent all it has to send.
        request.emit('close')
        answer(response)
      })
      sent.push({ request, response })
      return request
    },
  }
  const bounds = boundAnswers(http, clock, limitBytes)
  const ask = () => {
    http.createRequest({}, () => void (answers += 1)).on('error', () => void errors.push('error'))
    const last = sent.at(-1)
    assert.ok(last)
    return last
  }
  return { clock, bounds, ask, errors, aborts: () => aborts, answers: () => answers }
}

test('an answer as long as the limit passes, and one byte more ends it once', () => {
  const { ask, errors, aborts, answers } = open(100)
  const { request, response } = ask()
  request.emit('answer')
  response.emit('data', Buffer.alloc(60))
  response.emit('data', Buffer.alloc(40))
  assert.deepEqual([errors.length, aborts(), answers()], [0, 0, 1])
  response.emit('data', Buffer.alloc(1))
  response.emit('data', Buffer.alloc(1))
  assert.deepEqual([errors.length, aborts()], [1, 1])
})

test('a new limit counts for the requests after it', () => {
  const { ask, bounds, aborts } = open(100)
  const feed = ask()
  bounds.limit(1_000)
  const file = ask()
  for (const { request, response } of [feed, file]) {
    request.emit('answer')
    response.emit('data', Buffer.alloc(500))
  }
  assert.equal(aborts(), 1)
})

test('a feed that never answers, or stops in the middle, is given up after 60 s', async () => {
  const { ask, clock, errors } = open()
  ask()
  await clock.turn(59_999)
  assert.equal(errors.length, 0)
  await clock.turn(1)
  assert.equal(errors.length, 1)
  const { request, response } = ask()
  request.emit('answer')
  await clock.turn(50_000)
  response.emit('data', Buffer.alloc(1))
  await clock.turn(50_000)
  assert.equal(errors.length, 1)
  await clock.turn(10_000)
  assert.equal(errors.length, 2)
})

test('a feed that sends a byte now and then is given up after 5 minutes and the time for its limit', async () => {
  const { ask, clock, errors, aborts } = open(100_000)
  const { request, response } = ask()
  request.emit('answer')
  for (let minute = 0; minute < 10; minute += 1) {
    response.emit('data', Buffer.alloc(1))
    await clock.turn(30_000)
  }
  assert.equal(errors.length, 0)
  response.emit('data', Buffer.alloc(1))
  await clock.turn(10_000)
  assert.deepEqual([errors.length, aborts()], [1, 1])
})

test('an answer that ended leaves no timer, and neither does a request that failed', async () => {
  const { ask, clock, errors } = open()
  const first = ask()
  first.request.emit('answer')
  first.response.emit('end')
  const second = ask()
  second.request.emit('error', new Error('net::ERR_FAILED'))
  await clock.turn(120_000)
  assert.equal(errors.length, 1, 'its own alone')
})
