import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { createFetch, type FetchOptions } from '../../../main/network/fetch.ts'
import { textOf } from '../../support/responses.ts'

/** Chromium's requests, each of which is answered by `answer`. */
function openFetch(answer: (request: EventEmitter) => void) {
  let aborted = 0
  const request = Object.assign(new EventEmitter(), {
    setHeader: () => undefined,
    abort: () => void (aborted += 1),
    end: () => setImmediate(() => answer(request)),
  })
  const fetch = createFetch({
    net: { request: () => request } as unknown as FetchOptions['net'],
    session: () => ({}) as never,
    login: { ask: () => Promise.reject(new Error('Nothing is asked.')) },
  })
  return { fetch, aborted: () => aborted }
}

/** An answer as Electron hands it over. */
const answerOf = (statusCode: number, headers: Record<string, string | string[]>) =>
  Object.assign(Readable.from([Buffer.from('{}')]), {
    statusCode,
    statusMessage: '\ufffd',
    headers,
  })

for (const [status, seen] of [
  [200, 200],
  [401, 401],
  [999, 500],
  [600, 500],
  [101, 500],
  [0, 500],
] as const) {
  test(`a ${status} with a reason and a header beyond Latin-1 is an answer with ${seen}`, async () => {
    const headers = { 'x-team': '\ufffdquipe', 'retry-after': '7' }
    const { fetch } = openFetch((request) => request.emit('response', answerOf(status, headers)))
    const response = await fetch('https://a.example/')
    assert.deepEqual([response.status, response.headers.get('x-team')], [seen, null])
    assert.equal(response.headers.get('retry-after'), '7')
    assert.equal(await textOf(response), '{}')
  })

  test(`a redirect with ${status} and such a header is an answer, too, and ends the request`, async () => {
    const headers = { 'x-team': ['\ufffdquipe'], location: ['/there'] }
    const { fetch, aborted } = openFetch((request) =>
      request.emit('redirect', status, 'GET', 'https://b.example/', headers),
    )
    const response = await fetch('https://a.example/')
    assert.deepEqual([response.status, response.headers.get('location')], [seen, '/there'])
    assert.equal(aborted(), 1)
  })
}

for (const [what, headers] of [
  ['no headers at all', null],
  [
    'headers that throw',
    {
      get date(): string {
        throw new Error('odd')
      },
    },
  ],
] as const) {
  test(`an answer with ${what} rejects the promise, and nothing is thrown outside of it`, async () => {
    const { fetch, aborted } = openFetch((request) => {
      request.emit('response', answerOf(200, headers as never))
    })
    await assert.rejects(fetch('https://a.example/'))
    assert.equal(aborted(), 1)
  })
}

test('an error of Chromium rejects the promise, also one that comes again', async () => {
  const { fetch } = openFetch((request) => {
    request.emit('error', new Error('net::ERR_FAILED'))
    request.emit('error', new Error('net::ERR_ABORTED'))
  })
  await assert.rejects(fetch('https://a.example/'), { message: 'net::ERR_FAILED' })
})
