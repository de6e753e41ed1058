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
    isFullPage: false,
    read: [],
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

for (const kind of ['user', 'guest'] as const) {
  test(`a ${kind} asks for the channels that it is a member of, and for the public ones by themselves`, async () => {
    const server = serve(1, 1)
    await listChannels(account(kind), 0, server.ask)
    assert.deepEqual(
      server.asked.map(({ filter_conditions }) => filter_conditions),
      [{ members: { $in: ['alice'] } }, { type: 'livestream' }],
    )
  })
}

test('an anonymous visitor asks for the public channels only', async () => {
  const server = serve(1, 1)
  const { channels } = await listChannels(account('anonymous'), 0, server.ask)
  assert.deepEqual(
    server.asked.map(({ filter_conditions }) => filter_conditions),
    [{ type: 'livestream' }],
  )
  assert.equal(channels.length, 1)
})

test('a list has pages of 30 of each query, until none is full', async () => {
  const server = serve(61, 30)
  const pages = []
  for (let page = 0; page < 4; page += 1) {
    const { channels, hasMore } = await listChannels(account('user'), page, server.ask)
    pages.push([channels.length, hasMore])
  }
  assert.deepEqual(pages, [
    [60, true],
    [30, true],
    [1, false],
    [0, false],
  ])
  assert.ok(server.asked.every(({ limit }) => limit === 30))
})

test('a page counts as full by what was sent, and not by what could be read', async () => {
  const server = serve(40, 0)
  const { channels, hasMore } = await listChannels(account('user'), 0, async (query) => {
    const { channels, sent } = await server.ask(query)
    return { channels: channels.slice(1), sent }
  })
  assert.deepEqual([channels.length, hasMore], [29, true])
})

test('no page begins beyond the largest offset that a server takes', async () => {
  const server = serve(2_000, 0)
  assert.equal((await listChannels(account('user'), 32, server.ask)).hasMore, true)
  assert.equal((await listChannels(account('user'), 33, server.ask)).hasMore, false)
  assert.equal(Math.max(...server.asked.map(({ offset }) => offset)), 990)
})

test('a public channel of which the user is a member is there once', async () => {
  const { channels } = await listChannels(account('user'), 0, (query) =>
    Promise.resolve({ channels: [channel('livestream', 1)], sent: query.limit }),
  )
  assert.equal(channels.length, 1)
})

test('the latest message comes first, whichever query found it', async () => {
  const { channels } = await listChannels(account('user'), 0, serve(2, 2).ask)
  assert.deepEqual(
    channels.map(({ channel }) => channel.id),
    ['c0', 'c0', 'c1', 'c1'],
  )
})

for (const code of ['notAllowed', 'notFound', 'badInput'] as const) {
  test(`an app that answers ${code} for public channels costs the public ones only`, async () => {
    const { channels } = await listChannels(account('user'), 0, serve(2, 2, code).ask)
    assert.equal(channels.length, 2)
    await assert.rejects(listChannels(account('anonymous'), 0, serve(2, 2, code).ask), { code })
  })
}

for (const code of ['tokenExpired', 'network', 'serverError', 'rateLimited'] as const) {
  test(`what says nothing about the public channels (${code}) fails the list, to be read again`, async () => {
    await assert.rejects(listChannels(account('user'), 0, serve(2, 2, code).ask), { code })
  })
}

test('only code 4 that speaks of the connection is a dead connection', () => {
  const isDead = (code: FailureCode, text: string) => isDeadConnection(new Failure(code, text))
  assert.equal(isDead('badInput', 'connection_id is of no open connection'), true)
  assert.equal(isDead('badInput', 'Watch requires a valid Connection ID'), true)
  assert.equal(isDead('badInput', 'sort: unknown field'), false)
  assert.equal(isDead('notAllowed', 'connection_id'), false)
})
