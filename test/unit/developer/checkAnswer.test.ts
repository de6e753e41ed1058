import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer, testCases } from './expectFindings.ts'
import { checkManualService } from './manualTokenService.ts'

const redirect = (status: number, Location: string) => answer(status, '', { Location })

testCases([
  ['there is no Date', { headers: { Date: '' } }, ['warn serverTime'], /no Date/],
  [
    'JSON is called text',
    { headers: { 'Content-Type': 'text/plain' } },
    ['warn contentType'],
    /text\/plain/,
  ],
  [
    'JSON is called something of its own',
    { headers: { 'Content-Type': 'application/vnd.acme+json' } },
    [],
    /vnd/,
  ],
  [
    'user.id is another',
    { grant: (body) => ({ ...body, user: { id: 'bob' } }) },
    ['warn body'],
    /bob/,
  ],
  [
    'user is a string',
    { grant: (body) => ({ ...body, user: 'x' }) },
    ['fail body'],
    /“user” is no object/,
  ],
  [
    'refresh_token is a number',
    { grant: (body) => ({ ...body, refresh_token: 7 }) },
    ['fail body'],
    /“refresh_token” is no string/,
  ],
  ['the body is a list', { grant: (body) => [body] }, ['fail body'], /not an object/],
  ['the body is empty', { grant: () => ({}) }, ['fail body'], /no “token”\./],
  [
    'the token has another name',
    { grant: ({ token }) => ({ access_token: token }) },
    ['fail body'],
    /only “access_token”/,
  ],
  [
    'the refresh token cannot be sent',
    { grant: (body) => ({ ...body, refresh_token: 'née-東京' }) },
    ['fail body'],
    /no HTTP header/,
  ],
  ['there is no refresh token', { rotation: 'none' }, ['warn body'], /asked for their password/],
  ['a byte order mark before the JSON is read as by the app', { prefix: '\uFEFF' }, [], /answer/],
  ['the path is wrong', { answer: () => answer(404) }, ['fail status'], /404/],
  ['only GET is taken', { answer: () => answer(405) }, ['fail status'], /405/],
  ['the body is not read', { answer: () => answer(415) }, ['fail status'], /415/],
  [
    'there is a redirect within the origin',
    { answer: ({ index }) => (index === 0 ? redirect(307, '/there') : null) },
    ['warn status'],
    /2 calls/,
  ],
  [
    'a redirect makes a GET of a POST',
    { answer: () => redirect(302, '/there') },
    ['fail status'],
    /302/,
  ],
  ['redirects go on for ever', { answer: () => redirect(308, '/there') }, ['fail status'], /308/],
  [
    'a redirect goes nowhere',
    { answer: () => redirect(307, 'http://') },
    ['fail status'],
    /nowhere/,
  ],
  [
    'a redirect goes to another origin',
    { answer: () => redirect(307, 'https://elsewhere.example/token') },
    ['fail status'],
    /to elsewhere\.example/,
  ],
])

test('a good service passes each probe, over https', async () => {
  const { findings, find } = await checkManualService()
  assert.deepEqual([...new Set(findings.map(({ verdict }) => verdict))], ['pass'])
  assert.match(find('tls').message, /certificate is good/)
})

for (const [status, location, count] of [
  [307, '/there', 4],
  [308, '/there', 4],
  [302, '/there', 1],
  [307, 'https://elsewhere.example/', 1],
] as const) {
  test(`a redirect ${status} to ${location} makes ${count} of a call, as in the app`, async () => {
    const { calls } = await checkManualService({ answer: () => redirect(status, location) })
    assert.equal(calls.length, count)
  })
}

test('the address in the report is without its query', async () => {
  const { url } = await checkManualService(
    {},
    { url: 'https://api.acme.example/chat-token?key=a-key' },
  )
  assert.equal(url, 'https://api.acme.example/chat-token')
})
