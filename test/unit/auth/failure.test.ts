import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure, toFailure, unreachable, type FailureCode } from '../../../main/auth/errors.ts'

test('a failure has a code, a field, a cause and a time to wait', () => {
  const cause = new Error('ECONNRESET')
  const failure = new Failure('rateLimited', 'Slow down.', {
    cause,
    field: 'password',
    retryAfterMs: 5_000,
  })
  assert.equal(failure.name, 'Failure')
  assert.equal(failure.cause, cause)
  assert.deepEqual([failure.field, failure.retryAfterMs], ['password', 5_000])
  const bare = new Failure('internal', 'Oh.')
  assert.deepEqual([bare.field, bare.retryAfterMs, 'cause' in bare], [null, null, false])
})

test('a retry can help where nobody has to change anything', () => {
  const passing: FailureCode[] = [
    'badAnswer',
    'certificateRefused',
    'network',
    'proxyRefused',
    'rateLimited',
    'serverError',
    'timeout',
  ]
  const final: FailureCode[] = ['credentialsRefused', 'renewalRefused', 'tokenExpired', 'internal']
  for (const code of passing) assert.equal(new Failure(code, 'x').canRetry, true)
  for (const code of final) assert.equal(new Failure(code, 'x').canRetry, false)
})

test('a failure stays what it is; everything else is a bug of ours, with its cause kept', () => {
  const failure = new Failure('timeout', 'x')
  assert.equal(toFailure(failure), failure)
  for (const thrown of [new TypeError('x'), 'text', null, undefined]) {
    const made = toFailure(thrown)
    assert.equal(made.code, 'internal')
    assert.equal(made.cause, thrown)
  }
})

test('an unhandled case is a plain error that names it', () => {
  assert.throws(() => unreachable('odd' as never), /Unhandled case: odd/)
})

test('the place that read the answer can say where a failure comes from, and whether a retry can help', () => {
  const told = new Failure('network', 'x', {
    origin: 'server',
    canRetry: false,
    about: { host: 'a' },
  })
  assert.deepEqual([told.origin, told.canRetry, told.about], ['server', false, { host: 'a' }])
  const usual = new Failure('network', 'x')
  assert.deepEqual([usual.origin, usual.canRetry, usual.about], ['transport', true, {}])
  assert.equal(new Failure('keychainLocked', 'x', { canRetry: true }).canRetry, true)
})
