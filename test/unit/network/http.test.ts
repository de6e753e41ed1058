import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRetryAfter, requestJson } from '../../../main/network/http.ts'
import { testRequests } from '../../support/httpTests.ts'

// By Node's fetch; test/e2e/fetch.test.ts does it by the app's.
testRequests((request, learn) => requestJson({ fetch, learn }, request))

// Found by test/fuzz/service.test.ts: a timer for Infinity fires at once.
test('a Retry-After of any number of digits is a number of milliseconds that ends', () => {
  assert.ok(Number.isFinite(readRetryAfter('9'.repeat(400))))
})

test('Retry-After is read as seconds or as a date', () => {
  assert.equal(readRetryAfter('120'), 120_000)
  assert.equal(readRetryAfter(' 0 '), 0)
  const inAMinute = readRetryAfter(new Date(Date.now() + 60_000).toUTCString()) ?? 0
  assert.ok(inAMinute > 58_000 && inAMinute <= 60_000)
  assert.equal(readRetryAfter('Tue, 06 May 2014 07:08:09 GMT'), 0)
  for (const value of [null, '', 'soon', '-5x', 'NaN']) assert.equal(readRetryAfter(value), null)
})
