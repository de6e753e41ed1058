import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Reply } from './harness.ts'
import { channelsOf, livestreams, mint, openHarness } from './harness.ts'

const cids = ({ body }: Reply): string[] =>
  body.channels.map(({ channel }: { channel: { cid: string } }) => channel.cid)
const alice = () => mint({ user_id: 'alice' })

test('an opened channel has its members and the messages said in it', async (t) => {
  const harness = await openHarness(t)
  const { status, body } = await harness.call(
    await alice(),
    '/channels/messaging/alice-and-bob/query',
    { state: true },
  )
  assert.equal(status, 201)
  const { channel, members, messages, read, watchers, watcher_count } = body
  assert.deepEqual(
    [channel.id, channel.type, channel.cid, channel.name],
    ['alice-and-bob', 'messaging', 'messaging:alice-and-bob', 'Alice and Bob'],
  )
  assert.deepEqual(
    members.map((each: { user: { name: string } }) => each.user.name),
    ['Alice Moreau', 'Bob Okafor'],
  )
  assert.deepEqual(
    messages.map((each: { user: { id: string } }) => each.user.id),
    ['alice', 'bob', 'alice'],
  )
  assert.equal(messages[0].text, 'Did you get the tickets?')
  assert.deepEqual([watchers, watcher_count], [[], 0])
  assert.deepEqual(
    read.map((each: { user: { id: string }; last_read: string; unread_messages: number }) => [
      each.user.id,
      each.last_read,
      each.unread_messages,
    ]),
    [
      ['alice', messages[2].created_at, 0],
      ['bob', messages[1].created_at, 1],
    ],
  )
})

test('without state there are no messages, and with a limit the last ones', async (t) => {
  const harness = await openHarness(t)
  const path = '/channels/messaging/alice-and-bob/query'
  assert.deepEqual((await harness.call(await alice(), path, { state: false })).body.messages, [])
  const { body } = await harness.call(await alice(), path, { state: true, messages: { limit: 1 } })
  assert.deepEqual(
    body.messages.map((each: { text: string }) => each.text),
    ['Perfect, see you on the platform.'],
  )
})

test('the messages of a fresh sandbox were said before its start, in order', async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.call(await alice(), '/channels', {
    filter_conditions: channelsOf('alice'),
    state: true,
  })
  for (const { channel, messages } of body.channels) {
    const times = messages.map((each: { created_at: string }) => Date.parse(each.created_at))
    assert.ok(
      times.length > 0 && times.every((time: number) => time < harness.clock.now()),
      channel.cid,
    )
    assert.deepEqual(times, times.toSorted())
    assert.equal(channel.last_message_at, messages.at(-1).created_at)
  }
})

test('a list begins with the liveliest channel', async (t) => {
  const harness = await openHarness(t)
  const path = '/channels/team/design-review/message'
  harness.clock.advance(1000)
  await harness.call(await alice(), path, { message: { text: 'Anything new?' } })
  const list = await harness.call(await alice(), '/channels', {
    filter_conditions: channelsOf('alice'),
  })
  assert.equal(cids(list)[0], 'team:design-review')
})

test('a list can be sorted and cut', async (t) => {
  const harness = await openHarness(t)
  const sort = [{ field: 'member_count', direction: -1 }]
  const query = { filter_conditions: channelsOf('alice'), sort }
  const all = cids(await harness.call(await alice(), '/channels', query))
  assert.equal(all[0], 'messaging:weekend-hike')
  assert.deepEqual(
    cids(await harness.call(await alice(), '/channels', { ...query, limit: 2, offset: 1 })),
    all.slice(1, 3),
  )
})

for (const [what, filter_conditions, expected] of [
  ['a type', { type: 'team' }, ['team:design-review']],
  ['one of two types', { type: { $in: ['team', 'none'] } }, ['team:design-review']],
  ['a cid', { cid: { $eq: 'livestream:night-sky' } }, ['livestream:night-sky']],
  ['an id', { id: 'launch-day' }, ['livestream:launch-day']],
  [
    'a member',
    { members: { $in: ['alice'] } },
    ['messaging:alice-and-bob', 'messaging:weekend-hike', 'team:design-review'],
  ],
  [
    'two things at once',
    { type: 'messaging', members: { $in: ['alice'] } },
    ['messaging:alice-and-bob', 'messaging:weekend-hike'],
  ],
] as const) {
  test(`a list can be filtered by ${what}`, async (t) => {
    const harness = await openHarness(t)
    assert.deepEqual(
      cids(await harness.call(await alice(), '/channels', { filter_conditions })).toSorted(),
      expected,
    )
  })
}

for (const [what, body, field] of [
  ['a filter that it does not know', { filter_conditions: { colour: 'red' } }, /colour/],
  [
    'a sort key that it does not know',
    { filter_conditions: livestreams, sort: [{ field: 'constructor', direction: 1 }] },
    /constructor/,
  ],
  ['a direction of 2', { sort: [{ field: 'created_at', direction: 2 }] }, /direction/],
  ['a limit of 31', { limit: 31 }, /limit/],
  ['a limit of 0', { limit: 0 }, /limit/],
  ['a body that is an array', [], /./],
] as const) {
  test(`a list asked for with ${what} is refused with code 4`, async (t) => {
    const harness = await openHarness(t)
    const reply = await harness.call(await alice(), '/channels', body)
    assert.deepEqual([reply.status, reply.body.code], [400, 4])
    assert.match(reply.body.message, field)
  })
}

test('a channel type that is none is not found', async (t) => {
  const harness = await openHarness(t)
  const { status, body } = await harness.call(await alice(), '/channels/gaming/x/query')
  assert.deepEqual([status, body.code], [404, 16])
})

for (const call of ['message', 'stop-watching']) {
  test(`${call} in a channel that is not there is not found, and makes none`, async (t) => {
    const harness = await openHarness(t)
    const { status, body } = await harness.call(
      await alice(),
      `/channels/livestream/nowhere/${call}`,
      { message: { text: 'x' } },
    )
    assert.deepEqual([status, body.code], [404, 16])
    assert.equal(
      cids(await harness.call(await alice(), '/channels')).includes('livestream:nowhere'),
      false,
    )
  })
}

for (const id of ['a b', 'a.b', 'ü', 'x'.repeat(65)]) {
  test(`a channel cannot be called ${id.slice(0, 5)}`, async (t) => {
    const harness = await openHarness(t)
    assert.equal(
      (await harness.call(await alice(), `/channels/livestream/${encodeURIComponent(id)}/query`))
        .body.code,
      4,
    )
  })
}

test('a channel cannot be made with unknown members', async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.call(await alice(), '/channels/team/new/query', {
    data: { members: ['ghost'] },
  })
  assert.deepEqual(
    [body.code, body.message],
    [4, "Bad input: data.members: there is no user 'ghost'"],
  )
})

for (const [what, filter_conditions, isRefused] of [
  ['no filter', {}, true],
  ["another user's channels", { members: { $in: ['bob'] } }, true],
  [
    'one readable channel and one that is not',
    { id: { $in: ['night-sky', 'bob-and-carol'] } },
    true,
  ],
  ['a type with others in it', { type: 'messaging' }, true],
  ['her own channels', channelsOf('alice'), false],
  ['public ones', livestreams, false],
  ['nothing that is there', { id: 'nowhere' }, false],
] as const) {
  test(`alice's list of ${what} is ${isRefused ? 'refused as a whole with code 70' : 'answered'}`, async (t) => {
    const harness = await openHarness(t)
    for (const page of [{}, { limit: 1 }, { offset: 100 }]) {
      const { status, body } = await harness.call(await alice(), '/channels', {
        filter_conditions,
        ...page,
      })
      assert.deepEqual([status, body.code], isRefused ? [403, 70] : [201, undefined])
    }
  })
}

test('the connection id of a socket that has closed watches nothing, and stops nothing: code 4', async (t) => {
  const harness = await openHarness(t)
  const { line, id } = await harness.join(null)
  const query = { filter_conditions: livestreams, watch: true }
  assert.equal((await harness.call(null, '/channels', query, id)).status, 201)
  line.socket.close(1000)
  await line.closed
  const path = '/channels/livestream/night-sky'
  for (const [call, body] of [
    ['/channels', query],
    // A page without a channel on it watches none, and is refused all the same.
    ['/channels', { ...query, offset: 100 }],
    [`${path}/query`, { watch: true }],
    [`${path}/stop-watching`, {}],
  ] as const) {
    const reply = await harness.call(null, call, body, id)
    assert.deepEqual([reply.status, reply.body.code], [400, 4], call)
  }
})

for (const [what, id] of [
  ['no connection id', undefined],
  ['a connection id of no open socket', 'gone'],
] as const) {
  test(`watching with ${what} is refused with code 4`, async (t) => {
    const harness = await openHarness(t)
    const reply = await harness.call(
      await alice(),
      '/channels/livestream/launch-day/query',
      { watch: true },
      id,
    )
    assert.deepEqual([reply.body.code, /connection_id/.test(reply.body.message)], [4, true])
  })
}

test("watching on another user's socket is refused with code 4", async (t) => {
  const harness = await openHarness(t)
  const { id } = await harness.join(await mint({ user_id: 'bob' }), 'bob')
  const query = { filter_conditions: livestreams, watch: true }
  assert.equal((await harness.call(await alice(), '/channels', query, id)).body.code, 4)
})

test('a watcher is counted until it stops or its socket closes', async (t) => {
  const harness = await openHarness(t)
  const [first, second] = [await harness.join(null), await harness.join(null)]
  const path = '/channels/livestream/night-sky'
  const watchers = async () => (await harness.call(null, `${path}/query`)).body.watcher_count
  const query = { filter_conditions: livestreams, watch: true }
  await harness.call(null, '/channels', query, first.id)
  assert.equal(
    (await harness.call(null, `${path}/query`, { watch: true }, second.id)).body.watcher_count,
    2,
  )
  await harness.call(null, `${path}/stop-watching`, {}, second.id)
  assert.equal(await watchers(), 1)
  first.line.socket.close(1000)
  await first.line.closed
  assert.equal(await watchers(), 0)
})

test('the app tells whether its authentication checks are disabled', async (t) => {
  const harness = await openHarness(t, { faults: { disableAuthChecks: true } })
  const asking = {
    method: 'GET',
    query: { api_key: harness.sandbox.apiKey },
    headers: { 'stream-auth-type': 'anonymous' },
  }
  const { status, body } = await harness.ask('/app', asking)
  assert.deepEqual([status, body.app.disable_auth_checks], [200, true])
})
