import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Harness } from './harness.ts'
import { channelsOf, livestreams, mint, openHarness } from './harness.ts'

type Asker = 'user' | 'member' | 'guest' | 'anonymous'

// The table of protocol.md, cell by cell; a member is a user who is a member of the channel asked for.
const table: Record<'livestream' | 'messaging' | 'team', Record<Asker, string[]>> = {
  livestream: {
    user: ['read', 'send', 'flag', 'mute', 'create'],
    member: ['read', 'send', 'flag', 'mute', 'create'],
    guest: ['read', 'flag', 'mute'],
    anonymous: ['read'],
  },
  messaging: {
    user: ['create'],
    member: ['read', 'send', 'flag', 'mute', 'create'],
    guest: [],
    anonymous: [],
  },
  team: {
    user: ['create'],
    member: ['read', 'send', 'flag', 'mute', 'create'],
    guest: [],
    anonymous: [],
  },
}

const channels = {
  livestream: 'launch-day',
  messaging: 'alice-and-bob',
  team: 'design-review',
} as const
const actionNames = { read: 'ReadChannel', send: 'SendMessage', create: 'CreateChannel' } as const

async function beAsker(
  harness: Harness,
  asker: Asker,
): Promise<{ token: string | null; userId: string }> {
  switch (asker) {
    case 'user':
      return { token: await mint({ user_id: 'stranger' }), userId: 'stranger' }
    case 'member':
      return { token: await mint({ user_id: 'alice' }), userId: 'alice' }
    case 'guest': {
      const { body } = await harness.call(null, '/guest', { user: { id: 'visitor' } })
      return { token: body.access_token, userId: body.user.id }
    }
    case 'anonymous':
      return { token: null, userId: '!anon' }
  }
}

for (const [type, row] of Object.entries(table)) {
  const channel = `/channels/${type}/${channels[type as keyof typeof channels]}`
  for (const [asker, allowed] of Object.entries(row)) {
    for (const action of ['read', 'send', 'create'] as const) {
      const isAllowed = allowed.includes(action)
      test(`${asker} may ${isAllowed ? '' : 'not '}${action} in ${type}`, async (t) => {
        const harness = await openHarness(t)
        const { token, userId } = await beAsker(harness, asker as Asker)
        const calls = {
          read: () => harness.call(token, `${channel}/query`, { state: true }),
          send: () =>
            harness.call(token, `${channel}/message`, { message: { id: 'm1', text: 'Hello' } }),
          create: () =>
            harness.call(token, `/channels/${type}/brand-new/query`, { data: { name: 'New' } }),
        }
        const { status, body } = await calls[action]()
        if (isAllowed) return assert.equal(status, 201)
        assert.deepEqual([status, body.code, body.StatusCode], [403, 17, 403])
        const role = asker === 'member' ? 'user' : asker
        for (const word of [`'${userId}'`, `'${role}'`, actionNames[action], `'${type}'`]) {
          assert.ok(body.message.includes(word), `${body.message} names ${word}`)
        }
      })
    }

    if (allowed.includes('read')) {
      test(`the own_capabilities of ${asker} in ${type} are ${allowed.join(', ')}`, async (t) => {
        const harness = await openHarness(t)
        const { token } = await beAsker(harness, asker as Asker)
        const { body } = await harness.call(token, `${channel}/query`)
        const names = {
          read: 'read-channel',
          send: 'send-message',
          flag: 'flag-message',
          mute: 'mute-channel',
          create: 'create-channel',
        }
        const expected = allowed.map((action) => names[action as keyof typeof names]).toSorted()
        assert.deepEqual(body.channel.own_capabilities, expected)
      })
    }
  }
}

for (const [asker, own] of [
  ['anonymous', []],
  ['guest', []],
  ['user', []],
  ['member', ['messaging:alice-and-bob', 'messaging:weekend-hike', 'team:design-review']],
] as const) {
  test(`the lists of ${asker} show 2 livestreams and ${own.length} own channels`, async (t) => {
    const harness = await openHarness(t)
    const { token, userId } = await beAsker(harness, asker)
    const cidsOf = async (filter_conditions: object) => {
      const { body } = await harness.call(token, '/channels', { filter_conditions })
      return body.channels.map((each: { channel: { cid: string } }) => each.channel.cid).toSorted()
    }
    assert.deepEqual(await cidsOf(livestreams), ['livestream:launch-day', 'livestream:night-sky'])
    assert.deepEqual(await cidsOf(channelsOf(userId)), own)
  })
}

test('a guest who was made a member still cannot read the channel', async (t) => {
  const harness = await openHarness(t)
  const { token, userId } = await beAsker(harness, 'guest')
  const body = { data: { members: [userId] } }
  const made = await harness.call(
    await mint({ user_id: 'alice' }),
    '/channels/team/open-day/query',
    body,
  )
  assert.equal(made.body.members[1].user_id, userId)
  assert.equal((await harness.call(token, '/channels/team/open-day/query')).body.code, 17)
  const list = await harness.call(token, '/channels', { filter_conditions: channelsOf(userId) })
  assert.equal(list.body.code, 70)
})

test('a user who makes a messaging channel is a member of it, with the members it names', async (t) => {
  const harness = await openHarness(t)
  const dana = await mint({ user_id: 'dana' })
  const { body } = await harness.call(dana, '/channels/messaging/plans/query', {
    data: { name: 'Plans', members: ['bob'] },
  })
  assert.equal(body.channel.name, 'Plans')
  assert.deepEqual(
    body.members.map((each: { user_id: string }) => each.user_id),
    ['dana', 'bob'],
  )
  for (const user_id of ['dana', 'bob']) {
    const sent = await harness.call(await mint({ user_id }), '/channels/messaging/plans/message', {
      message: { text: 'Hi' },
    })
    assert.equal(sent.status, 201)
  }
  assert.equal(
    (await harness.call(await mint({ user_id: 'carol' }), '/channels/messaging/plans/query')).body
      .code,
    17,
  )
})
