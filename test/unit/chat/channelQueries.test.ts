import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAccount } from '../../../main/auth/account.ts'
import { Failure, type FailureCode } from '../../../main/auth/errors.ts'
import {
  isDeadConnection,
  listChannels,
  type ChannelQuery,
} from '../../../main/chat/channelQueries.ts'
import type { ChannelState } from '../../../main/chat/schemas.ts'

const account = (kind: 'user' | 'guest' | 'anonymous') =>
  makeAccount({ workspaceId: 'team', kind, userId: 'alice' })

/** The channel of a number, each a second older than the one before. */
function channel(type: string, number: number): ChannelState {
  const id = `c${number}`
  const created_at = new Date(2_000_000_000_000 - number * 1000).toISOString()
  return {
    channel: { cid: `${type}:${id}`, type, id, name: null, own_capabilities: null, cooldown: 0 },
    messages: [
      {
        id: `m-${type}-${number}`,
        text: 'Hi',
        user: null,
        created_at,
        kind: 'shown',
        isSilent: false,
      },
    ],
    watcher_count: 0,
  }
}

/** A server with so many channels of a user and so many public ones. */
function serve(own: number, open: number, publicRefusal: FailureCode | null = null) {
  const asked: ChannelQuery[] = []
  return {
    asked,
    async ask(query: ChannelQuery) {
      asked.push(query)
      const isPublic = 'type' in query.filter_conditions
      if (isPublic && publicRefusal) throw new Failure(publicRefusal, 'No.')
      const [type, count] = isPublic ? ['livestream', open] : ['messaging', own]
      const last = Math.min(count, query.offset + query.limit)
      const channels = []
      for (let number = query.offset; number < last; number += 1)
        channels.push(channel(type, number))
      return { channels, sent: channels.length }
    },
  }
}

test('a user asks for the channels that the user is a member of, and for the public ones by themselves', async () => {
  const server = serve(1, 1)
  await listChannels(account('user'), server.ask)
  assert.deepEqual(
    server.asked.map(({ filter_conditions }) => filter_conditions),
    [{ members: { $in: ['alice'] } }, { type: 'livestream' }],
  )
})

for (const kind of ['guest', 'anonymous'] as const) {
  test(`a visitor (${kind}) asks for the public channels only`, async () => {
    const server = serve(1, 1)
    const channels = await listChannels(account(kind), server.ask)
    assert.deepEqual(
      server.asked.map(({ filter_conditions }) => filter_conditions),
      [{ type: 'livestream' }],
    )
    assert.equal(channels.length, 1)
  })
}

test('pages of 30 are read until one is not full, and each channel is there once', async () => {
  const server = serve(61, 30)
  const channels = await listChannels(account('user'), server.ask)
  const cids = channels.map(({ channel }) => channel.cid)
  assert.deepEqual([cids.length, new Set(cids).size], [91, 91])
  assert.equal(server.asked.length, 5)
  assert.ok(server.asked.every(({ limit }) => limit === 30))
})

test('a page counts as full by what was sent, and not by what could be read', async () => {
  const server = serve(40, 0)
  const channels = await listChannels(account('user'), async (query) => {
    const { channels, sent } = await server.ask(query)
    return { channels: channels.slice(1), sent }
  })
  assert.equal(channels.length, 38)
})

test('no more than 10 pages of a query are read', async () => {
  const server = serve(1_000, 1_000)
  assert.equal((await listChannels(account('user'), server.ask)).length, 600)
  assert.equal(server.asked.length, 20)
})

test('a channel that moves to the next page between two reads is there once', async () => {
  const server = serve(60, 0)
  const channels = await listChannels(account('user'), (query) =>
    server.ask({ ...query, offset: Math.max(0, query.offset - 1) }),
  )
  assert.equal(channels.length, 60)
})

test('the latest message comes first, whichever query found it', async () => {
  const channels = await listChannels(account('user'), serve(2, 2).ask)
  assert.deepEqual(
    channels.map(({ channel }) => channel.id),
    ['c0', 'c0', 'c1', 'c1'],
  )
})

for (const code of ['notAllowed', 'notFound', 'badInput'] as const) {
  test(`an app that answers ${code} for public channels costs the public ones only`, async () => {
    const channels = await listChannels(account('user'), serve(2, 2, code).ask)
    assert.equal(channels.length, 2)
    await assert.rejects(listChannels(account('guest'), serve(2, 2, code).ask), { code })
  })
}

for (const code of ['tokenExpired', 'network', 'serverError', 'rateLimited'] as const) {
  test(`what says nothing about the public channels (${code}) fails the list, to be read again`, async () => {
    await assert.rejects(listChannels(account('user'), serve(2, 2, code).ask), { code })
  })
}

test('only code 4 that speaks of the connection is a dead connection', () => {
  const isDead = (code: FailureCode, text: string) => isDeadConnection(new Failure(code, text))
  assert.equal(isDead('badInput', 'connection_id is of no open connection'), true)
  assert.equal(isDead('badInput', 'Watch requires a valid Connection ID'), true)
  assert.equal(isDead('badInput', 'sort: unknown field'), false)
  assert.equal(isDead('notAllowed', 'connection_id'), false)
})
