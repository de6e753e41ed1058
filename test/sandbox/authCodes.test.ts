import assert from 'node:assert/strict'
import { test } from 'node:test'

import { UnsecuredJWT } from 'jose'

import type { Harness } from './harness.ts'
import { mint, livestreams, openHarness } from './harness.ts'

interface Case {
  what: string
  code: number
  token?: () => Promise<string> | string
  apiKey?: string
  authType?: string
  userId?: string
}

const good = () => mint({ user_id: 'alice' })

const developmentToken = (claims: string) =>
  `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${Buffer.from(claims).toString('base64')}.devtoken`

const cases: Case[] = [
  { what: 'no API key', code: 2, apiKey: '' },
  { what: 'a wrong API key', code: 2, apiKey: 'somebody-elses' },
  { what: 'no authentication type', code: 2, authType: '' },
  { what: 'an unknown authentication type', code: 2, authType: 'basic' },
  { what: 'no token', code: 5, token: () => '' },
  { what: 'a user id that is not that of the token', code: 5, userId: 'bob' },
  { what: 'a token without a user id', code: 5, token: () => mint({}) },
  { what: 'a token whose user id is a number', code: 5, token: () => mint({ user_id: 7 }) },
  { what: 'a token whose user id is empty', code: 5, token: () => mint({ user_id: '' }) },
  { what: 'a token for the id of the anonymous', code: 5, token: () => mint({ user_id: '!anon' }) },
  { what: 'a development token', code: 5, token: () => developmentToken('{"user_id":"alice"}') },
  { what: 'an expired token', code: 40, token: () => mint({ user_id: 'alice', exp: -1 }) },
  {
    what: 'a token that ends this very second',
    code: 40,
    token: () => mint({ user_id: 'alice', exp: 0 }),
  },
  {
    what: 'a token that is not valid before the next second',
    code: 41,
    token: () => mint({ user_id: 'alice', nbf: 1 }),
  },
  {
    what: 'a token issued in the next second',
    code: 42,
    token: () => mint({ user_id: 'alice', iat: 1 }),
  },
  {
    what: 'a token signed with another secret',
    code: 43,
    token: () => mint({ user_id: 'alice' }, { secret: 'another' }),
  },
  {
    what: 'an expired token signed with another secret',
    code: 43,
    token: () => mint({ user_id: 'alice', exp: -1 }, { secret: 'another' }),
  },
  {
    what: 'a token signed with another algorithm',
    code: 43,
    token: () => mint({ user_id: 'alice' }, { alg: 'HS512' }),
  },
  {
    what: 'an unsigned token',
    code: 43,
    token: () => new UnsecuredJWT({ user_id: 'alice' }).encode(),
  },
  {
    what: 'a token with its signature cut off',
    code: 43,
    token: async () => (await good()).split('.').slice(0, 2).join('.'),
  },
  {
    what: 'a token with other claims put in',
    code: 43,
    token: async () => swapClaims(await good()),
  },
  {
    what: 'a token with a word for its expiry',
    code: 43,
    token: () => mintRaw({ user_id: 'alice', exp: 'soon' }),
  },
  { what: 'a token with Bearer before it', code: 43, token: async () => `Bearer ${await good()}` },
  { what: 'a word for a token', code: 43, token: () => 'word' },
]

for (const { what, code, token = good, apiKey, authType = 'jwt', userId = 'alice' } of cases) {
  test(`${what} is refused with code ${code}, by request and by socket`, async (t) => {
    const harness = await openHarness(t)
    const sent = {
      token: await token(),
      apiKey: apiKey ?? harness.sandbox.apiKey,
      authType,
      userId,
    }
    const body = await refusedRequest(harness, sent)
    assert.deepEqual([body.code, body.StatusCode], [code, 401])
    const error = await refusedSocket(harness, sent)
    assert.deepEqual([error.code, error.StatusCode, error.message], [code, 401, body.message])
  })
}

for (const [what, claims] of [
  ['ends in the next second', { exp: 1 }],
  ['is valid from this second on', { nbf: 0 }],
  ['was issued in this second', { iat: 0 }],
  ['has no dates at all', {}],
] as const) {
  test(`a token that ${what} is good`, async (t) => {
    const harness = await openHarness(t)
    const token = await mint({ user_id: 'alice', ...claims })
    assert.equal((await harness.call(token, '/channels')).status, 201)
    assert.equal((await harness.connect(token).next()).type, 'health.check')
  })
}

test('a refresh token is no chat token', async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.signIn('alice', 'alice-sandbox')
  assert.equal((await harness.call(body.refresh_token, '/channels')).body.code, 43)
})

test('the names of headers and query parameters count in any case', async (t) => {
  const harness = await openHarness(t)
  const headers = { AUTHORIZATION: await good(), 'STREAM-AUTH-TYPE': 'jwt' }
  const reply = await harness.ask('/channels', {
    query: { API_KEY: harness.sandbox.apiKey, User_Id: 'alice' },
    headers,
    body: { filter_conditions: livestreams },
  })
  assert.equal(reply.status, 201)
})

test('a development token is good while the app has its authentication checks disabled, and no longer', async (t) => {
  const harness = await openHarness(t, { faults: { disableAuthChecks: true } })
  const vector =
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ1c2VyX2lkIjoibHVrZV9za3l3YWxrZXIifQ==.devtoken'
  const { me } = await harness.connect(vector, 'luke_skywalker').next()
  assert.deepEqual([me.id, me.role], ['luke_skywalker', 'user'])
  assert.equal((await harness.call(vector, '/channels')).status, 201)
  harness.sandbox.faults.change({ disableAuthChecks: false })
  assert.equal((await harness.call(vector, '/channels')).body.code, 5)
})

test('a development token reads back any id, and one that cannot be read is refused with code 5', async (t) => {
  const harness = await openHarness(t, { faults: { disableAuthChecks: true } })
  const id = 'zoë ÿþ 東京 🚀'
  assert.equal(
    (await harness.connect(developmentToken(JSON.stringify({ user_id: id })), id).next()).me.id,
    id,
  )
  for (const claims of ['{', '[]', 'null', '{"user_id":null}', '{"id":"alice"}']) {
    assert.equal((await harness.call(developmentToken(claims), '/channels')).body.code, 5, claims)
  }
})

for (const id of ['zoë_o’neil-東京?', '>>>???~~~ÿÿÿ', 'a b\u00a0c', '🚀', 'x'.repeat(255)]) {
  test(`a token for the id ${id.slice(0, 20)} is read rightly`, async (t) => {
    const harness = await openHarness(t)
    const frame = await harness.connect(await mint({ user_id: id }), id).next()
    assert.equal(frame.me?.id, id)
  })
}

test('a token whose base64url needs both - and _ is read rightly', async (t) => {
  const harness = await openHarness(t)
  const id = 'ÿ>ÿ?ÿ~'
  const token = await mint({ user_id: id })
  assert.match(token.split('.')[1] ?? '', /-.*_|_.*-/)
  assert.equal((await harness.connect(token, id).next()).me.id, id)
})

interface Sent {
  token: string
  apiKey: string
  authType: string
  userId: string
}

async function refusedRequest(harness: Harness, { token, apiKey, authType, userId }: Sent) {
  const headers = { authorization: token || undefined, 'stream-auth-type': authType || undefined }
  const query = { api_key: apiKey || undefined, user_id: userId }
  const reply = await harness.ask('/channels', { query, headers, body: {} })
  assert.equal(reply.status, 401)
  return reply.body
}

async function refusedSocket(harness: Harness, { token, apiKey, authType, userId }: Sent) {
  const json = JSON.stringify({ user_id: userId, user_details: { id: userId } })
  const line = harness.dial({
    json,
    api_key: apiKey,
    authorization: token,
    'stream-auth-type': authType,
  })
  const { error } = await line.next()
  assert.equal(await line.closed, 1000)
  return error
}

function swapClaims(token: string): string {
  const [header, , signature] = token.split('.')
  return [header, Buffer.from('{"user_id":"bob"}').toString('base64url'), signature].join('.')
}

async function mintRaw(claims: object): Promise<string> {
  const { createHmac } = await import('node:crypto')
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', 'a-secret-for-tests-only').update(signed).digest('base64url')}`
}
