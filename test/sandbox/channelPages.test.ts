import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Reply } from './harness.ts'
import { channelsOf, mint, openHarness } from './harness.ts'

const cids = ({ body }: Reply): string[] =>
  body.channels.map(({ channel }: { channel: { cid: string } }) => channel.cid)
const alice = () => mint({ user_id: 'alice' })

test('a member has read up to the last message of their own; silent messages and replies do not count', async (t) => {
  const harness = await openHarness(t)
  const cid = 'messaging:weekend-hike'
  const unread = async () => {
    const { body } = await harness.call(await alice(), '/channels/messaging/weekend-hike/query')
    return body.read.find((each: { user: { id: string } }) => each.user.id === 'alice')
      .unread_messages as number
  }
  assert.equal(await unread(), 3)
  harness.clock.advance(1000)
  const path = '/channels/messaging/weekend-hike/message'
  await harness.call(await alice(), path, { message: { id: 'mine', text: 'I am in' } })
  assert.equal(await unread(), 0)
  harness.clock.advance(1000)
  const { act } = harness.sandbox.faults
  const post = { action: 'post', cid, user_id: 'bob', text: 'Good' } as const
  act(post)
  act({ ...post, silent: true })
  act({ ...post, parent_id: 'mine' })
  act({ ...post, type: 'deleted' })
  assert.equal(await unread(), 1)
})

test('a livestream has no read state', async (t) => {
  const harness = await openHarness(t)
  const { body } = await harness.call(await alice(), '/channels/livestream/launch-day/query')
  assert.deepEqual(body.read, [])
})

test('a large sandbox has 40 more channels in two pages, and a long history', async (t) => {
  const harness = await openHarness(t, { large: true })
  const page = async (offset: number) =>
    cids(
      await harness.call(await alice(), '/channels', {
        filter_conditions: channelsOf('alice'),
        offset,
      }),
    )
  assert.deepEqual([(await page(0)).length, (await page(30)).length], [30, 13])
  const { body } = await harness.call(await alice(), '/channels/messaging/large-1/query', {
    state: true,
    messages: { limit: 1 },
  })
  assert.equal(body.messages[0].id, 'seed-large-1-2000')
})
