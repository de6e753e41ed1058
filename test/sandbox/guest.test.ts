import assert from 'node:assert/strict'
import { test } from 'node:test'

import { claimsOf, mint, openHarness } from './harness.ts'

test('a guest gets an id made by the server, the role guest, and a token that does not expire', async (t) => {
  const harness = await openHarness(t)
  const { status, body } = await harness.call(null, '/guest', {
    user: { id: 'visitor', name: 'Vera' },
  })
  assert.equal(status, 201)
  assert.match(body.user.id, /^guest-[\da-f]{8}-visitor$/)
  assert.deepEqual([body.user.name, body.user.role], ['Vera', 'guest'])
  const claims = claimsOf(body.access_token)
  assert.deepEqual([claims['user_id'], claims.exp], [body.user.id, undefined])
})

test('two guests who ask for the same ID get different ones', async (t) => {
  const harness = await openHarness(t)
  const first = await harness.call(null, '/guest', { user: { id: 'visitor' } })
  const second = await harness.call(null, '/guest', { user: { id: 'visitor' } })
  assert.notEqual(first.body.user.id, second.body.user.id)
  assert.equal(harness.sandbox.faults.counters().guestsCreated, 2)
})

test('a guest who asks for the ID of a user gets another one', async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.call(null, '/guest', { user: { id: 'alice' } })
  assert.notEqual(body.user.id, 'alice')
  assert.equal(body.user.role, 'guest')
})

test('a guest connects with the token it got and is a guest', async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.call(null, '/guest', { user: { id: '訪客 🚪' } })
  const { me } = await harness.connect(body.access_token, body.user.id).next()
  assert.deepEqual([me.id, me.role], [body.user.id, 'guest'])
})

test("a guest's token ends when it is ended by hand", async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.call(null, '/guest', { user: { id: 'visitor' } })
  const { line } = await harness.join(body.access_token, body.user.id)
  harness.sandbox.faults.act({ action: 'expire', user_id: body.user.id })
  assert.equal((await line.next()).error.code, 40)
})

for (const [what, user] of [
  ['no id', {}],
  ['an empty id', { id: '' }],
  ['an id with a line break', { id: 'a\nb' }],
  ['an id of 201 letters', { id: 'x'.repeat(201) }],
  ['half a letter for an id', { id: '\ud83d' }],
  ['the id of the anonymous', { id: '!anon' }],
  ['a number for an id', { id: 5 }],
] as const) {
  test(`a guest with ${what} is refused with code 4`, async (t) => {
    const harness = await openHarness(t)
    const { status, body } = await harness.call(null, '/guest', { user })
    assert.deepEqual([status, body.code], [400, 4])
    assert.match(body.message, /user\.id/)
  })
}

test('a caller with a token cannot become a guest with it', async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.call(await mint({ user_id: 'alice' }), '/guest', {
    user: { id: 'alice' },
  })
  assert.equal(body.code, 2)
})

test('a guest needs the right API key', async (t) => {
  const harness = await openHarness(t)
  const asking = {
    query: { api_key: 'wrong' },
    headers: { 'stream-auth-type': 'anonymous' },
    body: { user: { id: 'v' } },
  }
  assert.equal((await harness.ask('/guest', asking)).body.code, 2)
})
