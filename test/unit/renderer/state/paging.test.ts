import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Channel, Message } from '../../../../preload/contract.ts'
import { closedHistoryLength, historyLength } from '../../../../renderer/state/messageHistory.ts'
import * as views from '../../../components/harness/views.ts'
import { settled } from '../../../support/fakes.ts'
import { openWindow, refused, type TestWindow } from '../fakeBridge.ts'

const launch = 'livestream:launch'
const garden = 'messaging:garden'

function channels(from: number, count: number): Channel[] {
  return Array.from({ length: count }, (_, index) =>
    views.channel(`messaging:c${from + index}`, `Channel ${from + index}`),
  )
}

function messages(from: number, count: number): Message[] {
  return Array.from({ length: count }, (_, index) =>
    views.message(`m${from + index}`, { createdAt: from + index }),
  )
}

function cids({ state }: TestWindow): string[] {
  const listing = state.channels.listing.value
  return listing.state === 'ready' ? listing.channels.map(({ cid }) => cid) : []
}

function moreOf({ state }: TestWindow) {
  const listing = state.channels.listing.value
  return listing.state === 'ready' ? listing.more : null
}

const shown = ({ state }: TestWindow, cid: string) =>
  state.channels.histories.value.get(cid)?.messages.map(({ id }) => id) ?? []

suite('the channel list', () => {
  async function openPaged() {
    const window = await openWindow(views.view())
    const page = views.channelPage(channels(0, 30), true)
    window.bridge.answer('listChannels', { ok: true, value: page })
    await window.show(views.signedIn())
    return window
  }

  test('loads its next page behind the first', async () => {
    const window = await openPaged()
    assert.deepEqual(moreOf(window), { state: 'available' })
    const page = views.channelPage(channels(30, 5))
    window.bridge.answer('listChannels', { ok: true, value: page })
    await window.state.channels.readMore()
    assert.deepEqual(window.bridge.requests('listChannels').at(-1), { page: 1 })
    assert.equal(cids(window).length, 35)
    assert.equal(cids(window)[30], 'messaging:c30')
    assert.deepEqual(moreOf(window), { state: 'none' })
    await window.state.channels.readMore()
    assert.equal(window.bridge.requests('listChannels').length, 2)
  })

  test('looks at its first page again when a channel moved between two pages', async () => {
    const window = await openPaged()
    const moved = views.channelPage([...channels(29, 1), ...channels(40, 1)])
    window.bridge.answer('listChannels', { ok: true, value: moved })
    await window.state.channels.readMore()
    assert.deepEqual(window.bridge.requests('listChannels').slice(1), [{ page: 1 }, { page: 0 }])
    assert.equal(cids(window).length, 31)
  })

  test('says that its next page failed, and tries again', async () => {
    const window = await openPaged()
    window.bridge.answer('listChannels', refused('serverError'))
    await window.state.channels.readMore()
    assert.deepEqual(moreOf(window), { state: 'failed', code: 'serverError' })
    assert.equal(cids(window).length, 30)
    const page = views.channelPage(channels(30, 1))
    window.bridge.answer('listChannels', { ok: true, value: page })
    await window.state.channels.readMore()
    assert.equal(cids(window).length, 31)
  })

  test('loads all known pages again after a gap, so that each channel is watched', async () => {
    const window = await openPaged()
    await window.state.channels.readMore()
    await window.bridge.emit('reconnected', null)
    await settled()
    const pages = window.bridge.requests('listChannels').slice(-2)
    assert.deepEqual(pages, [{ page: 0 }, { page: 1 }])
  })

  test('keeps a next page that is loaded again during a load from being stuck', async () => {
    const window = await openPaged()
    window.bridge.hold('listChannels')
    void window.state.channels.readMore()
    await window.bridge.emit('reconnected', null)
    await window.bridge.release('listChannels', refused('serverError'))
    assert.equal(moreOf(window)?.state, 'failed')
  })
})

suite('the history of a channel', () => {
  async function openLong(first = messages(1_000, 50)) {
    const window = await openWindow(views.signedIn())
    const value = views.opened({ cid: launch, messages: first, olderBefore: first[0]?.id ?? '' })
    window.bridge.answer('openChannel', { ok: true, value })
    window.state.channels.open(launch)
    await settled()
    return window
  }

  test('loads older messages before the known ones, until there are none', async () => {
    const window = await openLong()
    const value = { messages: messages(950, 50), olderBefore: 'm950' }
    window.bridge.answer('readOlderMessages', { ok: true, value })
    await window.state.channels.readOlder(launch)
    window.bridge.answer('readOlderMessages', { ok: true, value: { messages: messages(949, 1) } })
    await window.state.channels.readOlder(launch)
    await window.state.channels.readOlder(launch)
    assert.deepEqual(window.bridge.requests('readOlderMessages'), [
      { cid: launch, before: 'm1000' },
      { cid: launch, before: 'm950' },
    ])
    assert.deepEqual(
      shown(window, launch),
      messages(949, 101).map(({ id }) => id),
    )
    assert.equal(window.state.channels.histories.value.get(launch)?.older.state, 'none')
  })

  test('is asked for older messages once at a time', async () => {
    const window = await openLong()
    window.bridge.hold('readOlderMessages')
    void window.state.channels.readOlder(launch)
    void window.state.channels.readOlder(launch)
    assert.equal(window.bridge.requests('readOlderMessages').length, 1)
  })

  test('keeps its messages when older ones fail to load, and tries again', async () => {
    const window = await openLong()
    window.bridge.answer('readOlderMessages', refused('serverError'))
    await window.state.channels.readOlder(launch)
    const history = window.state.channels.histories.value.get(launch)
    assert.deepEqual(history?.older, { state: 'failed', code: 'serverError' })
    assert.equal(history.messages.length, 50)
    await window.state.channels.readOlder(launch)
    assert.equal(window.bridge.requests('readOlderMessages').length, 2)
  })

  test('keeps older messages over a reload that overlaps', async () => {
    const window = await openLong()
    const value = { messages: messages(950, 50), olderBefore: 'm950' }
    window.bridge.answer('readOlderMessages', { ok: true, value })
    await window.state.channels.readOlder(launch)
    await window.bridge.emit('reconnected', null)
    assert.equal(shown(window, launch).length, 100)
    await window.state.channels.readOlder(launch)
    assert.deepEqual(window.bridge.requests('readOlderMessages').at(-1), {
      cid: launch,
      before: 'm950',
    })
  })

  test('that was saved in part asks for the messages before the saved ones', async () => {
    const window = await openWindow(views.view())
    const saved = views.opened({ cid: launch, messages: messages(1_040, 10), olderBefore: 'm1000' })
    window.state.channels.showSaved([saved])
    const history = window.state.channels.histories.value.get(launch)
    assert.deepEqual([history?.older.state, history?.olderBefore], ['available', 'm1040'])
  })

  test('is cut when the person leaves, and can be loaded again', async () => {
    const window = await openLong(messages(1_000, 300))
    window.state.channels.open(garden)
    assert.equal(shown(window, launch).length, closedHistoryLength)
    const history = window.state.channels.histories.value.get(launch)
    assert.deepEqual([history?.older.state, history?.olderBefore], ['available', 'm1100'])
  })

  test('holds no more than its limit, and drops its oldest', async () => {
    const window = await openLong(messages(1_000, historyLength))
    await window.bridge.emit('message', views.message('new', { cid: launch, createdAt: 90_000 }))
    const history = window.state.channels.histories.value.get(launch)
    assert.equal(history?.messages.length, historyLength - 49)
    assert.deepEqual([history.messages.at(-1)?.id, history.olderBefore], ['new', 'm1050'])
  })

  test('that is full asks for no older messages', async () => {
    const window = await openLong(messages(1_000, historyLength - 1))
    const value = { messages: messages(950, 50), olderBefore: 'm950' }
    window.bridge.answer('readOlderMessages', { ok: true, value })
    await window.state.channels.readOlder(launch)
    await window.state.channels.readOlder(launch)
    assert.equal(window.bridge.requests('readOlderMessages').length, 1)
  })
})

suite('unread messages', () => {
  const read = (change: Partial<Channel>) =>
    views.channel(garden, 'Garden club', { lastMessageAt: 500, ...change })
  const list = (window: TestWindow, channel: Channel) =>
    window.bridge.answer('listChannels', { ok: true, value: views.channelPage([channel]) })

  async function openRead(change: Partial<Channel>) {
    const window = await openWindow(views.view())
    list(window, read(change))
    await window.show(views.signedIn())
    const count = () => window.state.channels.unread.counts.value.get(garden)
    const mark = () => window.state.channels.unread.marks.value.get(garden)
    return { ...window, window, count, mark }
  }

  test('start with those that the server counts', async () => {
    const { count } = await openRead({ lastReadAt: 100, unreadCount: 4 })
    assert.equal(count(), 4)
  })

  test('are none where the server counts none, or says nothing', async () => {
    assert.equal((await openRead({ lastReadAt: 100, unreadCount: 0 })).count(), undefined)
    assert.equal((await openRead({})).count(), undefined)
  })

  test('grow with each message of another person in a channel that is not open', async () => {
    const { bridge, count } = await openRead({ lastReadAt: 100, unreadCount: 4 })
    await bridge.emit('message', views.message('a', { cid: garden, createdAt: 600 }))
    await bridge.emit('message', views.message('b', { cid: garden, userId: 'alice' }))
    assert.equal(count(), 5)
  })

  test('are read when the channel opens, and the first one is marked until the person leaves', async () => {
    const { state, count, mark } = await openRead({ lastReadAt: 100, unreadCount: 4 })
    state.channels.open(garden)
    assert.deepEqual([count(), mark()], [undefined, 100])
    state.channels.open(launch)
    assert.equal(mark(), undefined)
  })

  test('that came while the app runs are marked from the first of them', async () => {
    const { bridge, state, mark } = await openRead({})
    await bridge.emit('message', views.message('a', { cid: garden, createdAt: 600 }))
    await bridge.emit('message', views.message('b', { cid: garden, createdAt: 700 }))
    state.channels.open(garden)
    assert.equal(mark(), 599)
  })

  test('stay read here when the server, which is not told, still counts them', async () => {
    const { window, state, count } = await openRead({ lastReadAt: 100, unreadCount: 4 })
    const value = views.opened({ cid: garden, messages: messages(500, 1) })
    window.bridge.answer('openChannel', { ok: true, value })
    state.channels.open(garden)
    await settled()
    state.channels.close()
    await state.channels.readList()
    assert.equal(count(), undefined)
    list(window, read({ lastReadAt: 100, unreadCount: 5, lastMessageAt: 900 }))
    await state.channels.readList()
    assert.equal(count(), 1)
  })

  test('are found by loading older messages, until one was read', async () => {
    const { window, state } = await openRead({ lastReadAt: 100, unreadCount: 4 })
    const value = views.opened({ cid: garden, messages: messages(500, 1), olderBefore: 'm500' })
    window.bridge.answer('openChannel', { ok: true, value })
    state.channels.open(garden)
    await settled()
    window.bridge.answer('readOlderMessages', {
      ok: true,
      value: { messages: messages(99, 3), olderBefore: 'm99' },
    })
    await state.channels.readBackTo(garden, 100)
    await state.channels.readBackTo(garden, 100)
    assert.equal(window.bridge.requests('readOlderMessages').length, 1)
  })
})
