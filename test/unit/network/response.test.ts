import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { makeResponse } from '../../../main/network/response.ts'
import { textOf } from '../../support/responses.ts'

test('a status that no Response can have is a server error', () => {
  for (const status of [0, 100, 199, 600, 999, 12_345, NaN, -1, 200.5]) {
    assert.equal(makeResponse(status, {}, null).status, 500)
  }
  for (const status of [200, 404, 599]) assert.equal(makeResponse(status, {}, null).status, status)
})

test('headers that do not fit are dropped, and the others stay', () => {
  const { headers } = makeResponse(
    200,
    {
      'x-team': '\ufffdquipe',
      'x-euro': '€',
      'x-break': 'a\r\nb',
      'x y': 'a name with a space',
      '': 'no name',
      'retry-after': ['7', '8'],
      'x-none': undefined,
      date: 'Tue, 06 May 2031 07:08:09 GMT',
    },
    null,
  )
  for (const name of ['x-team', 'x-euro', 'x-break', 'x y', '', 'x-none']) {
    assert.equal(headers.get(name), null, name)
  }
  assert.equal(headers.get('Date'), 'Tue, 06 May 2031 07:08:09 GMT')
  assert.equal(headers.get('retry-after'), '7, 8')
})

test('a body is read, and one where none can be is let go', async () => {
  const body = Readable.from([Buffer.from('x')])
  assert.equal(await textOf(makeResponse(200, {}, body)), 'x')
  const none = new Readable({ read: () => undefined })
  assert.equal(makeResponse(204, {}, none).body, null)
  assert.equal(none.destroyed, true)
  // Without a listener this would be an uncaught exception.
  const broken = new Readable({ read: () => undefined })
  makeResponse(304, {}, broken)
  broken.destroy(new Error('late'))
  await new Promise(setImmediate)
})
