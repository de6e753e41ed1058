import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readTime } from '../../../main/network/fields.ts'
import { readDate, readRetryAfter } from '../../../main/network/retryAfter.ts'

const time = Date.UTC(2031, 4, 6, 7, 8, 9)
const zone = process.env['TZ']
// Far from UTC, so that a time of this computer shows.
before(() => void (process.env['TZ'] = 'America/New_York'))
after(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

/** [what servers write, ms after `time`; null: no time] */
const values: [unknown, number | null][] = [
  ['2031-05-06T07:08:09Z', 0],
  ['2031-05-06T07:08:09.123456789Z', 123],
  ['2031-05-06T09:08:09+02:00', 0],
  ['2031-05-06T09:08:09+0200', 0],
  // Without a zone: Python, SQL, Go's own spelling.
  ['2031-05-06T07:08:09', 0],
  ['2031-05-06T07:08:09.5', 500],
  ['2031-05-06 07:08:09', 0],
  ['2031-05-06 07:08:09 +0000 UTC', 0],
  ['Tue, 06 May 2031 07:08:09 GMT', 0],
  // Seconds, ms, µs and ns.
  [time / 1_000, 0],
  [time, 0],
  [time * 1_000, 0],
  [time * 1_000_000, 0],
  ['', null],
  ['soon', null],
  [null, null],
  [true, null],
  [{}, null],
  [0, null],
  [7, null],
  [-1, null],
  [Infinity, null],
  [1e300, null],
]

test('a time is read as servers write it, and without a zone it is UTC', () => {
  for (const [value, offset] of values) {
    const read = readTime(value)
    const expected = offset === null ? null : time + offset
    assert.equal(read === null ? null : Math.trunc(read), expected, JSON.stringify(value))
  }
})

test('each of the three forms of an HTTP date is UTC', () => {
  for (const date of [
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
  ]) {
    assert.equal(readDate(new Headers({ Date: date })), Date.UTC(1994, 10, 6, 8, 49, 37), date)
    assert.equal(readRetryAfter(date, Date.UTC(1994, 10, 6, 8, 49, 30)), 7_000, date)
  }
})
