import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Token } from '../../../main/auth/token/token.ts'
import { launch, openChatApp } from '../../support/chatApp.ts'

test('channels are listed as the window shows them, with what one may do there', async (t) => {
  const { channels, signIn } = await openChatApp(t)
  await signIn('alice')
  const { channels: listed } = await channels.list(0)
  const found = listed.find(({ cid }) => cid === launch)
  assert.ok(found)
  assert.deepEqual(
    { ...found, lastMessageAt: typeof found.lastMessageAt },
    {
      cid: launch,
      type: 'livestream',
      name: 'Launch day',
      preview: '這裡的天氣也很好！',
      lastMessageAt: 'number',
      canSend: true,
      canCreate: true,
    },
  )
})

test('the channels of a server with many come in pages, and none is left out', async (t) => {
  const { channels, signIn } = await openChatApp(t, { large: true })
  await signIn('alice')
  const first = await channels.list(0)
  const second = await channels.list(1)
  assert.deepEqual([first.hasMore, second.hasMore], [true, false])
  const cids = [...first.channels, ...second.channels].map(({ cid }) => cid)
  assert.deepEqual([cids.length, new Set(cids).size], [45, 45])
})

test('a channel says how far its member has read, as the server tells it', async (t) => {
  const { channels, signIn } = await openChatApp(t)
  await signIn('alice')
  const { channels: listed } = await channels.list(0)
  const hike = listed.find(({ cid }) => cid === 'messaging:weekend-hike')
  assert.deepEqual([hike?.unreadCount, typeof hike?.lastReadAt], [3, 'number'])
  const stream = listed.find(({ cid }) => cid === launch)
  assert.deepEqual([stream?.unreadCount, stream?.lastReadAt], [undefined, undefined])
})

test('one channel is found if it is there and one may see it, and looking makes none', async (t) => {
  const app = await openChatApp(t)
  await app.signIn('bob')
  const known = async () => (await app.channels.list(0)).channels.map(({ cid }) => cid)
  const before = await known()
  assert.equal((await app.channels.find(launch))?.name, 'Launch day')
  for (const cid of ['messaging:from-a-link', 'livestream:from-a-link', 'nowhere:at-all']) {
    assert.equal(await app.channels.find(cid), null)
  }
  assert.deepEqual(await known(), before)
})

for (const [method, own] of [
  ['alice', ['messaging:alice-and-bob', 'messaging:weekend-hike', 'team:design-review']],
  ['bob', ['messaging:alice-and-bob', 'messaging:bob-and-carol', 'messaging:weekend-hike']],
  ['guest', []],
  ['anonymous', []],
] as const) {
  test(`the list of ${method} has the public channels and those that are ${method}'s own`, async (t) => {
    const { session, channels, signIn } = await openChatApp(t)
    if (method === 'guest') await session.signIn({ method, name: 'Vera' }, false)
    else if (method === 'anonymous') await session.signIn({ method, userId: 'x' }, false)
    else await signIn(method)
    const { channels: listed } = await channels.list(0)
    assert.deepEqual(
      listed.map(({ cid }) => cid).toSorted(),
      ['livestream:launch-day', 'livestream:night-sky', ...own].toSorted(),
    )
    const times = listed.map(({ lastMessageAt }) => Number(lastMessageAt))
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
      'the latest message first',
    )
  })
}

test('a connection that the server has closed already is a lost connection, and no bad input', async (t) => {
  const { chat, session, sandbox, signIn } = await openChatApp(t)
  await signIn('alice')
  const account = session.signedIn()?.account
  assert.ok(account)
  const token = new Token(await sandbox.issueToken('alice'))
  const { signal } = new AbortController()
  const caller = { account, token, connectionId: 'closed', signal }
  for (const read of [
    () => chat.listChannels(caller, 0),
    () => chat.findChannel(caller, launch),
    () => chat.openChannel(caller, launch),
  ]) {
    await assert.rejects(read, { code: 'network', origin: 'transport' })
  }
  const unnamed = { ...caller, connectionId: null }
  assert.equal((await chat.openChannel(unnamed, launch)).channel.cid, launch)
})

test('a channel that may not be read is not found, and said to be not allowed', async (t) => {
  const { channels, signIn } = await openChatApp(t)
  await signIn('alice')
  await assert.rejects(channels.find('messaging:bob-and-carol'), { code: 'notAllowed' })
})

test('the first page and each opened channel are told to be saved, with their latest messages', async (t) => {
  const { channels, signIn, told } = await openChatApp(t, { large: true })
  await signIn('alice')
  const { channels: first } = await channels.list(0)
  await channels.list(1)
  const opened = await channels.open(launch)
  assert.deepEqual(
    told.map(({ accountKey }) => accountKey),
    ['sandbox/alice', 'sandbox/alice'],
  )
  const [listed, one] = told.map(({ channels }) => channels)
  assert.deepEqual(
    listed?.map(({ cid }) => cid),
    first.slice(0, 30).map(({ cid }) => cid),
  )
  assert.ok(listed?.some(({ messages }) => messages.length > 1))
  assert.deepEqual(one, [opened])
})
