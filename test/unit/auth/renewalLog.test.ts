import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled, startOfTime } from '../../support/fakes.ts'
import { openSignedIn, send, type Harness } from './harness.ts'

/** The log's lines about tokens and renewals from now on. */
function listen({ log }: Harness): () => string[] {
  const from = log.lines.length
  return () => log.lines.slice(from).filter((line) => / (renewal|token)\./.test(line))
}

test('a new token says when its renewal is planned, and the renewal when it begins, is done and comes again', async () => {
  const harness = await openSignedIn()
  assert.ok(harness.log.lines.includes('info renewal.planned {"inMs":2280000}'))
  const said = listen(harness)
  await harness.clock.turn(2_280_000)
  const expiresAt = startOfTime + 2_280_000 + 3_600_000
  assert.deepEqual(said(), [
    'info renewal.calling {"attempt":0,"waiting":0}',
    `info renewal.done {"expiresAt":${expiresAt}}`,
    'info renewal.planned {"inMs":2280000}',
  ])
})

test('a renewal that fails says by which code, when the next try is, and how many wait', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  harness.service.mode = new Failure('serverError', 'It answered 500.')
  harness.chat.end('alice')
  const all = Array.from({ length: 10 }, () => send(harness))
  await settled()
  assert.deepEqual(said(), [
    'warn token.refused {"code":"tokenExpired"}',
    'info renewal.calling {"attempt":0,"waiting":0}',
    'warn renewal.failed {"code":"serverError","nextTryInMs":250,"waiting":10}',
  ])
  harness.service.mode = 'ok'
  await harness.clock.turn(250)
  await Promise.all(all)
  assert.equal(said()[3], 'info renewal.calling {"attempt":1,"waiting":10}')
  assert.match(said()[4] ?? '', /^info renewal\.done /)
})

test('a definite no says that no new token will come', async () => {
  const harness = await openSignedIn()
  const said = listen(harness)
  harness.service.endSessions()
  await harness.clock.turn(2_280_000)
  assert.deepEqual(said(), [
    'info renewal.calling {"attempt":0,"waiting":0}',
    'warn renewal.ended {"code":"renewalRefused"}',
  ])
  assert.ok(!harness.log.lines.some((line) => line.includes('session.ended')))
  harness.chat.end('alice')
  assert.equal(harness.log.lines.at(-1), 'warn session.ended {"code":"renewalRefused"}')
})
