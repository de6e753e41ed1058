import assert from 'node:assert/strict'
import { test } from 'node:test'

import { noFaults } from '../../sandbox/faults.ts'
import type { Harness } from './harness.ts'
import { livestreams, mint, openHarness } from './harness.ts'

const key = 'control-key-for-tests'
const withKey = { 'x-sandbox-control': key }
const read = (harness: Harness) =>
  harness.ask('/sandbox/faults', { method: 'GET', headers: withKey })
const change = (harness: Harness, body: unknown) =>
  harness.ask('/sandbox/faults', { headers: withKey, body })
const act = (harness: Harness, body: unknown) =>
  harness.ask('/sandbox/actions', { headers: withKey, body })

test('the switches and counters can be read with the key', async (t) => {
  const harness = await openHarness(t, { controlKey: key })
  await harness.call(null, '/channels')
  await harness.signIn('alice', 'alice-sandbox')
  await harness.call('word', '/channels')
  await harness.join(null)
  const { status, body } = await read(harness)
  assert.equal(status, 200)
  assert.deepEqual(body, {
    faults: noFaults,
    counters: {
      tokenServiceCalls: 1,
      tokensIssued: 1,
      signOuts: 0,
      guestsCreated: 0,
      messagesStored: 0,
      rest: { ok: 1, 43: 1 },
      connects: { ok: 1 },
      ended: {},
      socketsOpen: 1,
    },
  })
})

test('a change is merged in, takes effect at once, and null sets a switch back', async (t) => {
  const harness = await openHarness(t, { controlKey: key })
  assert.deepEqual((await change(harness, { refuseWith: 9, retryAfterSeconds: 3 })).body.faults, {
    ...noFaults,
    refuseWith: 9,
    retryAfterSeconds: 3,
  })
  assert.equal((await harness.call(null, '/channels')).body.code, 9)
  const { faults } = (await change(harness, { refuseWith: null, tokenLifeSeconds: 9 })).body
  assert.deepEqual(faults, { ...noFaults, retryAfterSeconds: 3, tokenLifeSeconds: 9 })
  assert.deepEqual(
    (await change(harness, { tokenLifeSeconds: null, retryAfterSeconds: null })).body.faults,
    noFaults,
  )
})

for (const [what, patch, field] of [
  ['an unknown switch', { network: 'off', colour: 'red' }, /colour/],
  ['an unknown mode', { network: 'off', tokenService: 'sulking' }, /tokenService/],
  ['an unknown code', { refuseWith: 41.5 }, /refuseWith/],
  ['a delay below nought', { chatDelayMs: -1 }, /chatDelayMs/],
  ['a life of a thousand years', { tokenLifeSeconds: 31_536_000_000 }, /tokenLifeSeconds/],
  ['a word for a truth', { disableAuthChecks: 'yes' }, /disableAuthChecks/],
  ['a list', [], /an object/],
  ['nothing', 'null', /the body/],
] as const) {
  test(`${what} is refused with code 4 and changes nothing`, async (t) => {
    const harness = await openHarness(t, { controlKey: key })
    const { status, body } = await change(harness, patch)
    assert.deepEqual([status, body.code], [400, 4])
    assert.match(body.message, field)
    assert.deepEqual(harness.sandbox.faults.read(), noFaults)
  })
}

test('a switch that is undefined is left as it is', async (t) => {
  const harness = await openHarness(t, { faults: { tokenLifeSeconds: 9 } })
  const faults = harness.sandbox.faults.change({
    tokenLifeSeconds: undefined,
    retryAfterSeconds: 1,
  })
  assert.deepEqual(faults, { ...noFaults, tokenLifeSeconds: 9, retryAfterSeconds: 1 })
})

for (const [what, headers] of [
  ['no key', {}],
  ['a wrong key', { 'x-sandbox-control': 'wrong' }],
  ['an empty key', { 'x-sandbox-control': '' }],
] as const) {
  test(`${what} gives no access: 403 with code 17`, async (t) => {
    const harness = await openHarness(t, { controlKey: key })
    for (const path of ['/sandbox/faults', '/sandbox/actions', '/sandbox/nothing']) {
      const { status, body } = await harness.ask(path, { headers, body: { network: 'off' } })
      assert.deepEqual([status, body.code], [403, 17])
    }
    assert.equal(harness.sandbox.faults.read().network, 'on')
  })
}

test('without a key at the start there are no control endpoints, with any key', async (t) => {
  for (const controlKey of [undefined, '']) {
    const harness = await openHarness(t, { controlKey })
    for (const sent of ['', 'undefined', 'null', key]) {
      const { status, body } = await harness.ask('/sandbox/faults', {
        headers: { 'x-sandbox-control': sent },
      })
      assert.deepEqual([status, body.code], [404, 16])
    }
  }
})

test('there is nothing else behind the key', async (t) => {
  const harness = await openHarness(t, { controlKey: key })
  for (const path of ['/sandbox', '/sandbox/secret', '/sandbox/faults/more']) {
    assert.equal((await harness.ask(path, { headers: withKey })).status, 404)
  }
})

test('expire, revoke, cut, post, reset and resetCounters are actions', async (t) => {
  const harness = await openHarness(t, { controlKey: key })
  const { line } = await harness.join(await mint({ user_id: 'alice' }))
  assert.equal((await act(harness, { action: 'expire', user_id: 'alice' })).status, 200)
  assert.equal((await line.next()).error.message, 'The token has expired')
  const bobs = await harness.join(await mint({ user_id: 'bob' }), 'bob')
  await act(harness, { action: 'revoke', user_id: 'bob' })
  assert.equal((await bobs.line.next()).error.message, 'The token was revoked')
  await change(harness, { clockSkewSeconds: 5 })
  assert.deepEqual((await act(harness, { action: 'reset' })).body.faults, noFaults)
  await harness.join(null)
  const { counters } = (await act(harness, { action: 'resetCounters' })).body
  assert.deepEqual([counters.connects, counters.ended, counters.socketsOpen], [{}, {}, 1])
})

test('post sends a message as the given user', async (t) => {
  const harness = await openHarness(t, { controlKey: key })
  const { line, id } = await harness.join(null)
  await harness.call(null, '/channels', { filter_conditions: livestreams, watch: true }, id)
  await act(harness, {
    action: 'post',
    cid: 'livestream:night-sky',
    user_id: 'bob',
    text: 'Look up!',
  })
  const { type, user, message } = await line.next()
  assert.deepEqual([type, user.id, message.text], ['message.new', 'bob', 'Look up!'])
})

for (const [what, action, expected] of [
  ['system message', { type: 'system' }, { type: 'system' }],
  ['silent message', { silent: true }, { type: 'regular', silent: true }],
  ['shadowed message', { shadowed: true }, { type: 'regular', shadowed: true }],
  [
    'thread reply',
    { parent_id: 'seed-night-sky-1' },
    { type: 'reply', parent_id: 'seed-night-sky-1', show_in_channel: false },
  ],
  [
    'thread reply that stands in the channel as well',
    { parent_id: 'seed-night-sky-1', show_in_channel: true },
    { type: 'reply', parent_id: 'seed-night-sky-1', show_in_channel: true },
  ],
] as const) {
  test(`post makes a ${what}, which comes through the same events and answers as a plain one`, async (t) => {
    const harness = await openHarness(t, { controlKey: key })
    const { line, id } = await harness.join(null)
    await harness.call(null, '/channels', { filter_conditions: livestreams, watch: true }, id)
    const said = { action: 'post', cid: 'livestream:night-sky', user_id: 'bob', text: 'Look up!' }
    await act(harness, { ...said, ...action })
    const { type, message } = await line.next()
    assert.equal(type, 'message.new')
    assert.deepEqual({ ...message, text: 'Look up!', ...expected }, message)
    const read = await harness.call(null, '/channels/livestream/night-sky/query', { state: true })
    assert.deepEqual(read.body.messages.at(-1), message)
  })
}

test('post makes a deleted message, which has its text and the time it was deleted at', async (t) => {
  const harness = await openHarness(t, { controlKey: key })
  const said = { action: 'post', cid: 'livestream:night-sky', user_id: 'bob', text: 'Oops' }
  await act(harness, { ...said, type: 'deleted' })
  const read = await harness.call(null, '/channels/livestream/night-sky/query', { state: true })
  const { type, text, deleted_at, created_at } = read.body.messages.at(-1)
  assert.deepEqual([type, text, deleted_at], ['deleted', 'Oops', created_at])
})

for (const [what, action, code] of [
  ['an unknown action', { action: 'explode' }, 4],
  ['an action without its user', { action: 'expire' }, 4],
  ['an action on an unknown user', { action: 'revoke', user_id: 'ghost' }, 16],
  ['an action with more than it needs', { action: 'cut', user_id: 'alice' }, 4],
  [
    'a post to an unknown channel',
    { action: 'post', cid: 'team:none', user_id: 'bob', text: 'x' },
    16,
  ],
] as const) {
  test(`${what} is refused with code ${code}`, async (t) => {
    const harness = await openHarness(t, { controlKey: key })
    assert.equal((await act(harness, action)).body.code, code)
  })
}
