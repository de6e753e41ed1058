import assert from 'node:assert/strict'
import { test } from 'node:test'
import { longestPauseMs, readPause, readRetryAfter } from '../../../main/network/retryAfter.ts'

const answeredAt = Date.UTC(2031, 4, 6, 7, 8, 9)

test('Retry-After is read as seconds', () => {
  assert.equal(readRetryAfter('120', answeredAt), 120_000)
  assert.equal(readRetryAfter(' 0 ', answeredAt), 0)
  assert.equal(readRetryAfter('1.5', answeredAt), 1_500)
  assert.equal(readRetryAfter('30, 30', answeredAt), 30_000)
})

test('what is neither seconds nor a date asks for nothing', () => {
  for (const value of [null, '', 'soon', '-5', '-5x', 'NaN', '5 minutes', '0x10', '1e3']) {
    assert.equal(readRetryAfter(value, answeredAt), null, String(value))
  }
})

// Found by test/fuzz/service.test.ts: a timer for Infinity fires at once.
test('a pause is an hour at most, whatever is asked', () => {
  const late = 'Tue, 06 May 2041 07:08:09 GMT'
  for (const value of ['2592000', '9'.repeat(400), late]) {
    assert.equal(readRetryAfter(value, answeredAt), longestPauseMs)
  }
})

const headers = (entries: Record<string, string>) => new Headers(entries)

test("a date is read against the answer's own Date, and this computer's clock does not count", () => {
  const asked = { 'Retry-After': 'Tue, 06 May 2031 07:09:09 GMT' }
  const own = { ...asked, Date: 'Tue, 06 May 2031 07:08:39 GMT' }
  assert.equal(readPause(headers(own), 503, 0), 30_000)
  assert.equal(readPause(headers({ ...own, Age: '10' }), 503, 0), 20_000)
  assert.equal(readPause(headers(asked), 503, answeredAt), 60_000)
  assert.equal(readPause(headers(own), 503, Date.UTC(2041, 0)), 30_000)
  const past = { ...asked, Date: 'Tue, 06 May 2031 07:10:00 GMT' }
  assert.equal(readPause(headers(past), 503, 0), 0)
})

test('X-RateLimit-Reset stands in at a 429: an instant or the seconds that are left', () => {
  const date = { Date: 'Tue, 06 May 2031 07:08:09 GMT' }
  const reset = (value: string) => headers({ ...date, 'X-RateLimit-Reset': value })
  const epoch = answeredAt / 1000 + 20
  assert.equal(readPause(reset(String(epoch)), 429, 0), 20_000)
  assert.equal(readPause(reset(String(epoch * 1000)), 429, 0), 20_000)
  assert.equal(readPause(reset('20'), 429, 0), 20_000)
  assert.equal(readPause(reset(String(epoch)), 500, 0), null)
  assert.equal(readPause(reset('soon'), 429, 0), null)
  const both = headers({ ...date, 'Retry-After': '3', 'X-RateLimit-Reset': String(epoch) })
  assert.equal(readPause(both, 429, 0), 3_000)
})
